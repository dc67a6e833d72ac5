#include "report/json_writer.h"

#include <cmath>
#include <utility>

#include "engine/own_files.h"
#include "record/number_text.h"
#include "text/json_text.h"
#include <fmt/core.h>

namespace logscan::detail {

void JsonWriter::schema(std::string_view name) {
  key("schema").string(std::string(kSchemaMarker).append(name));
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_json_string(out_, name);
  out_ += one_line_ ? ":" : ": ";
  after_key_ = true;
  return *this;
}

void JsonWriter::real(double value) {
  plain(std::isfinite(value) ? fmt::format("{}", value) : "null");
}

void JsonWriter::string(std::string_view bytes) {
  separate();
  append_json_string(out_, bytes);
}

void JsonWriter::log_string(std::string_view name, std::string_view bytes) {
  key(name);
  after_key_ = false;
  if (append_json_string(out_, bytes)) return;
  key(std::string(name) + "_raw").hex(bytes);
}

void JsonWriter::hex(std::string_view bytes) {
  separate();
  out_ += '"';
  append_hex(out_, bytes);
  out_ += '"';
}

void JsonWriter::own(OwnAmount::Value amount, OwnKind kind) {
  separate();
  append_own(out_, amount, kind);
}

void JsonWriter::seconds(std::int64_t nanoseconds) {
  separate();
  append_seconds(out_, nanoseconds);
}

std::string JsonWriter::finish() {
  out_ += '\n';
  return std::move(out_);
}

void JsonWriter::open(char bracket, bool row) {
  separate();
  out_ += bracket;
  levels_.push_back({row || one_line_, true});
}

void JsonWriter::close(char bracket) {
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.empty && !level.row) {
    out_ += '\n';
    out_.append(2 * levels_.size(), ' ');
  }
  out_ += bracket;
}

/// Writes what separates the previous value from the next: a comma, a line feed, an indent.
void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (!level.empty) out_ += level.row && !one_line_ ? ", " : ",";
  level.empty = false;
  if (level.row) return;
  out_ += '\n';
  out_.append(2 * levels_.size(), ' ');
}

void JsonWriter::plain(std::string_view text) {
  separate();
  out_ += text;
}

}  // namespace logscan::detail
