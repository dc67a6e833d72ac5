#pragma once

#include <string>

namespace logscan::cli {

/// What is wrong: names the option, what it wants, what was given.
struct UsageError {
  std::string message;
};

}  // namespace logscan::cli
