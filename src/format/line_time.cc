#include "format/line_time.h"

#include <algorithm>

#include "logscan/log_time.h"
#include "text/ascii.h"

namespace logscan {
namespace {

constexpr std::ptrdiff_t kLongestStamp = 64;  // including its `[`

// Removes brackets, or the priority of syslog, around a time.
std::string_view without_brackets(std::string_view text) {
  if (text.starts_with('<')) text = text.substr(text.find('>') + 1);
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
  const auto word_end = [front](std::size_t from) {
    return std::min(front.find_first_of(" \t", from), front.size());
  };
  for (std::size_t begin = 0; begin < front.size();) {
    // `Tue, 10 Oct 2000 13:55:36 GMT` has six words, and no other stamp more than three.
    const std::size_t bracket = front[begin] == '[' && begin + 1 < front.size() ? 1 : 0;
    const int most = is_letter(front[begin + bracket]) ? 6 : 3;
    std::size_t end = begin;
    std::optional<LogTime> time;
    for (int words = 0; words < most && end < front.size(); ++words) {
      end = word_end(end + 1);
      const std::optional<LogTime> read =
          parse_stamp(without_brackets(front.substr(begin, end - begin)));
      if (read) time = read;
    }
    if (time) return time;
    begin = word_end(begin) + 1;
  }
  return std::nullopt;
}

}  // namespace logscan
