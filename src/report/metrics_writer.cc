#include "report/metrics_writer.h"

#include <algorithm>

#include "text/hash_bytes.h"
#include "text/safe_text.h"
#include "text/utf8.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kMarkBytes = 9;  // `~` and eight digits

// Truncates UTF-8 text to at most `most` bytes, at the end of a character.
std::string_view truncate(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = 0;
  for (std::size_t next = 0; next <= most; next += decode_utf8(text.substr(next)).length)
    end = next;
  return text.substr(0, end);
}

void append_escaped(std::string& to, std::string_view value) {
  for (const char c : value) {
    if (c == '\n') {
      to += "\\n";
      continue;
    }
    if (c == '\\' || c == '"') to += '\\';
    to += c;
  }
}

}  // namespace

std::string label_text(std::string_view bytes) {
  if (bytes.empty()) return "(empty)";
  const std::string shown = safe_text(bytes);
  const bool is_name = bytes != kNullLabel && bytes != "(empty)";
  if (shown == bytes && is_name && shown.size() <= kLabelBytes) return shown;
  return fmt::format("{}~{:08x}", truncate(shown, kLabelBytes - kMarkBytes),
                     hash_bytes(bytes) & 0xffffffff);
}

std::string label_name(std::string_view name) {
  std::string text;
  for (const char c : name) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool is_digit = c >= '0' && c <= '9';
    if (is_digit && text.empty()) text += '_';
    text += is_letter || is_digit ? c : '_';
  }
  return text;
}

void MetricsWriter::family(std::string_view name, std::string_view type, std::string_view unit,
                           std::string_view help) {
  name_ = name;
  written_.clear();
  head_ = fmt::format("# TYPE {} {}\n", name, type);
  if (!unit.empty()) head_ += fmt::format("# UNIT {} {}\n", name, unit);
  head_ += fmt::format("# HELP {} {}\n", name, help);
}

bool MetricsWriter::sample(std::string_view suffix, const Labels& labels, std::string_view value) {
  std::string name = name_ + std::string(suffix);
  char before = '{';
  const Labels* const all[] = {&common_, &labels};
  for (const Labels* const each : all) {
    for (const auto& [label, text] : *each) {
      name += before;
      name += label + "=\"";
      append_escaped(name, text);
      name += '"';
      before = ',';
    }
  }
  if (before == ',') name += '}';
  if (!written_.insert(name).second) return false;
  out_ += head_;
  head_.clear();
  out_ += fmt::format("{} {}\n", name, value);
  return true;
}

bool MetricsWriter::sample(std::string_view suffix, const Labels& labels, std::uint64_t value) {
  return sample(suffix, labels, std::to_string(value));
}

std::string MetricsWriter::finish() {
  out_ += "# EOF\n";
  return std::move(out_);
}

}  // namespace logscan::detail
