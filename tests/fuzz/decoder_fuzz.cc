// Reads any bytes as a compressed file. Nothing crashes or hangs; the output and how it ends do not
// depend on the sizes of reads, nor on the threads that decode. Both gzip libraries agree.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "input/codec.h"
#include "input/compression.h"
#include "logscan/input.h"
#include "support/decoded_file.h"
#include "support/memory_file.h"

namespace {

using namespace logscan;

constexpr std::size_t kMost =
    1 << 20;  // most bytes of text examined, since some files expand to terabytes

void check(bool right, const char* what) {
  if (right) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

struct Read {
  std::string text;
  std::string end;

  friend bool operator==(const Read&, const Read&) = default;
};

Read read_all(const Input& input, std::size_t step) {
  Read out;
  std::string piece(step, '\0');
  try {
    while (out.text.size() < kMost) {
      const std::size_t wanted = std::min(step, kMost - out.text.size());
      const std::size_t got = input.read(out.text.size(), piece.data(), wanted);
      check(got <= wanted, "more bytes than requested");
      if (got == 0) {
        out.end = "the end";
        break;
      }
      out.text.append(piece, 0, got);
    }
  } catch (const InputError& failure) {
    out.end = failure.what();
    check(!out.end.empty() && out.end.find('\n') == std::string::npos, "not a message");
  }
  input.stop();
  return out;
}

Read decode(Codec& codec, std::string_view bytes) {
  Read out;
  std::string room(5000, '\0');
  codec.begin();
  while (out.text.size() < kMost) {
    const std::string_view in = bytes.substr(0, 777);
    const DecodeStep step = codec.step(in, room.data(), room.size());
    bytes.remove_prefix(step.consumed);
    out.text.append(room, 0, step.produced);
    if (step.ended) out.end = "ended";
    if (!step.problem.empty()) out.end = "broken";
    if (!out.end.empty()) break;
    if (step.consumed > 0 || step.produced > 0) continue;
    check(in.empty(), "a codec makes no progress");
    break;
  }
  return out;
}

void compare_gzip(std::string_view bytes) {
  const std::unique_ptr<Codec> fast = isal_codec();
  if (fast == nullptr) return;
  const Read one = decode(*fast, bytes);
  const Read other = decode(*zlib_codec(), bytes);
  if (other.end == "ended") check(one == other, "zlib decodes what ISA-L does not");
  const std::size_t common = std::min(one.text.size(), other.text.size());
  check(one.text.compare(0, common, other.text, 0, common) == 0, "ISA-L and zlib differ");
}

void compare_parallel(const std::string& path, std::string_view bytes, std::size_t helpers) {
  const Compression& compression = *find_compression(bytes.substr(0, kHeadBytes));
  const test::DecodedFile right = test::decode_in_order(path, compression, kMost);
  const test::DecodedFile parallel =
      test::decode_in_parallel(path, compression, kMost, helpers, test::small_pieces());
  check(parallel == right, "decoding in parallel makes a difference");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const test::MemoryFile file(bytes);
  const Input input = Input::open(file.path());
  if (input.error() || !input.compression()) return 0;
  const Read right = read_all(input, 100'000);
  check(read_all(input, 1 + size % 300) == right, "the size of a read makes a difference");
  input.decode_ahead();
  check(read_all(input, 4096) == right, "a separate thread makes a difference");
  compare_parallel(file.path(), bytes, size % 3);
  if (*input.compression() == "gzip") compare_gzip(bytes);
  return 0;
}
