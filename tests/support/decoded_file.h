#pragma once

#include <cstddef>
#include <string>

#include "input/compression.h"
#include "input/parallel_stream.h"

namespace logscan::test {

/// The text of a compressed file, and how it ends.
struct DecodedFile {
  std::string text;
  std::string end;  ///< "the end", a warning or an error
  std::uint64_t bytes_read = 0;

  friend bool operator==(const DecodedFile&, const DecodedFile&) = default;
};

/// Decodes a file in order, at most `most` bytes of text.
DecodedFile decode_in_order(const std::string& path, const Compression& compression,
                            std::size_t most);

/// Decodes a file with so many helpers.
DecodedFile decode_in_parallel(const std::string& path, const Compression& compression,
                               std::size_t most, std::size_t helpers,
                               const ParallelOptions& options);

/// Options with which even short files have many pieces.
ParallelOptions small_pieces();

}  // namespace logscan::test
