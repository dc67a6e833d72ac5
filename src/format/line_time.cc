#include "format/line_time.h"

#include <algorithm>

#include "logscan/log_time.h"
#include "text/ascii.h"

namespace logscan {
namespace {

constexpr std::ptrdiff_t kLongestStamp = 64;  // including its `[`

std::string_view without_brackets(std::string_view text) {
  text = text.substr(text.starts_with('[') ? 1 : 0);
  return text.substr(0, text.size() - (text.ends_with(']') || text.ends_with(',') ? 1 : 0));
}

}  // namespace

bool looks_like_time(std::string_view text) {
  const bool digit = std::any_of(text.begin(), text.end(), is_digit);
  return digit && (text.find(':') != std::string_view::npos || parse_stamp(text));
}

bool follows_time(const char* begin, const char* open) {
  const char* at = open;
  const auto skip_spaces = [&] {
    while (at > begin && at[-1] == ' ')
      --at;
  };
  skip_spaces();
  if (at == open || at == begin) return false;
  if (at[-1] != ']') {
    while (at > begin && at[-1] != ' ' && at[-1] != ']' && at[-1] != '[' && at[-1] != '"')
      --at;
    const char* const word = at;
    skip_spaces();
    if (at == word || at == begin || at[-1] != ']') return false;
  }
  --at;
  // The bound keeps a line with many quotes from being searched over and over.
  const auto searched =
      static_cast<std::size_t>(std::min<std::ptrdiff_t>(at - begin, kLongestStamp));
  const char* const bracket = static_cast<const char*>(::memrchr(at - searched, '[', searched));
  return bracket != nullptr &&
         looks_like_time({bracket + 1, static_cast<std::size_t>(at - bracket - 1)});
}

std::optional<LogTime> leading_time(std::string_view front) {
  for (std::size_t begin = 0; begin < front.size();) {
    std::size_t end = begin;
    std::optional<LogTime> time;
    for (int words = 0; words < 3 && end < front.size(); ++words) {
      end = std::min(front.find(' ', end + 1), front.size());
      const std::optional<LogTime> read =
          parse_stamp(without_brackets(front.substr(begin, end - begin)));
      if (read) time = read;
    }
    if (time) return time;
    begin = std::min(front.find(' ', begin), front.size() - 1) + 1;
  }
  return std::nullopt;
}

}  // namespace logscan
