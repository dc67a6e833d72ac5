#include "remote/response.h"

#include <algorithm>
#include <charconv>

#include "text/ascii.h"

namespace logscan::remote {
namespace {

constexpr std::size_t kLongestValue = 1024;  // of what is kept of a header
constexpr std::size_t kLongestUrl = 16 * 1024;

std::optional<std::uint64_t> read_number(std::string_view text) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, value);
  if (problem != std::errc() || stop != end || text.empty()) return std::nullopt;
  return value;
}

// "bytes 0-99/1234", "bytes 0-99/*" or "bytes */1234"
std::optional<ContentRange> read_range(std::string_view text) {
  constexpr std::string_view kUnit = "bytes ";
  if (!equals_ignoring_case(text.substr(0, kUnit.size()), kUnit)) return std::nullopt;
  text.remove_prefix(kUnit.size());
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  ContentRange range;
  range.total = read_number(text.substr(slash + 1));
  const std::string_view bytes = text.substr(0, slash);
  if (bytes == "*") return range;
  const std::size_t dash = bytes.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = read_number(bytes.substr(0, dash));
  const auto last = read_number(bytes.substr(dash + 1));
  if (!first || !last || *last < *first || *last == UINT64_MAX) return std::nullopt;
  range.begin = *first;
  range.end = *last + 1;
  return range;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
  return text.substr(0, text.find_last_not_of(kSpace) + 1);
}

}  // namespace

void Response::take_line(std::string_view line) {
  if (line.starts_with("HTTP/")) {
    *this = {};
    const std::size_t space = std::min(line.find(' '), line.size());
    status = static_cast<long>(read_number(trim(line.substr(space)).substr(0, 3)).value_or(0));
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string name = lowercase(line.substr(0, colon));
  const std::string_view all = trim(line.substr(colon + 1));
  const std::string_view value = all.substr(0, kLongestValue);
  if (name == "etag") {
    etag = value;
  } else if (name == "last-modified") {
    last_modified = value;
  } else if (name == "content-length") {
    length = read_number(value);
  } else if (name == "content-range") {
    range = read_range(value);
  } else if (name == "retry-after") {
    retry_after = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(read_number(value).value_or(0), UINT32_MAX));
  } else if (name == "location") {
    if (all.size() <= kLongestUrl) location = all;
  } else if (name == "x-amz-bucket-region") {
    bucket_region = value;
  }
}

}  // namespace logscan::remote
