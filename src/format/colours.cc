#include "format/colours.h"

#include <algorithm>
#include <cstddef>

namespace logscan {
namespace {

constexpr std::string_view kBegin = "\x1b[";
constexpr std::string_view kNumbers = "0123456789;";

// Returns the length of the escape that a text starts with, or 0.
std::size_t colour_length(std::string_view text) {
  if (!text.starts_with(kBegin)) return 0;
  const std::size_t end = text.find_first_not_of(kNumbers, kBegin.size());
  return end != std::string_view::npos && text[end] == 'm' ? end + 1 : 0;
}

}  // namespace

bool remove_colours(std::string_view text, std::string& to) {
  if (text.find('\x1b') == std::string_view::npos) return false;
  to.clear();
  bool any = false;
  while (!text.empty()) {
    const std::size_t length = colour_length(text);
    any = any || length > 0;
    text.remove_prefix(length);
    if (length > 0) continue;
    const std::size_t next = std::min(text.find('\x1b', 1), text.size());
    to.append(text.substr(0, next));
    text.remove_prefix(next);
  }
  return any;
}

std::string_view cut_colours(std::string_view text) {
  while (const std::size_t length = colour_length(text))
    text.remove_prefix(length);
  while (text.ends_with('m')) {
    const std::size_t escape = text.rfind('\x1b');
    if (escape == std::string_view::npos ||
        colour_length(text.substr(escape)) != text.size() - escape)
      break;
    text = text.substr(0, escape);
  }
  return text;
}

}  // namespace logscan
