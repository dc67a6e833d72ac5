#pragma once

#include <string_view>

#include "logscan/key_map.h"

namespace logscan {

/// Parses the text of a key map like parse_key_map(), but does not require a status, or any field
/// at all (`json:`).
KeyMapResult parse_key_entries(std::string_view text);

}  // namespace logscan
