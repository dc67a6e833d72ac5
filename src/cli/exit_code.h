#pragma once

#include <algorithm>

namespace logscan::cli {

/// What the program tells the shell. In the order of docs and `--help`.
enum class ExitCode : int {
  kOk = 0,
  kFailIf = 1,        ///< a --fail-if condition holds
  kUsage = 2,         ///< wrong usage; nothing was done
  kInput = 3,         ///< some input is not covered; the report covers the rest
  kNoLog = 4,         ///< lines were there, but not one could be parsed
  kNotDelivered = 5,  ///< the report was not written, or an internal check failed
};

/// Of several that hold at once, this one is told: 2, 5, 1, 3, 4.
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
