#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logscan {

/// A range of time without clock changes: moments from <= t < to.
struct ZoneRange {
  std::int64_t from = std::numeric_limits<std::int64_t>::min();  ///< the lowest: no change before
  std::int64_t to = std::numeric_limits<std::int64_t>::max();    ///< the highest: no change after
  std::int32_t offset = 0;                                       ///< seconds ahead of UTC

  bool has(std::int64_t utc) const { return from <= utc && utc < to; }
};

/// A clock change. From `from` (seconds since 1970 UTC) until the next change, clocks are `offset`
/// seconds ahead of UTC.
struct ZoneChange {
  std::int64_t from;
  std::int32_t offset;

  friend bool operator==(const ZoneChange&, const ZoneChange&) = default;
};

/// Parses a POSIX TZ string such as `CET-1CEST,M3.5.0,M10.5.0/3`, with times from -167 to 167 hours
/// as in RFC 8536. Returns its clock changes for the years `first` to `last`, in the order of the
/// years; they ascend if the string is sensible. Returns an empty list for a clock that never
/// changes, and nullopt for any other text.
std::optional<std::vector<ZoneChange>> posix_changes(std::string_view text, int first, int last);

/// The clock changes of one zone in the database.
class ZoneRules {
 public:
  /// `changes` must ascend and contain at least one. The first offset applies to all earlier times,
  /// too.
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
  kNoDatabase,  ///< missing, empty or corrupt
  kNoLocalZone,
};

struct FoundRules {
  std::shared_ptr<const ZoneRules> rules;  ///< null when there is a problem
  ZoneProblem problem = ZoneProblem::kNone;
};

/// Loads the zone of that name from the system's database: the folder in the environment variable
/// TZDIR, else /usr/share/zoneinfo.
FoundRules load_rules(const std::string& name);

/// Returns the name of the zone that /etc/localtime refers to. Empty when it is unknown. Returns
/// `UTC` when there is no such file, as the C library does.
std::string system_zone_name();

constexpr std::string_view kZoneFileMagic = "TZif";

/// The last year for which clock changes are derived from the rule at the end of a zone file.
constexpr int kLastRuleYear = 2200;

/// Reads a zone file (TZif, RFC 8536, version 2 or later; the 32-bit data of version 1 is skipped)
/// and derives later changes from its rule. Returns at least one change, in ascending order, each
/// with an offset that differs from the one before and is less than a day. The first offset applies
/// to all earlier times, too. Returns nullopt for a corrupt file and for one that counts leap
/// seconds.
std::optional<std::vector<ZoneChange>> read_zone_file(std::string_view bytes);

}  // namespace logscan
