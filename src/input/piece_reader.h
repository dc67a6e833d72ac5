#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "input/compression.h"
#include "input/piece.h"
#include "input/raw_stream.h"

namespace logscan {

/// How a piece ended.
struct PieceEnd {
  bool is_whole = false;     ///< all of it was decoded
  std::uint64_t at = 0;      ///< if so: the bit after it
  std::uint64_t member = 0;  ///< if not, and it is whole members: where the failing one begins
  std::uint64_t text = 0;    ///< and how much of its text was decoded
};

/// Decodes one piece. For one thread at a time.
class PieceReader {
 public:
  virtual ~PieceReader() = default;

  /// Returns at least one byte, or 0 at the end. Throws if the piece cannot be decoded.
  virtual std::size_t read(char* to, std::size_t count) = 0;

  /// Describes the end, after read() has thrown or returned 0.
  virtual PieceEnd end() const = 0;

  /// Returns the compressed bytes before what is read next, roughly.
  virtual std::uint64_t position() const = 0;
};

std::unique_ptr<PieceReader> read_piece(const Piece& piece, const Compression& compression,
                                        std::unique_ptr<RawStream> raw, std::uint64_t shortest);

}  // namespace logscan
