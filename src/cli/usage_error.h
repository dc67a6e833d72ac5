#pragma once

#include <string>

namespace logscan::cli {

/// An error of the command line: the option, what it expects and what it got.
struct UsageError {
  std::string message;
};

}  // namespace logscan::cli
