#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/record_writer.h"
#include "text/safe_text.h"
#include <nlohmann/json.hpp>

/// Slow readers of records, and checks of each field.
namespace logscan::test {

using Row = std::vector<std::optional<std::string>>;

/// Parses CSV by RFC 4180, byte by byte. An empty field without quotes is null. Returns nullopt if
/// the text is not valid.
inline std::optional<std::vector<Row>> read_csv(std::string_view text) {
  std::vector<Row> rows;
  std::size_t at = 0;
  while (at < text.size()) {
    Row& row = rows.emplace_back();
    while (true) {
      std::optional<std::string> field;
      if (at < text.size() && text[at] == '"') {
        field = "";
        for (++at;; ++at) {
          if (at == text.size()) return std::nullopt;
          if (text[at] != '"') {
            *field += text[at];
          } else if (at + 1 < text.size() && text[at + 1] == '"') {
            *field += text[at++];
          } else {
            break;
          }
        }
        ++at;
      } else {
        for (; at < text.size() && text[at] != ',' && text[at] != '\n'; ++at) {
          if (text[at] == '"') return std::nullopt;
          field = field.value_or("") + text[at];
        }
      }
      row.push_back(field);
      if (at == text.size()) return std::nullopt;
      const char end = text[at++];
      if (end == '\n') break;
      if (end != ',') return std::nullopt;
    }
  }
  return rows;
}

/// Parses tab-separated text with the escapes \t \n \r \\ and \N for null. Returns nullopt if the
/// text is not valid.
inline std::optional<std::vector<Row>> read_tsv(std::string_view text) {
  std::vector<Row> rows;
  Row row;
  std::optional<std::string> field = "";
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\t' || text[at] == '\n') {
      row.push_back(field);
      field = "";
      if (text[at] == '\n') rows.push_back(std::move(row));
      if (text[at] == '\n') row = {};
      continue;
    }
    if (!field) return std::nullopt;  // bytes after a null
    if (text[at] != '\\') {
      *field += text[at];
      continue;
    }
    if (++at == text.size()) return std::nullopt;
    const std::size_t which = std::string_view("tnr\\").find(text[at]);
    if (which != std::string_view::npos) {
      *field += "\t\n\r\\"[which];
    } else if (text[at] == 'N' && field->empty()) {
      field.reset();
    } else {
      return std::nullopt;
    }
  }
  if (!row.empty() || field != "") return std::nullopt;
  return rows;
}

inline std::string seconds_text(std::int64_t nanoseconds) {
  std::string digits = std::to_string(nanoseconds);
  const bool negative = digits.front() == '-';
  if (negative) digits.erase(0, 1);
  if (digits.size() < 10) digits.insert(0, 10 - digits.size(), '0');
  std::string text = digits.substr(0, digits.size() - 9) + "." + digits.substr(digits.size() - 9);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return (negative ? "-" : "") + text;
}

/// Returns the expected text of a field that is not text; null for text fields.
inline std::optional<std::string> number_text(const LogLine& line, Field field) {
  if (field == Field::kTime && line.time) return format_rfc3339(*line.time);
  if (field == Field::kStatus && line.status < kStatusDash) return std::to_string(line.status);
  if (field == Field::kStatus) return status_name(line.status);
  if (field == Field::kBytes && line.bytes) return std::to_string(*line.bytes);
  if (field == Field::kDuration && line.duration) return seconds_text(*line.duration);
  return std::nullopt;
}

/// Returns the expected value in CSV and TSV: safe_text(), with `\x5c` for a backslash that would
/// start an escape.
inline std::string escaped_value(std::string_view bytes) {
  std::string value;
  std::size_t from = 0;
  for (std::size_t at = 0; at <= bytes.size(); ++at) {
    const std::string_view rest = bytes.substr(at);
    if (!rest.empty() && !rest.starts_with("\\x") && !rest.starts_with("\\u{")) continue;
    value += safe_text(bytes.substr(from, at - from));
    if (!rest.empty()) value += "\\x5c";
    from = at + 1;
  }
  return value;
}

/// Undoes `\x1b` and `\u{202e}` as documented.
inline std::string undo_escapes(std::string_view value) {
  std::string bytes;
  const auto number = [&](std::size_t at, std::size_t size) {
    return static_cast<unsigned>(std::stoul(std::string(value.substr(at, size)), nullptr, 16));
  };
  for (std::size_t at = 0; at < value.size();) {
    if (value.substr(at).starts_with("\\x")) {
      bytes += static_cast<char>(number(at + 2, 2));
      at += 4;
    } else if (value.substr(at).starts_with("\\u{")) {
      const std::size_t end = value.find('}', at);
      const unsigned point = number(at + 3, end - at - 3);
      const auto tail = [&](unsigned shift) {
        bytes += static_cast<char>(0x80 | (point >> shift & 0x3F));
      };
      if (point < 0x800) {
        bytes += static_cast<char>(0xC0 | point >> 6);
      } else if (point < 0x10000) {
        bytes += static_cast<char>(0xE0 | point >> 12);
        tail(6);
      } else {
        bytes += static_cast<char>(0xF0 | point >> 18);
        tail(12);
        tail(6);
      }
      tail(0);
      at = end + 1;
    } else {
      bytes += value[at++];
    }
  }
  return bytes;
}

inline bool begins_formula(std::string_view part) {
  part.remove_prefix(std::min(part.find_first_not_of('"'), part.size()));
  for (const std::string_view sign :
       {"=", "+", "-", "@", "\t", "\r", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"}) {
    if (part.starts_with(sign)) return true;
  }
  return false;
}

inline std::string csv_value(std::string_view bytes, bool guard) {
  std::string value;
  std::size_t from = 0;
  for (std::size_t at = 0; guard && at < bytes.size(); ++at) {
    if ((at > 0 && bytes[at - 1] != ';') || !begins_formula(bytes.substr(at))) continue;
    value += escaped_value(bytes.substr(from, at - from)) + '\'';
    from = at;
  }
  return value + escaped_value(bytes.substr(from));
}

inline std::string tsv_value(std::string_view bytes) {
  std::string value;
  std::size_t from = 0;
  for (std::size_t at = 0; at <= bytes.size(); ++at) {
    if (at < bytes.size() && bytes[at] != '\t' && bytes[at] != '\n' && bytes[at] != '\r') continue;
    value += escaped_value(bytes.substr(from, at - from));
    if (at < bytes.size()) value += bytes[at];
    from = at + 1;
  }
  return value;
}

/// Checks the record of one line as JSON. Returns an empty string, or what is wrong.
inline std::string json_trouble(const std::vector<Field>& fields, const LogLine& line) {
  std::string out = "before";
  RecordWriter(RecordFormat::kJsonLines, fields).append(line, out);
  if (!out.starts_with("before{") || out.find('\n') != out.size() - 1) return "no single line";
  out.erase(0, 6);
  const auto json = nlohmann::ordered_json::parse(out, nullptr, false);
  if (!json.is_object()) return "no JSON";
  nlohmann::ordered_json wanted = nlohmann::ordered_json::object();
  for (const Field field : fields) {
    const std::string name = field_name(field);
    const std::optional<std::string> number = number_text(line, field);
    const std::string_view bytes = field_text(line, field);
    if (number) {
      const bool is_text =
          field == Field::kTime || (field == Field::kStatus && line.status >= kStatusDash);
      wanted[name] =
          is_text ? nlohmann::ordered_json(*number) : nlohmann::ordered_json::parse(*number);
      // Compare text, because a double cannot represent every nanosecond.
      if (!is_text && out.find("\"" + name + "\":" + *number) == out.npos) return "another number";
    } else if (bytes.data() == nullptr) {
      wanted[name] = nullptr;
    } else {
      wanted[name] = to_utf8(bytes);
      if (is_utf8(bytes)) continue;
      std::string hex;
      for (const char each : bytes) {
        constexpr char kDigits[] = "0123456789abcdef";
        hex += kDigits[static_cast<unsigned char>(each) >> 4];
        hex += kDigits[static_cast<unsigned char>(each) & 15];
      }
      wanted[name + "_raw"] = hex;
    }
  }
  return json == wanted ? "" : "reads as " + json.dump() + ", not " + wanted.dump();
}

/// Checks the record of one line as CSV or TSV, with the header.
inline std::string table_trouble(RecordFormat format, const std::vector<Field>& fields,
                                 const LogLine& line, bool guard) {
  RecordWriter writer(format, fields, {.guard_formulas = guard});
  std::string out;
  writer.append_header(out);
  writer.append(line, out);
  writer.append(line, out);
  Row names;
  Row wanted;
  for (const Field field : fields) {
    names.emplace_back(field_name(field));
    wanted.push_back(number_text(line, field));
    const std::string_view bytes = field_text(line, field);
    if (bytes.data() == nullptr) continue;
    const std::string value =
        format == RecordFormat::kCsv ? csv_value(bytes, guard) : tsv_value(bytes);
    if ((format == RecordFormat::kTsv || !guard) && undo_escapes(value) != bytes)
      return "cannot be undone: " + value;
    wanted.back() = value;
  }
  if (format == RecordFormat::kCsv && wanted == Row{std::nullopt}) wanted = {""};
  const auto rows = format == RecordFormat::kCsv ? read_csv(out) : read_tsv(out);
  if (!rows) return "cannot be read: " + out;
  if (*rows != std::vector<Row>{names, wanted, wanted}) return "reads otherwise: " + out;
  for (const char each : out) {
    const auto byte = static_cast<unsigned char>(each);
    if ((byte < 0x20 && each != '\n' && each != '\t') || byte == 0x7F) return "a control byte";
  }
  return is_utf8(out) ? "" : "not UTF-8";
}

/// Checks the record of one line in all formats.
inline std::string record_trouble(const std::vector<Field>& fields, const LogLine& line) {
  std::string trouble = json_trouble(fields, line);
  for (const bool guard : {true, false}) {
    for (const RecordFormat format : {RecordFormat::kCsv, RecordFormat::kTsv}) {
      if (trouble.empty()) trouble = table_trouble(format, fields, line, guard);
    }
  }
  return trouble;
}

}  // namespace logscan::test
