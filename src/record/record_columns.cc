#include "logscan/record_columns.h"

#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "text/safe_text.h"

namespace logscan {
namespace {

using Column = RecordColumns::Column;
using Kind = RecordColumns::Kind;

constexpr std::int64_t kMicroseconds = 1'000'000;
constexpr double kNanoseconds = 1e9;
constexpr double kMillionths = 1e6;

bool is_ascii(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::uint64_t bits = 0;
  while (text.size() >= sizeof bits) {
    std::uint64_t word;
    std::memcpy(&word, text.data(), sizeof word);
    bits |= word;
    text.remove_prefix(sizeof word);
  }
  for (const char c : text)
    bits |= static_cast<unsigned char>(c);
  return (bits & kHighBits) == 0;
}

// Most columns are ASCII, which one look at all of their bytes tells.
void make_utf8(Column& column) {
  const std::string_view all(column.bytes.data(), column.bytes.size());
  if (is_ascii(all)) return;
  GrowingArray<char> bytes;
  GrowingArray<std::int32_t> offsets;
  offsets.push_back(0);
  for (std::size_t row = 0; row + 1 < column.offsets.size(); ++row) {
    const auto begin = static_cast<std::size_t>(column.offsets.data()[row]);
    const auto end = static_cast<std::size_t>(column.offsets.data()[row + 1]);
    const std::string_view text = all.substr(begin, end - begin);
    if (is_ascii(text)) {
      bytes.append(text.data(), text.size());
    } else {
      const std::string valid = to_utf8(text);
      bytes.append(valid.data(), valid.size());
    }
    offsets.push_back(static_cast<std::int32_t>(bytes.size()));
  }
  column.bytes = std::move(bytes);
  column.offsets = std::move(offsets);
}

// Null if the line has no such number.
std::optional<std::int64_t> whole_of(const LogLine& line, Field field) {
  if (field == Field::kTime)
    return line.time ? std::optional(line.time->seconds * kMicroseconds) : std::nullopt;
  if (!line.bytes) return std::nullopt;
  return static_cast<std::int64_t>(*line.bytes);
}

std::optional<double> number_of(const LogLine& line, Field field) {
  if (field == Field::kDuration) {
    if (!line.duration) return std::nullopt;
    return static_cast<double>(*line.duration) / kNanoseconds;
  }
  const OwnValue own = own_value(line, field);
  if (own.text.data() == nullptr) return std::nullopt;
  return static_cast<double>(own.amount) /
         (own.kind == OwnKind::kDuration ? kNanoseconds : kMillionths);
}

// Appends a value, and returns whether there was one. Adds the bytes of a text.
bool append_value(const LogLine& line, Column& column, std::size_t& bytes) {
  switch (column.kind) {
    case Kind::kText: {
      const std::string_view text = field_text(line, column.field);
      column.bytes.append(text.data(), text.size());
      bytes += text.size();
      column.offsets.push_back(static_cast<std::int32_t>(column.bytes.size()));
      return text.data() != nullptr;
    }
    case Kind::kStatus: {
      const bool is_code = line.status < kStatusDash;
      column.statuses.push_back(is_code ? static_cast<std::int16_t>(line.status)
                                        : std::int16_t{-1});
      return line.status != kStatusDash;
    }
    case Kind::kTime:
    case Kind::kWhole: {
      const std::optional<std::int64_t> value = whole_of(line, column.field);
      column.whole.push_back(value.value_or(0));
      return value.has_value();
    }
    case Kind::kSeconds:
    case Kind::kNumber:
      break;
  }
  const std::optional<double> value = number_of(line, column.field);
  column.numbers.push_back(value.value_or(0));
  return value.has_value();
}

}  // namespace

RecordColumns::RecordColumns(const std::vector<Field>& fields, const OwnFields& own) {
  for (const Field field : fields) {
    Column& column = columns_.emplace_back();
    column.field = field;
    column.kind = kind_of(field, own);
    if (column.kind == Kind::kText) column.offsets.push_back(0);
  }
}

RecordColumns::Kind RecordColumns::kind_of(Field field, const OwnFields& own) {
  if (is_own(field)) {
    switch (own[own_index(field)].kind) {
      case OwnKind::kText:
        return Kind::kText;
      case OwnKind::kDuration:
        return Kind::kSeconds;
      case OwnKind::kNumber:
        return Kind::kNumber;
    }
  }
  switch (field) {
    case Field::kTime:
      return Kind::kTime;
    case Field::kStatus:
      return Kind::kStatus;
    case Field::kBytes:
      return Kind::kWhole;
    case Field::kDuration:
      return Kind::kSeconds;
    default:
      return Kind::kText;
  }
}

void RecordColumns::finish() {
  for (Column& column : columns_) {
    if (column.kind == Kind::kText) make_utf8(column);
  }
}

void RecordColumns::append(const LogLine& line) {
  const std::size_t bit = rows_ % 8;
  for (Column& column : columns_) {
    const bool is_value = append_value(line, column, bytes_);
    if (bit == 0) column.validity.push_back(0);
    column.validity.back() |= static_cast<std::uint8_t>((is_value ? 1u : 0u) << bit);
    column.nulls += is_value ? 0 : 1;
  }
  ++rows_;
}

}  // namespace logscan
