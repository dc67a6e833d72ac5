#pragma once

#include <string_view>

namespace logscan {

/// Whether a file that begins so is a report, a partial or a state that logscan wrote. Records are
/// not: they look like other people's logs.
bool is_own_file(std::string_view first_bytes);

}  // namespace logscan
