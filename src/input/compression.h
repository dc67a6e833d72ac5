#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "input/codec.h"

namespace logscan {

/// How a file is compressed, and what is done with what it holds behind its last member.
struct Compression {
  const char* name;          ///< as reports say it
  const char* member;        ///< what its format calls one of the pieces that may follow each other
  const char* test;          ///< a command that tests a file
  bool allows_zero_padding;  ///< NULs between and behind members are padding
  bool ignores_trailing_data;  ///< other bytes behind a member are ignored, with a warning

  enum class Begins { kNo, kYes, kMaybe /* if more bytes came */ };
  Begins (*begins)(std::string_view bytes);  ///< whether bytes begin a member
  std::unique_ptr<Codec> (*codec)();         ///< throws std::bad_alloc
};

/// The longest that Compression::begins wants to see.
constexpr std::size_t kMagicBytes = 16;

/// By the first bytes of an input, at least kMagicBytes if there are so many; null: none that is
/// known. Magic numbers: RFC 1952 (gzip), RFC 8878 (zstd), the bzip2, xz and lz4 formats.
const Compression* find_compression(std::string_view head);

/// A compression that is known by the first bytes of an input, and not read.
struct OtherCompression {
  const char* name;
  const char* unpack;  ///< a command that writes the text of a file to standard output
};
std::optional<OtherCompression> find_other_compression(std::string_view head);

}  // namespace logscan
