#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "logscan/log_time.h"
#include "logscan/status.h"

namespace logscan {

/// One side of a comparison.
struct ComparedSide {
  std::optional<LogTime> first;
  std::optional<LogTime> last;
  std::uint64_t requests = 0;
  std::uint64_t errors = 0;
};

/// How often something occurred on one side. A sketch, or a list that was cut off, knows it only
/// within bounds.
struct ComparedCount {
  std::uint64_t least = 0;
  std::uint64_t most = 0;
  std::uint64_t whole = 0;  ///< requests of which it is a part

  bool is_exact() const { return least == most; }
};

/// A rate that differs by more than chance.
struct Change {
  enum class Of : std::uint8_t {
    kErrors,        ///< all errors
    kServerErrors,  ///< all 5xx
    kStatus,        ///< requests with `status`
    kPath,          ///< requests with `status`, an error, on the path `key`
    kClient,        ///< requests with `status`, an error, from the client `key`
    kGroup,         ///< requests of the group `key` of `by`
    kGroupErrors,   ///< errors among the requests of this group
  };
  enum class Verdict : std::uint8_t {
    kNew,     ///< errors that did not occur before
    kWorse,   ///< a higher rate of errors
    kGone,    ///< errors that do not occur any more
    kBetter,  ///< a lower rate of errors
    kMore,    ///< a higher rate of other requests
    kLess,    ///< a lower rate of other requests
  };

  Of of = Of::kErrors;
  Verdict verdict = Verdict::kWorse;
  std::optional<StatusCode> status;
  std::vector<std::string> by;
  std::vector<std::optional<std::string>> key;
  ComparedCount before;
  ComparedCount after;
  double p = 1;  ///< the probability of such a difference by chance, corrected for all tests
};

constexpr std::size_t kChangesOf = 7;
constexpr const char* kChangeOfNames[kChangesOf] = {
    "errors", "server_errors", "status", "path", "client", "group", "group_errors"};
constexpr std::size_t kVerdicts = 6;
constexpr const char* kVerdictNames[kVerdicts] = {"new", "worse", "gone", "better", "more", "less"};

/// What differs between a report and an earlier one. docs/compare.md has the method.
struct ReportComparison {
  std::string with;  ///< the file, or the period; log bytes
  ComparedSide before;
  ComparedSide after;
  std::uint64_t tests = 0;      ///< rates that were tested
  std::vector<Change> changes;  ///< by verdict, then the largest difference of rates first
};

}  // namespace logscan
