#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "aggregate/error_details.h"
#include "aggregate/line_counts.h"
#include "engine/found_sources.h"
#include "engine/query_rows.h"
#include "logscan/aggregate.h"
#include "query/compared_fields.h"
#include "query/query.h"

namespace logscan {

struct Aggregate::Data {
  Data() = default;
  explicit Data(const EngineOptions& options)
      : spec(counted(options.query->spec)),
        errors_alone(!options.query->fields().has(Field::kClient)),
        rows(spec, spec.memory),
        machines{options.machine} {
    rows.spill_folder = options.spill_folder;
  }

  QuerySpec spec;
  FoundSources sources;
  LineCounts counts;
  TimeSpan covers;  ///< the times of all parsed lines, filtered ones too
  std::array<std::uint64_t, kReasons> reasons{};
  std::array<UnreadCounts, kUnreadFields> unread{};  ///< by UnreadField
  ComparedFields compared;
  bool errors_alone = false;  ///< see UnreadSummary; for clients
  bool utc_assumed = false;   ///< see Summary
  ErrorDetails errors;
  QueryRows rows{QuerySpec(), 0};
  std::set<std::string> machines;  ///< machines of the inputs; see EngineOptions

  /// Returns a spec without the parts that only one run uses: thresholds, and the name of a file.
  static QuerySpec counted(QuerySpec spec);

  /// Reads what Aggregate::write() wrote between the first line and the checksum; see
  /// Aggregate::read(). Throws BytesError, std::invalid_argument for unknown names, MemoryError and
  /// SpillError.
  void read(ByteReader& from, const std::string& spill_folder, std::optional<std::uint64_t> memory);

  /// Returns whether all numbers describe the same lines.
  bool adds_up() const;
};

/// Throws std::logic_error if a number in the summary does not match the others.
void check_accounting(const Summary& summary);

}  // namespace logscan
