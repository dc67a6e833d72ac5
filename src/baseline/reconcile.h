#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "baseline/line_reader.h"
#include "baseline/reference_parser.h"
#include "logscan/engine.h"
#include "logscan/status.h"
#include "logscan/summary.h"

namespace logscan::detail {

/// The reasons why a method's count of one status differs from the exact count. They are derived
/// from the lines and the places of their statuses, never from the method's own counts, so adding
/// them up is a real check.
struct Terms {
  std::uint64_t other_field = 0;
  std::uint64_t sliced = 0;
  std::uint64_t gained = 0;  ///< Lines counted that have another status or none.
  std::uint64_t lost = 0;    ///< Lines with this status that were not counted.
  std::optional<Sample> other_field_example;
  std::optional<Sample> sliced_example;
  std::optional<Sample> gained_example;
  std::optional<Sample> lost_example;

  std::int64_t misread() const {
    return static_cast<std::int64_t>(gained) - static_cast<std::int64_t>(lost);
  }
};

using TermsByStatus = std::array<Terms, 200>;  ///< For the statuses 400 to 599.
inline Terms& terms_of(TermsByStatus& terms, StatusCode code) {
  return terms[code - 400u];
}
inline const Terms& terms_of(const TermsByStatus& terms, StatusCode code) {
  return terms[code - 400u];
}

/// Collects what the methods get wrong, line by line.
class Explanation {
 public:
  explicit Explanation(std::uint64_t max_line) : max_line_(max_line) {}

  /// Adds the next line of the input called `path`, with the reference's verdict.
  void add(const std::string& path, const PlainLine& line, const Verdict& verdict);

  const TermsByStatus& line_by_line() const { return line_by_line_; }
  const TermsByStatus& substring() const { return substring_; }
  const TermsByStatus& chunked_substring() const { return chunked_; }

 private:
  struct Exact;
  void add_ninth_word(const std::string& path, const PlainLine& line, const Exact& exact);
  void add_patterns(const std::string& path, const PlainLine& line, const Exact& exact);

  std::uint64_t max_line_;
  std::uint64_t lines_ = 0;
  std::array<std::uint64_t, kStatusCodes>
      last_line_{};  ///< The last line with a match of the code.
  TermsByStatus line_by_line_{};
  TermsByStatus substring_{};
  TermsByStatus chunked_{};
};

/// Returns a sample that quotes a line; `offset` may point into the line.
Sample make_sample(const std::string& path, const PlainLine& line, std::uint64_t offset);

/// Appends to `differences` each status whose count differs from the exact count or whose terms
/// cancel out. Returns whether the exact counts and the terms add up to the counts of the method.
bool reconcile(const BaselineMethod& method, const std::array<std::uint64_t, kStatusCodes>& exact,
               const TermsByStatus& terms, std::vector<BaselineDifference>& differences);

/// Compares the scan with the reference line by line, and explains the other methods on the way.
struct Agreement {
  explicit Agreement(std::uint64_t max_line) : explanation(max_line) {}

  Explanation explanation;
  ReferenceParser parser;         ///< For the current input.
  TermsByStatus reference{};      ///< Error statuses that the reference gained or lost.
  std::uint64_t differs = 0;      ///< The number of lines on which the two disagree in any way.
  std::optional<Sample> example;  ///< The first of these lines.
};

/// Compares one line. `plain` is null if the reference has no such line, `scanned` if the scan has
/// none. If the file has grown and the scan's line extends beyond the part, only its offset is
/// compared.
void compare_line(const std::string& path, const PlainLine* plain, const VisitedLine* scanned,
                  std::uint64_t part_bytes, std::uint64_t max_line, Agreement& agreement);

/// Compares all lines of a part. Throws std::system_error.
void compare_part(const Part& part, const EngineOptions& options, Agreement& agreement);

}  // namespace logscan::detail
