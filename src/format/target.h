#pragma once

#include <cstddef>
#include <string_view>

namespace logscan {

/// Path and query of a request target; see LogLine for what each is.
struct Target {
  std::string_view path;
  std::string_view query;  ///< null when there is no `?`
};

/// Where the path of a target ends: at its first `?` or `#`, else at the end.
std::size_t path_end(std::string_view target);

Target cut_target(std::string_view target);

/// Where the authority of an absolute URL begins, behind its `://`; npos when it is not one.
std::size_t authority_begin(std::string_view target);

/// The authority of an absolute URL, without user and password; null when there is none.
std::string_view authority_of(std::string_view target);

}  // namespace logscan
