#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "input/raw_stream.h"

namespace logscan {

struct Compression;

/// A part of a compressed file that can be decoded on its own. Positions are in bits, because the
/// blocks of bzip2 begin at any bit.
struct Piece {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;      ///< only of a block
  bool starts_member = true;  ///< it begins where a member does
  bool ends_member = true;    ///< it ends where a member does, whose checksums are right

  /// Returns a complete member with the same text. Null: the piece is whole members and needs no
  /// preparation; see members_end().
  std::function<std::string(RawStream&)> load;
  /// The text before a problem may not be the text that decoding in order would give.
  bool only_whole = false;
};

/// Looks for the pieces of a compressed file, in order. What it finds may be wrong: a piece counts
/// only if the one before it ends where it begins. For one thread.
class PieceFinder {
 public:
  virtual ~PieceFinder() = default;

  /// Continues at `offset`, where a member should begin.
  virtual void begin(std::uint64_t offset) = 0;

  /// Returns the next piece. Returns nullopt at the end of the file, or if none is found before
  /// the offset `limit`; a later call continues there.
  virtual std::optional<Piece> next(std::uint64_t limit) = 0;

  /// Returns how far the file was searched.
  virtual std::uint64_t position() const = 0;

  virtual bool at_end() const = 0;
};

/// A piece of whole members ends with the first member that ends at this offset or later.
/// `shortest` is the least size of pieces.
inline std::uint64_t members_end(const Piece& piece, std::uint64_t shortest) {
  return piece.begin / 8 + shortest;
}

/// The arguments: the file, and the least size of pieces that are whole members.
using FindPieces = std::unique_ptr<PieceFinder>(std::unique_ptr<RawStream> raw,
                                                std::uint64_t shortest);
FindPieces gzip_pieces;
FindPieces zstd_pieces;
FindPieces lz4_pieces;
FindPieces bzip2_pieces;
FindPieces xz_pieces;

}  // namespace logscan
