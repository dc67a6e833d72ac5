#include "query/masker.h"
#include "text/ascii.h"

namespace logscan::detail {
namespace {

// Returns the length of the percent escape at `at` for the byte with hexadecimal digits `hex`
// (lower case), even if its percent sign is itself escaped, any number of times. Returns 0 if there
// is none.
std::size_t escape_length(std::string_view text, std::size_t at, std::string_view hex) {
  if (text[at] != '%') return 0;
  std::size_t digits = at + 1;
  while (text.substr(digits, 2) == "25")
    digits += 2;
  const bool matches =
      text.size() - digits >= 2 && text[digits] == hex[0] && to_lower(text[digits + 1]) == hex[1];
  return matches ? digits + 2 - at : 0;
}

// Returns the length of the slash at `at`, or 0. Browsers read a backslash as a slash, and some
// JSON writers put one before each slash.
std::size_t slash_length(std::string_view text, std::size_t at) {
  if (at == text.size()) return 0;
  return text[at] == '/' || text[at] == '\\' ? 1 : escape_length(text, at, "2f");
}

// The part of a URL between its slashes and its path.
struct Authority {
  std::size_t begin = 0;
  bool escaped = false;  // follows escaped slashes, so it also ends at escapes

  bool ends_at(std::string_view text, std::size_t at, bool is_url) const {
    const char c = text[at];
    if (c == '/' || c == '?' || c == '#') return true;
    if (!is_url && (c == ' ' || c == '\t' || c == '"')) return true;
    return escaped && (c == '&' || escape_length(text, at, "2f") != 0 ||
                       escape_length(text, at, "3f") != 0 || escape_length(text, at, "23") != 0);
  }
};

// Finds the last `@` of an authority, and stores the end of the authority in `end`.
std::optional<Credentials> read(std::string_view text, Authority authority, bool is_url,
                                std::size_t& end) {
  std::optional<Credentials> found;
  for (end = authority.begin; end < text.size() && !authority.ends_at(text, end, is_url); ++end) {
    if (text[end] == '@' || escape_length(text, end, "40") != 0) found = {authority.begin, end};
  }
  return found;
}

}  // namespace

std::optional<Credentials> find_credentials(std::string_view text, std::size_t from, bool is_url) {
  // Nearly all texts have no `@`. Two searches for one byte each are faster than find_first_of().
  if (text.find('@', from) == std::string_view::npos &&
      text.find('%', from) == std::string_view::npos)
    return std::nullopt;
  std::size_t end = 0;
  if (is_url && from == 0 && slash_length(text, 0) == 0) {
    if (const auto found = read(text, {0, false}, true, end)) return found;
  }
  for (std::size_t at = from; at < text.size();) {
    std::size_t slashes = 0;
    Authority authority{at, false};
    for (std::size_t length; (length = slash_length(text, authority.begin)) != 0; ++slashes) {
      authority.begin += length;
      authority.escaped = authority.escaped || length > 1;
    }
    at = slashes == 0 ? at + 1 : authority.begin;
    if (slashes < 2) continue;
    if (const auto found = read(text, authority, is_url, end)) return found;
    // An authority that begins before this end cannot have an `@` unless it ends later.
    if (!authority.escaped) at = end;
  }
  return std::nullopt;
}

}  // namespace logscan::detail
