#pragma once

#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "format/keyed_line.h"
#include "logscan/field.h"
#include "scan/line_index.h"
#include "support/dump.h"

/// Helpers for the tests of JSON lines and of key-value pairs.
namespace logscan::test {

/// A copy of a line with exactly the guaranteed padding, so that a sanitizer reports every read
/// past it.
class KeyedText {
 public:
  explicit KeyedText(std::string_view line, char filler = '"')
      : size_(line.size()), bytes_(new char[line.size() + kPadding]) {
    if (size_ > 0) std::memcpy(bytes_.get(), line.data(), size_);
    std::memset(bytes_.get() + size_, filler, kPadding);
  }
  std::string_view text() const { return {bytes_.get(), size_}; }

 private:
  std::size_t size_;
  std::unique_ptr<char[]> bytes_;
};

inline FieldSet all_fields() {
  FieldSet fields;
  for (std::size_t i = 0; i < kFields; ++i)
    fields.add(static_cast<Field>(i));
  return fields;
}

/// Returns all fields of a line: `200 971211336-0700 client=<...> ... duration=12 upstream=<...>`.
inline std::string dump_keyed(const LogLine& line) {
  std::string text = status_name(line.status) + " " + dump(line.time);
  const std::string fields = dump(line);
  if (!fields.empty()) text += " " + fields;
  if (line.duration) text += " duration=" + std::to_string(*line.duration);
  if (line.upstream.data() != nullptr) text += " upstream=<" + std::string(line.upstream) + ">";
  return text;
}

/// Returns whether two lines have the same fields; null and empty differ.
inline bool same_fields(const LogLine& a, const LogLine& b) {
  for (std::size_t i = 0; i < kFields; ++i) {
    const std::string_view left = field_text(a, static_cast<Field>(i));
    const std::string_view right = field_text(b, static_cast<Field>(i));
    if (left != right || (left.data() == nullptr) != (right.data() == nullptr)) return false;
  }
  return a.time == b.time && a.status == b.status && a.bytes == b.bytes && a.duration == b.duration;
}

/// Returns whether every text field is a view into the line. A target may also be joined from a
/// path and a query that are separate.
inline bool lies_within(const LogLine& fields, std::string_view line) {
  for (std::size_t i = 0; i < kFields; ++i) {
    const std::string_view text = field_text(fields, static_cast<Field>(i));
    if (text.data() == nullptr) continue;
    const bool is_target = static_cast<Field>(i) == Field::kTarget;
    if (is_target && text.ends_with("?" + std::string(fields.query))) continue;
    if (text.data() < line.data() || text.data() + text.size() > line.data() + line.size()) {
      return false;
    }
  }
  return true;
}

/// The line parsed by `cutter`: `caddy 200 ...`, or `not_json 12`.
template <class Cutter, class Maps>
std::string dump_keyed(Cutter& cutter, const Maps& maps, std::string_view line) {
  const KeyedText copy(line);
  const KeyedResult verdict = cutter.parse(copy.text());
  if (verdict.mismatch != Mismatch::kNone) {
    return mismatch_name(verdict.mismatch) + (" " + std::to_string(verdict.column));
  }
  const LogLine fields = cutter.cut(all_fields());
  std::string text = maps.at(verdict.map).name + " " + dump_keyed(fields);
  if (fields.time != cutter.time() || fields.status != verdict.status) text += " (inconsistent)";
  return text;
}

}  // namespace logscan::test
