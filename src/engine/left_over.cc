#include "engine/left_over.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "input/block.h"
#include "logscan/field.h"
#include "text/ascii.h"
#include <fmt/core.h>

namespace logscan {
namespace {

constexpr std::size_t kLongestLine = 8192;
constexpr std::size_t kMostDigits = 32;  // most digits of a column that are changed, one at a time

bool is_text(char c) {
  return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

// Returns the position of the quote that closes the string whose quote is at `at`, or the end.
std::size_t string_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at, text.size());
}

}  // namespace

// Returns all fields as one text.
std::string LeftOver::fields_of_text() {
  quotes_.clear();
  for (std::size_t at = 0; at < size_; ++at) {
    if (text_[at] == '"') quotes_.push_back(static_cast<std::uint32_t>(at));
  }
  LineView line;
  line.block = text_.data();
  line.end = static_cast<std::uint32_t>(size_);
  line.quotes = quotes_.data();
  line.quote_count = static_cast<std::uint32_t>(quotes_.size());
  const ParsedLine parsed = parser_.parse(line);
  if (parsed.kind != LineKind::kParsed) return {};
  FieldSet wanted = FieldSet::all();
  wanted |= FieldSet::own();
  const LogLine fields = parser_.cut(line, parsed, wanted);
  begin_ = parsed.unpacked ? 0 : parsed.prefix;
  std::string all = fmt::format("{}", fields.status);
  if (fields.time) all += fmt::format(" {} {}", fields.time->seconds, fields.time->offset_minutes);
  if (fields.bytes) all += fmt::format(" bytes {}", *fields.bytes);
  if (fields.duration) all += fmt::format(" duration {}", *fields.duration);
  for (std::size_t i = 0; i < kFields + own_.size(); ++i) {
    const auto field = static_cast<Field>(i);
    const std::string_view text =
        is_own(field) ? own_value(fields, field).text : field_text(fields, field);
    if (text.data() == nullptr) continue;
    all += fmt::format("\n{} {}", i, text);
    cover(text);
  }
  return all;
}

void LeftOver::cover(std::string_view bytes) {
  const std::less<> is_before;
  if (is_before(bytes.data(), text_.data()) ||
      is_before(text_.data() + size_, bytes.data() + bytes.size()))
    return;
  const auto begin = bytes.data() - text_.data();
  std::fill_n(covered_.begin() + begin, bytes.size(), true);
}

bool LeftOver::is_covered(std::size_t begin, std::size_t end) const {
  const auto first = covered_.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto last = covered_.begin() + static_cast<std::ptrdiff_t>(end);
  return std::find(first, last, true) != last;
}

// Returns the columns between spaces, or between tabs only for LTSV.
std::vector<LeftOver::Column> LeftOver::words(bool is_ltsv) const {
  const std::string_view text(text_.data(), size_);
  const std::string_view separators = is_ltsv ? "\t" : " \t,|";
  std::vector<Column> all;
  for (std::size_t at = text.find_first_not_of(separators, begin_); at < size_;
       at = text.find_first_not_of(separators, at)) {
    std::size_t end = at;
    while (end < size_ && separators.find(text[end]) == std::string_view::npos)
      end = text[end] == '"' && !is_ltsv ? std::min(string_end(text, end) + 1, size_) : end + 1;
    if (!is_covered(at, end)) all.push_back({"", text.substr(at, end - at)});
    at = end;
  }
  return all;
}

// Returns the values of JSON, with the names of the objects around them.
std::vector<LeftOver::Column> LeftOver::members() const {
  const std::string_view text(text_.data(), size_);
  std::vector<Column> all;
  std::vector<std::string> names;  // names of the open objects, ending in a dot
  std::string key;
  const auto add = [&](std::size_t begin, std::size_t end) {
    if (is_covered(begin, end)) return;
    std::string name = (names.empty() ? "" : names.back()) + key;
    if (name.ends_with('.')) name.pop_back();  // in an array
    all.push_back({std::move(name), text.substr(begin, end - begin)});
  };
  for (std::size_t at = begin_; at < size_; ++at) {
    const char c = text[at];
    if (c == '"') {
      const std::size_t end = string_end(text, at);
      const std::size_t next = text.find_first_not_of(" \t", std::min(end + 1, size_));
      if (next != std::string_view::npos && text[next] == ':') {
        key = text.substr(at + 1, end - at - 1);
      } else {
        add(at, std::min(end + 1, size_));
      }
      at = end;
    } else if (c == '{' || c == '[') {
      const std::string outer = names.empty() ? "" : names.back();
      names.push_back(key.empty() ? outer : outer + key + ".");
      key.clear();
    } else if (c == '}' || c == ']') {
      if (!names.empty()) names.pop_back();
      key.clear();
    } else if (is_text(c) || c == '-') {
      const std::size_t end = std::min(text.find_first_of(",]} \t", at), size_);
      add(at, end);
      at = end - 1;
    }
  }
  return all;
}

// Returns whether other texts in place of a column change the fields.
bool LeftOver::is_used(std::string_view column, const std::string& fields) {
  const auto begin = static_cast<std::size_t>(column.data() - text_.data());
  const std::size_t end = begin + column.size();
  const std::string original(column);
  const auto differs = [&] {
    const bool is_other = fields_of_text() != fields;
    text_.replace(begin, original.size(), original);
    return is_other;
  };
  // Another number is valid in every format, while letters in its place may be invalid.
  std::size_t digits = 0;
  for (std::size_t at = begin; at < end && digits < kMostDigits; ++at) {
    if (!is_digit(text_[at])) continue;
    ++digits;
    text_[at] = text_[at] == '0' ? '1' : static_cast<char>(text_[at] - 1);
    if (differs()) return true;
  }
  if (digits > 0) return false;
  if (original == "true" || original == "false") {
    text_.replace(begin, original.size(), original == "true" ? "null" : "null ");
    return differs();
  }
  for (std::size_t at = begin; at < end; ++at) {
    if (is_text(text_[at])) text_[at] = 'x';
  }
  return differs();
}

std::vector<std::string> LeftOver::of(const LineView& line) {
  const std::string_view whole = line_text(line);
  const ParsedLine parsed = parser_.parse(line);
  if (parsed.kind != LineKind::kParsed || whole.size() > kLongestLine) return {};
  size_ = whole.size();
  text_.assign(whole).append(kPadding, '\0');
  covered_.assign(size_, false);
  const std::string fields = fields_of_text();
  const std::size_t first = std::min(text_.find_first_not_of(' ', begin_), size_);
  const bool is_json = first < size_ && text_[first] == '{';
  std::vector<std::string> found;
  std::size_t looked_at = 0;
  for (const Column& column : is_json ? members() : words(parsed.format == LogFormat::kLtsv)) {
    const bool is_null = column.text == "null" || column.text == "\"-\"" ||
                         std::none_of(column.text.begin(), column.text.end(), is_text);
    if (is_null) continue;
    if (++looked_at > kMostColumns) break;
    if (is_used(column.text, fields)) continue;
    found.push_back(column.key.empty() ? std::string(column.text)
                                       : column.key + "=" + std::string(column.text));
  }
  return found;
}

}  // namespace logscan
