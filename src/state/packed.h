#pragma once

#include <memory>
#include <string>

#include "logscan/aggregate.h"
#include "state/stored_bytes.h"

namespace logscan {

/// The largest ratio of unpacked to packed size. Bytes that would pack better are stored unpacked,
/// so that unpack() knows the memory it may need.
constexpr std::size_t kMostRatio = 256;

/// Compresses bytes, since results are mostly paths and every run writes the state. The first byte
/// names the method. `level` is that of zstd. The rest is a zstd frame that contains its size, or
/// the bytes. Equal bytes give equal results, wherever they are stored. The result is in a
/// temporary file if a folder is given (SpillError).
StoredBytes pack(const StoredBytes& bytes, int level = 1, const std::string& spill_folder = {});

/// Returns the original bytes. Throws BytesError for anything that pack() did not write, perhaps
/// only when it comes to that. Uses at most kMostRatio times the size of `packed`, whatever that
/// claims.
std::unique_ptr<ByteSource> unpack(const StoredBytes& packed);

/// Returns what Aggregate::write() writes, in a temporary file if a folder is given.
StoredBytes stored(const Aggregate& counts, const std::string& spill_folder);

}  // namespace logscan
