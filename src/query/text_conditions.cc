#include "query/text_conditions.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "text/ascii.h"

namespace logscan::detail {
namespace {

// Compares a value in lower case with the text in lower case; returns less than 0, 0 or more.
int compare_ignoring_case(std::string_view value, std::string_view text) {
  const std::size_t both = std::min(value.size(), text.size());
  for (std::size_t i = 0; i < both; ++i) {
    const int difference =
        static_cast<unsigned char>(value[i]) - static_cast<unsigned char>(to_lower(text[i]));
    if (difference != 0) return difference;
  }
  return value.size() < text.size() ? -1 : value.size() > text.size() ? 1 : 0;
}

}  // namespace

TextIsIn::TextIsIn(Source source, std::vector<std::string> values, Case letters)
    : TextCondition(std::move(source), kText), values_(std::move(values)), case_(letters) {
  if (case_ == Case::kIgnored) {
    for (std::string& value : values_)
      std::transform(value.begin(), value.end(), value.begin(), to_lower);
  }
  std::sort(values_.begin(), values_.end());
}

bool TextIsIn::fits(std::string_view text) const {
  const auto compare = [this](std::string_view value, std::string_view given) {
    return case_ == Case::kIgnored ? compare_ignoring_case(value, given) : value.compare(given);
  };
  const auto at = std::lower_bound(
      values_.begin(), values_.end(), text,
      [&](const std::string& value, std::string_view given) { return compare(value, given) < 0; });
  return at != values_.end() && compare(*at, text) == 0;
}

bool TextHas::fits(std::string_view text) const {
  switch (place_) {
    case Place::kFront:
      return text.starts_with(value_);
    case Place::kEnd:
      return text.ends_with(value_);
    case Place::kAnywhere:
      return find_bytes(text, value_, 0) != std::string_view::npos;
  }
  return false;
}

std::size_t find_bytes(std::string_view text, std::string_view wanted, std::size_t from) {
  const void* const found =
      memmem(text.data() + from, text.size() - from, wanted.data(), wanted.size());
  if (found == nullptr) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

std::string_view Source::key_text(const LogLine& line) const {
  thread_local std::string value;  // keeps its memory, so that nothing is allocated per line
  value.clear();
  return key->append(line, value) ? std::string_view(value) : std::string_view();
}

}  // namespace logscan::detail
