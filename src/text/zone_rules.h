#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "logscan/time_zone.h"
#include "text/zone_change.h"

namespace logscan {

/// The changes of one zone of the database.
class ZoneRules {
 public:
  /// At least one change, ascending; what lies before the first is taken as if behind it.
  ZoneRules(std::string name, std::vector<ZoneChange> changes)
      : name_(std::move(name)), changes_(std::move(changes)) {}

  const std::string& name() const { return name_; }
  ZoneRange range_at(std::int64_t utc) const;

 private:
  std::string name_;
  std::vector<ZoneChange> changes_;
};

enum class ZoneProblem {
  kNone,
  kNoSuchZone,
  kNoDatabase,  ///< missing, empty or damaged
  kNoLocalZone,
};

struct FoundRules {
  std::shared_ptr<const ZoneRules> rules;  ///< null when there is a problem
  ZoneProblem problem = ZoneProblem::kNone;
};

/// The zone of that name in the system's database: in the folder that the environment variable
/// TZDIR names, else /usr/share/zoneinfo.
FoundRules load_rules(const std::string& name);

/// The name of the zone that /etc/localtime stands for; empty when it cannot be told. `UTC` when
/// there is no such file, as the C library has it.
std::string system_zone_name();

}  // namespace logscan
