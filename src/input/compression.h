#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "input/codec.h"
#include "input/piece.h"

namespace logscan {

/// A compression format.
struct Compression {
  const char* name;          ///< as in reports
  const char* member;        ///< the format's name for one of its concatenated parts
  const char* test;          ///< a command that tests a file
  bool allows_zero_padding;  ///< NULs between and after members are padding

  enum class Begins { kNo, kYes, kMaybe /* needs more bytes */ };
  Begins (*begins)(std::string_view bytes);  ///< tells whether bytes start a member
  std::unique_ptr<Codec> (*codec)();         ///< throws std::bad_alloc
  FindPieces* find_pieces;                   ///< finds what can be decoded on its own
};

/// The most bytes that Compression::begins needs.
constexpr std::size_t kMagicBytes = 16;

/// Returns the compression of an input that starts with `head`, or null. `head` should hold at
/// least kMagicBytes bytes if the input has so many. Magic numbers: RFC 1952 (gzip), RFC 8878
/// (zstd), and the bzip2, xz and lz4 formats.
const Compression* find_compression(std::string_view head);

/// A compression or archive that logscan recognises but does not read.
struct OtherCompression {
  const char* name;
  const char* unpack;  ///< a command that writes the decompressed text to standard output
};
std::optional<OtherCompression> find_other_compression(std::string_view head);

/// The number of leading bytes that are inspected to detect the kind of an input: of a file, and of
/// a pipe, whose first lines may come slowly. Only the former shows an archive of tar.
constexpr std::size_t kHeadBytes = 512;
constexpr std::size_t kPipeHeadBytes = 64;

/// Returns iconv's name for the encoding of an input that starts with `head`, if it is UTF-16: with
/// a byte order mark, or with text and NUL bytes alternating. Returns nullptr for everything else,
/// binary data included: that is parsed line by line.
const char* utf16_encoding(std::string_view head);

}  // namespace logscan
