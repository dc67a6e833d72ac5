#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aggregate/line_counts.h"
#include "engine/query_rows.h"
#include "logscan/record_columns.h"
#include "logscan/summary.h"
#include "query/compared_fields.h"
#include "record/record_store.h"

namespace logscan {

/// The results that a worker hands over in input order: the records of some lines, and the lines to
/// quote. Cleared and reused.
struct Batch {
  struct Quote {
    std::uint64_t line;  ///< number of the line within the batch, from 0
    std::uint64_t offset;
    Reason reason;
    StatusCode status;  ///< for examples; 0 for a malformed line
    std::string text;
    std::optional<ClosestFormat> closest;
  };

  RecordStore records;
  std::vector<Quote> malformed;  ///< the first kSamples
  std::vector<Quote> examples;   ///< the first line of each error status
  std::bitset<kStatusCodes> has_example;
  std::array<UnreadCounts, kUnreadFields> unread{};
  std::array<std::optional<Quote>, kUnreadFields> first_unread;
  ComparedFields compared;
  QueryPart rows;                          ///< for a whole range, with its last batch
  std::string record_text;                 ///< the records of the lines, if the query asks for them
  std::unique_ptr<RecordColumns> columns;  ///< the same as columns
  Accounting counts;
  std::array<std::uint64_t, kReasons> reasons{};  ///< for malformed lines
  std::array<std::uint64_t, kLogFormats> formats{};

  /// Returns the approximate size in memory, too high rather than too low.
  std::size_t memory() const {
    return records.memory() + record_text.size() + rows.memory() +
           (columns != nullptr ? columns->memory() : 0);
  }

  void count_plain(LogFormat format, std::uint64_t lines) {
    formats[static_cast<std::size_t>(format)] += lines;
    counts.parsed += lines;
    counts.lines += lines;
  }

  void clear() {
    records.clear();
    malformed.clear();
    examples.clear();
    has_example.reset();
    unread = {};
    first_unread = {};
    compared = {};
    rows.clear();
    record_text.clear();
    columns.reset();
    counts = {};
    reasons = {};
    formats = {};
  }
};

}  // namespace logscan
