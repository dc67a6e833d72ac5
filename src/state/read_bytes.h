#pragma once

#include <cstdint>
#include <string>

namespace logscan {

/// The bytes of a file in [begin, end), as far as they are there. Throws std::system_error.
std::string read_bytes(int descriptor, std::uint64_t begin, std::uint64_t end);

}  // namespace logscan
