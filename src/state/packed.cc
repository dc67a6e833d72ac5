#include "state/packed.h"

#include <cstdint>
#include <stdexcept>

#include <zstd.h>

namespace logscan {

std::string pack(std::string_view bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), /*level=*/1);
  if (ZSTD_isError(size) != 0) throw std::runtime_error(ZSTD_getErrorName(size));
  packed.resize(size);
  packed.shrink_to_fit();
  return packed;
}

std::string unpack(std::string_view packed) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  std::string bytes;
  // ZSTD_CONTENTSIZE_UNKNOWN and _ERROR are larger.
  if (size > bytes.max_size()) throw std::runtime_error("it was not packed by logscan");
  bytes.resize(static_cast<std::size_t>(size));
  const std::size_t got = ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size());
  if (ZSTD_isError(got) != 0) throw std::runtime_error(ZSTD_getErrorName(got));
  if (got != bytes.size()) throw std::runtime_error("it was not packed by logscan");
  return bytes;
}

}  // namespace logscan
