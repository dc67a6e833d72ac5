#pragma once

#include <string_view>

namespace logscan::pattern {

/// Throws PatternError for a pattern in the language of another program, such as HAProxy or Squid:
/// says which one it is and what to write instead. It is known by names that neither nginx nor
/// Apache has, or that mean something else there. For patterns that a user gives; a server's
/// configuration says itself which language it is.
void reject_other_language(std::string_view text);

}  // namespace logscan::pattern
