#include <algorithm>
#include <array>
#include <bit>

#include "format/layouts/cursor.h"
#include "format/layouts/layouts.h"
#include "format/layouts/values.h"
#include "format/layouts/w3c_roles.h"
#include "format/tail.h"
#include "format/word.h"

namespace logscan {
namespace {

using w3c::kRoles;

using Values = std::array<std::string_view, kRoles>;
using Flavour = W3cFields::Flavour;

std::size_t find_blank(std::string_view text, std::size_t from = 0) {
  for (; from + sizeof(SixteenBytes) <= text.size(); from += sizeof(SixteenBytes)) {
    const SixteenBytes bytes = load_sixteen(text.data() + from);
    const std::size_t blank = first_match((bytes == ' ') | (bytes == '\t'));
    if (blank < sizeof(SixteenBytes)) return from + blank;
  }
  while (from < text.size() && !is_blank(text[from]))
    ++from;
  return from;
}

// Returns the length of a value that starts with a quote: up to the first quote that is not
// doubled, if a separator follows. Returns 0 if the value is not quoted, and the size of the text
// plus 1 if the quote is not closed because the line is truncated.
std::size_t quoted_length(std::string_view text) {
  for (std::size_t at = text.find('"', 1); at != std::string_view::npos;
       at = text.find('"', at + 2)) {
    if (at + 1 == text.size() || is_blank(text[at + 1])) return at + 1;
    if (text[at + 1] != '"') return 0;
  }
  return text.size() + 1;
}

void put(const W3cFields& fields, std::size_t column, std::string_view value, Values& values) {
  if (column < W3cFields::kMaxColumns) values[fields.roles[column]] = value;
}

constexpr std::size_t kWordBits = 64;

// Returns a bit for each of the first 64 bytes of a text that is a blank, and for the end of a
// shorter text. At least `before` bytes in front of the text may be read.
std::uint64_t ends_in(std::string_view text, std::size_t before) {
  const auto blanks_at = bits_of_64<' ', '\t'>;
  if (text.size() >= kWordBits) return blanks_at(text.data());
  if (text.empty()) return 1;
  const std::size_t missing = kWordBits - text.size();
  const std::uint64_t end = std::uint64_t{1} << text.size();
  if (before >= missing) return blanks_at(text.data() - missing) >> missing | end;
  std::array<char, kWordBits> padded{};
  text.copy(padded.data(), text.size());
  return blanks_at(padded.data()) | end;
}

// Splits at runs of blanks. Returns the number of values.
std::size_t split_blanks(std::string_view line, const W3cFields& fields, Values& values) {
  std::size_t column = 0;
  const char* begin = line.data();
  for (std::size_t base = 0; base <= line.size(); base += kWordBits) {
    const char* const word = line.data() + base;
    for (std::uint64_t bits = ends_in({word, line.size() - base}, base); bits != 0;
         bits &= bits - 1) {
      const char* const end = word + std::countr_zero(bits);
      if (end != begin)
        put(fields, column++, {begin, static_cast<std::size_t>(end - begin)}, values);
      begin = end + 1;
    }
  }
  return column;
}

// Does the same where values may be quoted.
std::size_t split_quoted(std::string_view line, const W3cFields& fields, Values& values) {
  std::size_t column = 0;
  for (;;) {
    while (!line.empty() && is_blank(line.front()))
      line.remove_prefix(1);
    if (line.empty()) return column;
    const std::size_t quoted = line.front() == '"' ? quoted_length(line) : 0;
    const std::size_t length = quoted > 0 ? std::min(quoted, line.size()) : find_blank(line);
    std::string_view value = line.substr(0, length);
    if (quoted > 0) value = quoted > length ? std::string_view() : value.substr(1, length - 2);
    put(fields, column++, value, values);
    line.remove_prefix(length);
  }
}

// Splits at every separator. Removes quotes around a whole value if `quotes` have a meaning.
void split_at(std::string_view line, char separator, const W3cFields& fields, bool quotes,
              Values& values) {
  for (std::size_t column = 0;; ++column) {
    const std::size_t end = line.find(separator);
    std::string_view value = line.substr(0, end);
    if (quotes && value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    put(fields, column, value, values);
    if (end == std::string_view::npos) return;
    line.remove_prefix(end + 1);
  }
}

// Returns whether tabs separate: a tab ends the first value, or the line has as many tabs as it
// needs, for a first value with spaces.
bool tabs_separate(std::string_view line, const W3cFields& fields) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos) return false;
  if (find_blank(line) == tab) return true;
  return static_cast<std::uint32_t>(std::count(line.begin(), line.end(), '\t')) + 1 ==
         fields.columns;
}

void split(std::string_view line, const W3cFields& fields, Values& values) {
  if (fields.flavour == Flavour::kZeek)
    return split_at(line, fields.separator, fields, false, values);
  const bool quotes = line.find('"') != std::string_view::npos;
  if (tabs_separate(line, fields))
    return split_at(line, '\t', fields, quotes && fields.flavour == Flavour::kW3c, values);
  if (!quotes) {
    split_blanks(line, fields, values);
    return;
  }
  if (split_quoted(line, fields, values) == fields.columns) return;
  Values bare{};
  if (split_blanks(line, fields, bare) == fields.columns) values = bare;
}

// `2026-01-12` and `10:00:00` are separate columns, nearly always with one space between them.
std::optional<LogTime> join_time(std::string_view date, std::string_view time) {
  constexpr std::size_t kDate = 10;
  std::array<char, 40> text;
  if (date.size() != kDate || time.size() > text.size() - kDate - 1) return std::nullopt;
  const char* const space = date.data() + kDate;
  if (time.data() == space + 1 && *space == ' ' && date[4] == '-')
    return parse_log_time({date.data(), kDate + 1 + time.size()});
  date.copy(text.data(), kDate);
  text[kDate] = 'T';
  time.copy(text.data() + kDate + 1, time.size());
  return parse_log_time({text.data(), kDate + 1 + time.size()});
}

bool is_code(std::string_view text) {
  return text.empty() || text == "-" || is_number(text);
}

std::string_view field(std::string_view value, Flavour flavour) {
  if (flavour == Flavour::kZeek)
    return value == "(empty)" ? value.substr(0, 0) : null_if_dash(value);
  return value.empty() ? std::string_view() : null_if_dash(value);
}

// IIS writes whole milliseconds, ASP.NET Core fractions of them, CloudFront and Tomcat seconds.
std::optional<std::int64_t> duration_of(const Values& values, const W3cFields& fields) {
  const std::string_view millis = values[w3c::kTakenMillis];
  if (millis.data() != nullptr) return parse_duration(millis, kMillisecond);
  const std::string_view taken = values[w3c::kTaken];
  const bool seconds = fields.flavour == Flavour::kCloudFront ||
                       (!fields.takes_millis && taken.find('.') != std::string_view::npos);
  return parse_duration(taken, seconds ? kSecond : kMillisecond);
}

}  // namespace

bool cut(std::string_view line, const W3cFields& fields, LogLine& out, LayoutMismatch& mismatch,
         Wanted wanted) {
  const Cursor at(line);
  if (!fields.has_status) return at.fail(mismatch, "a sc-status in the #Fields directive");
  if (line.empty() || line.front() == '#') return at.fail(mismatch, "a value, not a directive");
  Values values{};
  split(line, fields, values);

  const std::string_view code = values[w3c::kStatus];
  const std::optional<StatusCode> status = parse_status(code);
  if (!status) {
    const std::string_view piece = code.data() == nullptr ? line.substr(line.size()) : code;
    return at.fail(mismatch, piece, "a status of three digits");
  }
  for (const w3c::Role role : {w3c::kSubstatus, w3c::kWin32Status}) {
    if (!is_code(values[role]))
      return at.fail(mismatch, values[role], "the digits of a sub-status or win32 status");
  }

  // HTTPERR logs a connection that was closed before a request with a line of dashes.
  const auto is_missing = [&](w3c::Role role) {
    const std::string_view value = values[role];
    return value.empty() || value == "-";
  };
  if (fields.flavour != Flavour::kZeek && code == "-" && is_missing(w3c::kMethod) &&
      is_missing(w3c::kStem))
    return at.fail(mismatch, code, "a method, a target or a status");

  const Flavour flavour = fields.flavour;
  const auto text = [&](w3c::Role role) { return field(values[role], flavour); };
  const std::optional<LogTime> time = flavour == Flavour::kZeek
                                          ? parse_epoch(values[w3c::kEpoch])
                                          : join_time(values[w3c::kDate], values[w3c::kTime]);
  if (!begin_fields(wanted, time, *status, out)) return true;
  const std::string_view stamp = values[flavour == Flavour::kZeek ? w3c::kEpoch : w3c::kTime];
  out.refused.time = !out.time && !stamp.empty() && stamp != "-";
  out.client = text(w3c::kClient);
  out.user = text(w3c::kUser);
  out.method = text(w3c::kMethod);
  if (const std::string_view stem = text(w3c::kStem); stem.data() != nullptr) set_target(out, stem);
  if (std::string_view query = text(w3c::kQuery); query.data() != nullptr) {
    if (query.starts_with('?')) query.remove_prefix(1);
    out.query = query;
    out.target = {};
  }
  out.protocol = text(w3c::kProtocol);
  out.host = text(w3c::kHost);
  out.bytes = parse_bytes(values[w3c::kBytes]);
  out.referer = text(w3c::kReferer);
  out.agent = text(w3c::kAgent);
  out.forwarded_for = text(w3c::kForwarded);
  out.duration = duration_of(values, fields);
  return true;
}

}  // namespace logscan
