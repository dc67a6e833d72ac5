#include "state/packed.h"

#include <cstdint>
#include <stdexcept>

#include <zstd.h>

namespace logscan {

namespace {

constexpr char kZstd = 'z';
constexpr char kAsItIs = '-';

[[noreturn]] void refuse() {
  throw std::runtime_error("it was not packed by logscan");
}

std::string unpack_frame(std::string_view frame) {
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  // ZSTD_CONTENTSIZE_UNKNOWN and _ERROR are larger, too.
  if (size > kMostRatio * frame.size()) refuse();
  std::string bytes(static_cast<std::size_t>(size), '\0');
  const std::size_t got = ZSTD_decompress(bytes.data(), bytes.size(), frame.data(), frame.size());
  if (ZSTD_isError(got) != 0) throw std::runtime_error(ZSTD_getErrorName(got));
  if (got != bytes.size()) refuse();
  return bytes;
}

}  // namespace

std::string pack(std::string_view bytes, int level) {
  std::string packed(1 + ZSTD_compressBound(bytes.size()), kZstd);
  const std::size_t size =
      ZSTD_compress(packed.data() + 1, packed.size() - 1, bytes.data(), bytes.size(), level);
  if (ZSTD_isError(size) != 0) throw std::runtime_error(ZSTD_getErrorName(size));
  if (bytes.size() > kMostRatio * size) return kAsItIs + std::string(bytes);
  packed.resize(1 + size);
  packed.shrink_to_fit();
  return packed;
}

std::string unpack(std::string_view packed) {
  if (packed.starts_with(kAsItIs)) return std::string(packed.substr(1));
  if (!packed.starts_with(kZstd)) refuse();
  return unpack_frame(packed.substr(1));
}

}  // namespace logscan
