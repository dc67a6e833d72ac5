#include "format/bracket.h"

#include <algorithm>

#include "logscan/log_time.h"
#include "text/ascii.h"

namespace logscan {
namespace {

constexpr std::ptrdiff_t kLongestStamp = 64;  // including its `[`

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

}  // namespace logscan
