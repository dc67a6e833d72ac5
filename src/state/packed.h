#pragma once

#include <string>
#include <string_view>

namespace logscan {

/// The most that packed bytes can stand for, as a multiple of their own size. What would pack
/// better is kept as it is, so that whoever unpacks bytes knows how much memory they can take.
constexpr std::size_t kMostRatio = 256;

/// Shorter bytes: what was counted is mostly paths, and a state is written in every run. A letter
/// says how they are kept; behind it a zstd frame that says how long they were, or the bytes.
std::string pack(std::string_view bytes);

/// Returns the bytes again. Throws std::runtime_error for what pack() did not make. Takes at most
/// kMostRatio times the memory of `packed`, whatever that claims.
std::string unpack(std::string_view packed);

}  // namespace logscan
