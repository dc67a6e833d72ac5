#include "logscan/record_writer.h"

#include <string_view>

#include "record/delimited_field.h"
#include "record/number_text.h"
#include "text/json_text.h"

namespace logscan {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::size_t kClockDigits = 14;  // `HH:MM:SS+00:00`, the end of a time

void put_two(char* to, std::int64_t value) {
  to[0] = static_cast<char>('0' + value / 10);
  to[1] = static_cast<char>('0' + value % 10);
}

/// Appends the status or another number. Returns false when the field is null or a text.
bool append_numeric(Field field, const LogLine& line, std::string& out) {
  switch (field) {
    case Field::kStatus:
      if (line.status >= kStatusDash) return false;
      detail::append_number(out, line.status);
      return true;
    case Field::kBytes:
      if (!line.bytes) return false;
      detail::append_number(out, *line.bytes);
      return true;
    case Field::kDuration:
      if (!line.duration) return false;
      detail::append_seconds(out, *line.duration);
      return true;
    default:
      break;
  }
  const OwnValue own = own_value(line, field);
  if (own.text.data() == nullptr || own.kind == OwnKind::kText) return false;
  detail::append_own(out, static_cast<std::uint64_t>(own.amount), own.kind);
  return true;
}

std::string_view odd_status(const LogLine& line) {
  return line.status == kStatusDash ? "-" : "-1";
}

}  // namespace

RecordWriter::RecordWriter(RecordFormat format, std::vector<Field> fields, RecordOptions options,
                           const OwnFields& own)
    : format_(format), options_(options) {
  for (const Field field : fields) {
    std::string before;
    if (format == RecordFormat::kJsonLines) {
      before += columns_.empty() ? "{\"" : ",\"";
      before += field_name(field, own);
      before += "\":";
    } else if (!columns_.empty()) {
      before += detail::field_separator(format);
    }
    columns_.push_back({field, std::string(field_name(field, own)), before});
  }
}

void RecordWriter::append_header(std::string& out) const {
  if (format_ == RecordFormat::kJsonLines) return;
  for (const Column& column : columns_) {
    out += column.before;
    out += column.name;
  }
  out += '\n';
}

void RecordWriter::append(const LogLine& line, std::string& out) {
  if (format_ == RecordFormat::kJsonLines) {
    for (const Column& column : columns_)
      append_json(column, line, out);
    out += "}\n";
    return;
  }
  const std::size_t begin = out.size();
  for (const Column& column : columns_)
    append_delimited(column, line, out);
  if (out.size() == begin && format_ == RecordFormat::kCsv) out += "\"\"";
  out += '\n';
}

void RecordWriter::append_time(const LogTime& time, std::string& out) {
  const std::int64_t local = time.seconds + std::int64_t{time.offset_minutes} * 60;
  if (offset_ != time.offset_minutes || local < day_ || local - day_ >= kDay) {
    const std::int64_t second = (local % kDay + kDay) % kDay;
    day_ = local - second;
    offset_ = time.offset_minutes;
    time_text_ = format_rfc3339(time);
  }
  const std::int64_t second = local - day_;
  char* const clock = time_text_.data() + time_text_.size() - kClockDigits;
  put_two(clock, second / 3600);
  put_two(clock + 3, second / 60 % 60);
  put_two(clock + 6, second % 60);
  out += time_text_;
}

void RecordWriter::append_json(const Column& column, const LogLine& line, std::string& out) {
  out += column.before;
  if (column.field == Field::kTime && line.time) {
    out += '"';
    append_time(*line.time, out);
    out += '"';
    return;
  }
  if (append_numeric(column.field, line, out)) return;
  const std::string_view text =
      column.field == Field::kStatus ? odd_status(line) : field_text(line, column.field);
  if (text.data() == nullptr) {
    out += "null";
    return;
  }
  if (detail::append_json_string(out, text)) return;
  out += ",\"";
  out += column.name;
  out += "_raw\":\"";
  detail::append_hex(out, text);
  out += '"';
}

void RecordWriter::append_delimited(const Column& column, const LogLine& line, std::string& out) {
  out += column.before;
  if (column.field == Field::kTime && line.time) return append_time(*line.time, out);
  if (append_numeric(column.field, line, out)) return;
  if (column.field == Field::kStatus) {
    out += odd_status(line);
    return;
  }
  detail::append_delimited_field(out, format_, field_text(line, column.field),
                                 options_.guard_formulas);
}

}  // namespace logscan
