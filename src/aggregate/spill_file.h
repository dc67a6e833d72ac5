#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "os/descriptor.h"

/// Temporary files without names for what does not fit into memory. Everything throws SpillError,
/// which names the folder.
namespace logscan {

Descriptor open_spill_file(const std::string& folder);

/// Appends bytes.
void write_spilled(int file, const std::string& folder, std::string_view bytes);

/// Returns the bytes in [begin, end).
std::string read_spilled(int file, const std::string& folder, std::uint64_t begin,
                         std::uint64_t end);

[[noreturn]] void cannot_read_spilled(const std::string& folder, const std::string& cause);

}  // namespace logscan
