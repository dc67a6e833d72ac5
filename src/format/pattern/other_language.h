#pragma once

#include <string_view>

namespace logscan::pattern {

/// Throws PatternError for a pattern in the language of another program, such as HAProxy or Squid,
/// and names that program and the pattern to write instead. Recognises it by names that neither
/// nginx nor Apache has, or that mean something else there. For patterns from users; a server's
/// configuration determines its language.
void reject_other_language(std::string_view text);

}  // namespace logscan::pattern
