#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "logscan/log_line.h"
#include "logscan/own_field.h"

namespace logscan {

/// The fields of a line, with the names that the command line, JSON and the docs use. Numbers from
/// kFields on are fields that only the given format has; see own_field().
enum class Field : std::uint8_t {
  kTime,
  kHost,
  kClient,
  kUser,
  kRequest,
  kMethod,
  kTarget,
  kPath,
  kQuery,
  kProtocol,
  kStatus,
  kBytes,
  kReferer,
  kAgent,
  kForwardedFor,
  kDuration,
  kUpstream,
  kFile,  ///< the name of the input; no log format has it
};

constexpr std::size_t kFields = 18;
constexpr std::array<const char*, kFields> kFieldNames = {
    "time",    "host",  "client",        "user",     "request",  "method",
    "target",  "path",  "query",         "protocol", "status",   "bytes",
    "referer", "agent", "forwarded_for", "duration", "upstream", "file"};

constexpr const char* field_name(Field field) {
  return kFieldNames[static_cast<std::size_t>(field)];
}

/// Returns the field of that name, or nullopt.
constexpr std::optional<Field> find_field(std::string_view name) {
  for (std::size_t i = 0; i < kFields; ++i) {
    if (name == kFieldNames[i]) return static_cast<Field>(i);
  }
  return std::nullopt;
}

/// Returns the field at `index` of a format's OwnFields.
constexpr Field own_field(std::size_t index) {
  return static_cast<Field>(kFields + index);
}
constexpr bool is_own(Field field) {
  return static_cast<std::size_t>(field) >= kFields;
}
constexpr std::size_t own_index(Field field) {
  return static_cast<std::size_t>(field) - kFields;
}

/// The same for a format with fields of its own. The search ignores case. It also finds a name
/// without its leading `x.` unless another field has the rest as its name.
inline std::string_view field_name(Field field, const OwnFields& own) {
  return is_own(field) ? std::string_view(own[own_index(field)].name) : field_name(field);
}
std::optional<Field> find_field(std::string_view name, const OwnFields& own);

/// A set of fields.
class FieldSet {
 public:
  constexpr FieldSet() = default;
  constexpr FieldSet(std::initializer_list<Field> fields) {
    for (const Field field : fields)
      add(field);
  }

  /// Returns all fields except own ones.
  static constexpr FieldSet all() {
    FieldSet set;
    set.bits_ = (std::uint64_t{1} << kFields) - 1;
    return set;
  }

  /// Returns all own fields.
  static constexpr FieldSet own() {
    FieldSet set;
    set.bits_ = ((std::uint64_t{1} << kMaxOwnFields) - 1) << kFields;
    return set;
  }

  constexpr void add(Field field) { bits_ |= std::uint64_t{1} << static_cast<unsigned>(field); }
  constexpr bool has(Field field) const { return (bits_ >> static_cast<unsigned>(field) & 1) != 0; }
  constexpr bool has_any(FieldSet other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool has_all(FieldSet other) const { return (bits_ & other.bits_) == other.bits_; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr FieldSet without(FieldSet other) const { return of_bits(bits_ & ~other.bits_); }

  /// Bit n stands for field n.
  constexpr std::uint64_t bits() const { return bits_; }
  static constexpr FieldSet of_bits(std::uint64_t bits) {
    FieldSet set;
    set.bits_ = bits;
    return set;
  }

  constexpr FieldSet& operator|=(FieldSet other) {
    bits_ |= other.bits_;
    return *this;
  }
  friend constexpr bool operator==(const FieldSet&, const FieldSet&) = default;

 private:
  static_assert(kFields + kMaxOwnFields <= 64);

  std::uint64_t bits_ = 0;
};

/// The fields that lines of one format may have.
struct FormatFields {
  FieldSet known = FieldSet::all();
  OwnFields own;

  /// Returns their names except `class` and `error`, separated by commas.
  std::string names() const;
};

/// Returns the value of an own field. It is null for other fields and where the line has none.
constexpr OwnValue own_value(const LogLine& line, Field field) {
  if (!is_own(field) || line.own == nullptr) return {};
  return line.own[own_index(field)];
}

/// Returns the bytes of a text field; null if the field is null. Time, status, bytes and duration
/// are numbers in LogLine, so the result for them is null.
constexpr std::string_view field_text(const LogLine& line, Field field) {
  switch (field) {
    case Field::kHost:
      return line.host;
    case Field::kClient:
      return line.client;
    case Field::kUser:
      return line.user;
    case Field::kRequest:
      return line.request;
    case Field::kMethod:
      return line.method;
    case Field::kTarget:
      return line.target;
    case Field::kPath:
      return line.path;
    case Field::kQuery:
      return line.query;
    case Field::kProtocol:
      return line.protocol;
    case Field::kReferer:
      return line.referer;
    case Field::kAgent:
      return line.agent;
    case Field::kForwardedFor:
      return line.forwarded_for;
    case Field::kUpstream:
      return line.upstream;
    case Field::kFile:
      return line.file;
    case Field::kTime:
    case Field::kStatus:
    case Field::kBytes:
    case Field::kDuration:
      return {};
  }
  return own_value(line, field).text;
}

}  // namespace logscan
