#pragma once

#include <string>
#include <string_view>

namespace logscan {

/// Shorter bytes (a zstd frame that says how long they were): what was counted is mostly paths, and
/// a state is written in every run.
std::string pack(std::string_view bytes);

/// The bytes again. Throws std::runtime_error for what pack() did not make.
std::string unpack(std::string_view packed);

}  // namespace logscan
