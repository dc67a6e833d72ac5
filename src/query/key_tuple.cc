#include "query/key_tuple.h"

namespace logscan {
namespace {

// Each value but the last is its bytes, with 0 as 0 1, and a terminator 0 0. So no value is a
// prefix of another.
constexpr char kNull = '\1';

}  // namespace

void end_key_value(std::string& to, std::size_t place, bool is_null, bool is_last) {
  if (is_null) {
    to.resize(place);
    to.back() = kNull;
    return;
  }
  if (to.size() - place > kKeyValueBytes) to.resize(place + kKeyValueBytes);
  if (is_last) return;
  for (std::size_t zero = to.find('\0', place); zero != std::string::npos;
       zero = to.find('\0', zero + 2))
    to.insert(zero + 1, 1, '\1');
  to.append("\0\0", 2);
}

bool is_key_tuple(std::string_view bytes, std::size_t count) {
  constexpr char kValue = '\2';
  if (count == 0) return bytes.empty();
  if (count == 1) return bytes.size() <= kKeyValueBytes || bytes == single_key("");
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (at == bytes.size()) return false;
    const char begin = bytes[at++];
    if (begin == kNull) continue;
    if (begin != kValue) return false;
    if (i + 1 == count) return bytes.size() - at <= kKeyValueBytes;
    for (;;) {
      at = bytes.find('\0', at);
      if (at == std::string_view::npos || at + 1 == bytes.size()) return false;
      at += 2;
      if (bytes[at - 1] == '\0') break;
      if (bytes[at - 1] != '\1') return false;
    }
  }
  return at == bytes.size();
}

std::vector<std::optional<std::string>> key_values(std::string_view tuple, std::size_t count) {
  std::vector<std::optional<std::string>> values(count);
  if (count == 1) {
    if (!tuple.empty()) values[0] = tuple.size() > kKeyValueBytes ? std::string_view() : tuple;
    return values;
  }
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (tuple[at++] == kNull) continue;
    std::string& value = values[i].emplace();
    if (i + 1 == count) {
      value = tuple.substr(at);
      break;
    }
    while (tuple[at] != '\0' || tuple[at + 1] != '\0') {
      value += tuple[at];
      at += tuple[at] == '\0' ? std::size_t{2} : std::size_t{1};
    }
    at += 2;
  }
  return values;
}

}  // namespace logscan
