#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <memory>
#include <string>

#include "input/compression.h"
#include "input/member_stream.h"
#include "input/open_file.h"
#include "input/parallel_stream.h"
#include "input/raw_stream.h"
#include "logscan/input.h"

namespace logscan::test {

/// The text of a compressed file, and how it ends.
struct DecodedFile {
  std::string text;
  std::string end;  ///< "the end" or an error
  std::uint64_t bytes_read = 0;

  friend bool operator==(const DecodedFile&, const DecodedFile&) = default;
};

inline std::shared_ptr<const OpenFile> open_file(const std::string& path) {
  return std::make_shared<OpenFile>(path, Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)));
}

inline DecodedFile read_all(ByteStream& stream, const RawStream& raw, std::size_t most) {
  DecodedFile out;
  std::string piece(777, '\0');
  try {
    while (out.text.size() < most) {
      const std::size_t got =
          stream.read(piece.data(), std::min(piece.size(), most - out.text.size()));
      if (got == 0) {
        out.end = "the end";
        break;
      }
      out.text.append(piece, 0, got);
    }
  } catch (const InputError& failure) {
    out.end = failure.what();
  }
  if (!out.end.empty()) out.bytes_read = raw.bytes_read();
  return out;
}

/// Decodes a file in order, at most `most` bytes of text.
inline DecodedFile decode_in_order(const std::string& path, const Compression& compression,
                                   std::size_t most) {
  RawStream raw(open_file(path), true, 0, "");
  MemberStream stream(compression, raw);
  return read_all(stream, raw, most);
}

/// Decodes a file with so many helpers.
inline DecodedFile decode_in_parallel(const std::string& path, const Compression& compression,
                                      std::size_t most, std::size_t helpers,
                                      const ParallelOptions& options) {
  const auto file = open_file(path);
  RawStream raw(file, true, 0, "");
  ParallelStream stream(
      compression, raw, [&] { return std::make_unique<RawStream>(file, true, 0, ""); }, options);
  for (std::size_t i = 0; i < helpers; ++i)
    stream.add_helper();
  return read_all(stream, raw, most);
}

/// Options with which even short files have many pieces.
inline ParallelOptions small_pieces() {
  ParallelOptions options;
  options.piece = 1;
  options.chunk = 300;
  options.ahead = 600;
  options.kept = 4000;
  return options;
}

}  // namespace logscan::test
