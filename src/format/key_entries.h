#pragma once

#include <string_view>

#include "logscan/key_map.h"

namespace logscan {

/// Reads a key map's text, as parse_key_map() does, but without asking for a status: the map may
/// have no field at all (`json:`).
KeyMapResult parse_key_entries(std::string_view text);

}  // namespace logscan
