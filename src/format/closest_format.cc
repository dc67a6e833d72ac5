#include "format/closest_format.h"

#include <algorithm>
#include <utility>

#include "format/layouts/layouts.h"
#include "format/line_time.h"
#include "format/prefix.h"
#include "format/token.h"
#include "format/unquoted_parser.h"

namespace logscan {
namespace {

// Returns the position after `words` words and the spaces that follow, or the end if there are
// fewer.
std::size_t after_words(std::string_view text, int words) {
  std::size_t at = 0;
  for (; words > 0 && at != std::string_view::npos; --words) {
    at = text.find(' ', text.find_first_not_of(' ', at));
    at = text.find_first_not_of(' ', at);
  }
  return std::min(at, text.size());
}

// Returns the position of the quote that opens the request, or npos.
std::size_t find_open(std::string_view line) {
  std::size_t at = line.find('"');
  while (at != std::string_view::npos && !follows_time(line.data(), line.data() + at))
    at = line.find('"', at + 1);
  return at;
}

// Explains why a line has no request.
LayoutMismatch find_request_mismatch(std::string_view line) {
  const auto mismatch = [](std::size_t at, const char* expected) {
    return LayoutMismatch{static_cast<std::uint32_t>(at) + 1, expected};
  };
  const std::string_view front = line.substr(0, line.find('"'));
  const std::size_t bracket = front.find('[');
  if (bracket == std::string_view::npos)
    return mismatch(after_words(front, 3), "\"[\" before the time");
  const std::size_t close = front.find(']', bracket);
  if (close == std::string_view::npos) {
    const std::size_t words = after_words(front.substr(bracket), 2);
    return mismatch(bracket + words, "\"]\" after the time");
  }
  if (!looks_like_time(front.substr(bracket + 1, close - bracket - 1)))
    return mismatch(bracket + 1, "a time in the brackets");
  return mismatch(close + 1, "a space and the quoted request after the time");
}

// Explains why the request that opens at `open` has no status.
LayoutMismatch find_status_mismatch(std::string_view line, std::size_t open) {
  std::size_t first = std::string_view::npos;  // the first quote that could close the request
  for (std::size_t at = line.find('"', open + 1); at != std::string_view::npos;
       at = line.find('"', at + 1)) {
    if (!is_real_quote(line, at)) continue;
    if (line.substr(at + 1, 1) == " ") {
      return {static_cast<std::uint32_t>(at) + 3, "a status of three digits after the request"};
    }
    if (first == std::string_view::npos) first = at;
  }
  const std::size_t after = first == std::string_view::npos ? line.size() : first + 1;
  return {static_cast<std::uint32_t>(after) + 1, first == std::string_view::npos
                                                     ? "the quote that closes the request"
                                                     : "a space and a status after the request"};
}

// Any words may precede the time, so a line without a bracket before the quote matches nothing yet.
bool has_bracket(std::string_view line) {
  return line.find('[') < line.find('"') || find_open(line) != std::string_view::npos;
}

ClosestFormat closest_quoted(std::string_view line) {
  const std::size_t open = find_open(line);
  const bool opens = open != std::string_view::npos;
  const LayoutMismatch mismatch =
      opens ? find_status_mismatch(line, open) : find_request_mismatch(line);
  const std::size_t bracket =
      opens ? static_cast<std::size_t>(time_bracket(line.data(), line.data() + open) - line.data())
            : line.find('[');
  const bool host = bracket != std::string_view::npos &&
                    cut_prefix(line.substr(0, bracket)).shape == PrefixShape::kWithHost;
  return {host ? "vhost_combined" : "combined", mismatch.column, mismatch.expected};
}

}  // namespace

ClosestFormat find_closest_format(std::string_view line, UnquotedParser& others) {
  PrefixKind kind = PrefixKind::kNone;
  const std::string_view bare = strip_prefix(line, kind);
  ClosestFormat closest;
  if (!bare.starts_with('{')) closest = closest_quoted(bare);
  const std::uint32_t reached = std::min(closest.column, has_bracket(bare) ? UINT32_MAX : 1u);
  if (ClosestFormat other = others.closest(bare); other.column > reached)
    closest = std::move(other);
  closest.column += static_cast<std::uint32_t>(bare.data() - line.data());
  return closest;
}

}  // namespace logscan
