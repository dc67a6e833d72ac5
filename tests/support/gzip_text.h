#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace logscan::test {

namespace detail {

inline std::uint32_t crc_of(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit)
      crc = (crc >> 1) ^ ((crc & 1u) != 0 ? 0xEDB88320u : 0u);
  }
  return ~crc;
}

inline void append_little(std::string& to, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i)
    to += static_cast<char>(value >> (8 * i));
}

}  // namespace detail

/// Returns a gzip file with stored blocks. Needs no library.
inline std::string gzip_text(std::string_view text) {
  std::string file("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10);
  std::string_view rest = text;
  do {
    const std::string_view block = rest.substr(0, 60000);
    rest.remove_prefix(block.size());
    file += rest.empty() ? '\x01' : '\x00';
    detail::append_little(file, block.size(), 2);
    detail::append_little(file, ~block.size(), 2);
    file += block;
  } while (!rest.empty());
  detail::append_little(file, detail::crc_of(text), 4);
  detail::append_little(file, text.size(), 4);
  return file;
}

}  // namespace logscan::test
