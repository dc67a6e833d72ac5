#pragma once

#include <array>
#include <cstdint>

#include "aggregate/error_details.h"
#include "aggregate/line_counts.h"
#include "engine/found_sources.h"
#include "engine/query_rows.h"
#include "engine/unread_counts.h"
#include "logscan/aggregate.h"

namespace logscan {

struct Aggregate::Data {
  Data() = default;
  explicit Data(const EngineOptions& options)
      : question(Question::of(options)),
        errors_alone(!options.query.fields().has(Field::kClient)),
        rows(options.query, options.query.memory) {}

  Question question;
  FoundSources sources;
  LineCounts counts;
  std::array<std::uint64_t, kReasons> reasons{};
  std::array<UnreadCounts, kUnreadFields> unread{};  ///< by UnreadField
  bool errors_alone = false;                         ///< see UnreadSummary; of clients
  bool utc_assumed = false;                          ///< see Summary
  ErrorDetails errors;
  QueryRows rows{Query()};

  /// Whether all numbers are of the same lines.
  bool adds_up() const;
};

/// Throws std::logic_error when a number in the summary does not add up to the others.
void check_accounting(const Summary& summary);

}  // namespace logscan
