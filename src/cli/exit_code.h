#pragma once

#include <algorithm>

namespace logscan::cli {

/// The exit codes of the program.
enum class ExitCode : int {
  kOk = 0,
  kFailIf = 1,        ///< a --fail-if condition holds
  kUsage = 2,         ///< wrong usage; nothing was done
  kInput = 3,         ///< some input is not covered; the report covers the rest
  kNoLog = 4,         ///< there were lines, but none could be parsed
  kNotDelivered = 5,  ///< report, partial or state not written, or an internal check failed
};

/// Returns the rank of a code: if several apply, the first of 2, 5, 1, 3, 4 counts.
constexpr int urgency(ExitCode code) {
  switch (code) {
    case ExitCode::kUsage:
      return 5;
    case ExitCode::kNotDelivered:
      return 4;
    case ExitCode::kFailIf:
      return 3;
    case ExitCode::kInput:
      return 2;
    case ExitCode::kNoLog:
      return 1;
    case ExitCode::kOk:
      return 0;
  }
  return 0;
}

constexpr ExitCode more_urgent(ExitCode a, ExitCode b) {
  return urgency(a) >= urgency(b) ? a : b;
}

}  // namespace logscan::cli
