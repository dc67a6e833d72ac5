#pragma once

#include <string>
#include <string_view>

namespace logscan {

/// The largest ratio of unpacked to packed size. Bytes that would pack better are stored unpacked,
/// so that unpack() knows the memory it may need.
constexpr std::size_t kMostRatio = 256;

/// Compresses bytes, since results are mostly paths and every run writes the state. The first byte
/// names the method. `level` is that of zstd. The rest is a zstd frame that contains its size, or
/// the bytes.
std::string pack(std::string_view bytes, int level = 1);

/// Returns the original bytes. Throws std::runtime_error for anything that pack() did not write.
/// Uses at most kMostRatio times the size of `packed`, whatever that claims.
std::string unpack(std::string_view packed);

}  // namespace logscan
