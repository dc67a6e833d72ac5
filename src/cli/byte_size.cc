#include "cli/byte_size.h"

#include <charconv>
#include <limits>

namespace logscan::cli {

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, value);
  if (problem != std::errc() || stop != end) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> byte_size(std::string_view text) {
  std::uint64_t step = 1000;
  if (text.ends_with('i')) {
    step = 1024;
    text.remove_suffix(1);
    if (text.empty()) return std::nullopt;
  }
  const std::size_t power =
      text.empty() ? std::string_view::npos : std::string_view("KMGT").find(text.back());
  if (power == std::string_view::npos) {
    return step == 1000 ? whole_number(text) : std::nullopt;
  }
  std::optional<std::uint64_t> value = whole_number(text.substr(0, text.size() - 1));
  for (std::size_t i = 0; value && i <= power; ++i) {
    if (*value > std::numeric_limits<std::uint64_t>::max() / step) return std::nullopt;
    *value *= step;
  }
  return value;
}

}  // namespace logscan::cli
