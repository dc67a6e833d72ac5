#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "baseline/line_reader.h"
#include "logscan/status.h"
#include "logscan/summary.h"

namespace logscan::detail {

/// Why a method's count of one status is not the exact one. Made from the lines and where their
/// statuses stand, never from what the method counted: so that adding it all up is a real check.
struct Terms {
  std::uint64_t other_field = 0;
  std::uint64_t sliced = 0;
  std::uint64_t gained = 0;  ///< lines counted that have another status or none
  std::uint64_t lost = 0;    ///< lines of this status not counted
  std::optional<Sample> other_field_example;
  std::optional<Sample> sliced_example;
  std::optional<Sample> gained_example;
  std::optional<Sample> lost_example;

  std::int64_t misread() const {
    return static_cast<std::int64_t>(gained) - static_cast<std::int64_t>(lost);
  }
};

using TermsByStatus = std::array<Terms, 200>;  ///< of 400 to 599
inline Terms& terms_of(TermsByStatus& terms, StatusCode code) {
  return terms[code - 400u];
}
inline const Terms& terms_of(const TermsByStatus& terms, StatusCode code) {
  return terms[code - 400u];
}

/// What the methods get wrong, line by line.
class Explanation {
 public:
  explicit Explanation(std::uint64_t max_line) : max_line_(max_line) {}

  /// Takes in the next line of the input called `path`, and what the reference says of it.
  void add(const std::string& path, const PlainLine& line, const Verdict& verdict);

  const TermsByStatus& line_by_line() const { return line_by_line_; }
  const TermsByStatus& substring() const { return substring_; }
  const TermsByStatus& chunked_substring() const { return chunked_; }

 private:
  struct Exact;
  void add_ninth_piece(const std::string& path, const PlainLine& line, const Exact& exact);
  void add_patterns(const std::string& path, const PlainLine& line, const Exact& exact);

  std::uint64_t max_line_;
  std::uint64_t lines_ = 0;
  std::array<std::uint64_t, kStatusCodes>
      last_line_{};  ///< in which substring's other field of a code was taken
  TermsByStatus line_by_line_{};
  TermsByStatus substring_{};
  TermsByStatus chunked_{};
};

/// A line quoted; `offset` is that of what the sample shows, which may lie within the line.
Sample make_sample(const std::string& path, const PlainLine& line, std::uint64_t offset);

/// Appends what differs to `differences`: each status whose count is not the exact one or has terms
/// that cancel out. Returns whether every count of the method is what the exact one and the terms
/// make.
bool reconcile(const BaselineMethod& method, const std::array<std::uint64_t, kStatusCodes>& exact,
               const TermsByStatus& terms, std::vector<BaselineDifference>& differences);

}  // namespace logscan::detail
