#include "query/key_tuple.h"

namespace logscan {
namespace {

// A value is its bytes, each 0 as 0 1, and an end of 0 0; so no value is the beginning of another.
constexpr char kNull = '\1';
constexpr char kValue = '\2';

}  // namespace

void append_key_value(std::optional<std::string_view> value, std::string& to) {
  if (!value) {
    to += kNull;
    return;
  }
  to += kValue;
  for (std::string_view rest = value->substr(0, kKeyValueBytes); !rest.empty();) {
    const std::size_t zero = rest.find('\0');
    to += rest.substr(0, zero);
    if (zero == std::string_view::npos) break;
    to.append("\0\1", 2);
    rest.remove_prefix(zero + 1);
  }
  to.append("\0\0", 2);
}

std::vector<std::optional<std::string>> key_values(std::string_view tuple) {
  std::vector<std::optional<std::string>> values;
  std::size_t at = 0;
  while (at < tuple.size()) {
    if (tuple[at++] == kNull) {
      values.emplace_back();
      continue;
    }
    std::string& value = values.emplace_back(std::in_place).value();
    while (tuple[at] != '\0' || tuple[at + 1] != '\0') {
      value += tuple[at];
      at += tuple[at] == '\0' ? 2 : 1;
    }
    at += 2;
  }
  return values;
}

}  // namespace logscan
