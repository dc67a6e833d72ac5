#pragma once

#include <string_view>

namespace logscan {

/// Path and query of a request target; see LogLine for what each is.
struct Target {
  std::string_view path;
  std::string_view query;  ///< null when there is no `?`
};

Target cut_target(std::string_view target);

}  // namespace logscan
