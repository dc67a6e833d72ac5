#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "format/pattern/piece.h"
#include "text/ascii.h"
#include "text/safe_text.h"

namespace logscan::pattern {
namespace {

/// A `%` directive, split into its parts.
struct Directive {
  std::string name;      ///< `h`, `s`, or three bytes: `^FB`, `^ti`
  std::string argument;  ///< the text between the braces
  bool has_argument = false;
  char which = 0;  ///< `<` original request, `>` final request, 0 unspecified
};

struct ApacheField {
  FieldRule rule;
  std::string time_format;
};

struct Row {
  std::string_view name;
  FieldRule rule;
};

// Columns: role, rank, unit, list, spaces. Unused directives are listed so that they differ from
// typing errors: l ident, A local address, I and S bytes received and total, f file, F Tomcat's
// time to first byte, k requests on the connection, L log id, P process, R handler, X and c
// connection state, C cookie, e environment, n note, o response header, x extension, and the
// trailers and first-byte times.
constexpr Row kRows[] = {
    {"h", {Role::kClient, 0, 1, true}},
    {"a", {Role::kClient, 0, 1, true}},
    {"u", {Role::kUser}},
    {"r", {Role::kRequest, 0, 1, false, true}},
    {"m", {Role::kMethod}},
    {"U", {Role::kPath}},
    {"q", {Role::kMarkedQuery}},
    {"H", {Role::kProtocol}},
    {"s", {Role::kStatus, 1}},
    {"b", {Role::kBytes}},
    {"B", {Role::kBytes}},
    {"O", {Role::kBytes, 1}},
    {"D", {Role::kDuration, 0, kMicrosecond}},
    {"v", {Role::kHost}},
    {"V", {Role::kHost}},
    {"p", {Role::kPort}},
    {"l", {}},
    {"A", {}},
    {"I", {}},
    {"S", {}},
    {"f", {}},
    {"F", {}},
    {"k", {}},
    {"L", {}},
    {"P", {}},
    {"R", {}},
    {"X", {}},
    {"c", {}},
    {"C", {}},
    {"e", {}},
    {"n", {}},
    {"o", {}},
    {"x", {}},
    {"^FB", {}},
    {"^FU", {}},
    {"^ti", {}},
    {"^to", {}},
};

// Directives whose argument names what they write: headers, environment, notes, cookies, module
// variables, trailers.
constexpr std::string_view kNamed[] = {"i", "o", "e", "n", "C", "x", "^ti", "^to"};

// The names of other directives as own fields.
struct OwnRow {
  std::string_view directive;
  std::string_view name;
  OwnKind kind;
};
constexpr OwnRow kOwnRows[] = {
    {"I", "bytes_received", OwnKind::kNumber},
    {"O", "bytes_sent", OwnKind::kNumber},
    {"S", "bytes_transferred", OwnKind::kNumber},
    {"k", "keepalive_requests", OwnKind::kNumber},
    {"^FB", "first_byte_time", OwnKind::kDuration},
    {"f", "filename", OwnKind::kText},
    {"L", "log_id", OwnKind::kText},
    {"P", "process", OwnKind::kText},
    {"R", "handler", OwnKind::kText},
    {"X", "connection_status", OwnKind::kText},
    {"A", "local_address", OwnKind::kText},
    {"p", "port", OwnKind::kText},
};

constexpr Row kHeaders[] = {
    {"referer", {Role::kReferer}},
    {"user-agent", {Role::kAgent, 0, 1, false, true}},
    {"x-forwarded-for", {Role::kForwardedFor, 0, 1, true}},
    {"x-real-ip", {Role::kClient, 3, 1, true}},
    {"true-client-ip", {Role::kClient, 3, 1, true}},
    {"cf-connecting-ip", {Role::kClient, 3, 1, true}},
    {"host", {Role::kHost, 1}},
    {"x-forwarded-host", {Role::kHost, 2}},
};

// Request attributes, which only Tomcat writes.
constexpr Row kAttributes[] = {
    {"sanitized.query", {Role::kMarkedQuery}},
    {"sanitized.referer", {Role::kReferer}},
    {"jira.request.username", {Role::kUser}},
};

constexpr Row kUnits[] = {
    {"us", {Role::kDuration, 0, kMicrosecond}},
    {"ms", {Role::kDuration, 1, kMillisecond}},
    {"s", {Role::kDuration, 2, kSecond}},
};

template <std::size_t kCount>
const FieldRule* find(const Row (&rows)[kCount], std::string_view name) {
  for (const Row& row : rows) {
    if (row.name == name) return &row.rule;
  }
  return nullptr;
}

std::string_view without_unit(std::string_view argument) {
  return argument.substr(0, argument.rfind('@'));
}

// Removes `begin:` or `end:`, which select the moment.
std::string_view format_text(std::string_view argument) {
  for (const std::string_view moment : {"begin", "end"}) {
    if (argument == moment) return {};
    if (argument.starts_with(moment) && argument[moment.size()] == ':')
      return argument.substr(moment.size() + 1);
  }
  return argument;
}

std::string time_format(const Directive& directive) {
  const std::string_view format = format_text(directive.argument);
  if (format.empty()) return "%d/%b/%Y:%H:%M:%S %z";
  if (format == "sec") return "%s";
  if (format == "msec") return "%s%3";
  if (format == "usec") return "%s%6";
  if (format == "msec_frac") return "%3";
  if (format == "usec_frac") return "%6";
  return std::string(format);
}

/// Returns whether a directive is a time in the form of the common log format, which Apache writes
/// with its brackets.
bool is_bracketed_time(const Directive& directive) {
  return directive.name == "t" && format_text(directive.argument).empty();
}

/// Returns the rule of a directive as an own field, without a name if it cannot be one. A unit
/// after its argument is stored in `rule` as well. Throws PatternError, for the directive at
/// `column`.
OwnRule apache_own(const Directive& directive, std::size_t column, FieldRule& rule) {
  if (std::find(std::begin(kNamed), std::end(kNamed), directive.name) != std::end(kNamed))
    return directive.argument.empty() ? OwnRule() : split_unit(directive.argument, rule, column);
  for (const OwnRow& row : kOwnRows) {
    if (row.directive != directive.name) continue;
    return {std::string(row.name), row.kind,
            row.kind == OwnKind::kDuration ? kMicrosecond : std::int64_t{1}};
  }
  return {};
}

/// Returns the field that a directive writes, or nullopt if the directive is unknown.
std::optional<ApacheField> apache_field(const Directive& directive) {
  if (directive.name == "t") return ApacheField{{Role::kTime}, time_format(directive)};
  if (directive.name == "i") {
    const FieldRule* const header = find(kHeaders, lowercase(without_unit(directive.argument)));
    return ApacheField{header != nullptr ? *header : FieldRule(), ""};
  }
  if (directive.has_argument && directive.name == "r") {
    const FieldRule* const attribute = find(kAttributes, lowercase(directive.argument));
    return ApacheField{attribute != nullptr ? *attribute : FieldRule(), ""};
  }
  if (directive.has_argument && directive.name == "s") return ApacheField{};  // Tomcat's session
  // Confluence passes its user to the log in a response header.
  if (directive.name == "o" && lowercase(directive.argument) == "x-ausername")
    return ApacheField{{Role::kUser}, ""};
  // The client's port, not the server's.
  if (directive.name == "p" && directive.argument == "remote")
    return ApacheField{{Role::kClientPort}, ""};
  if (directive.name == "T") {
    const FieldRule* const unit =
        find(kUnits, directive.has_argument ? directive.argument : std::string("s"));
    if (unit == nullptr) return std::nullopt;
    return ApacheField{*unit, ""};
  }
  const FieldRule* const rule = find(kRows, directive.name);
  if (rule == nullptr) return std::nullopt;
  ApacheField field{*rule, ""};
  if (rule->role == Role::kStatus && directive.which == '>') field.rule.rank = 0;
  if (rule->role == Role::kStatus && directive.which == '<') field.rule.rank = 2;
  // `%{c}a` and `%{c}h` are the peer's address, which may be a proxy's.
  if (rule->role == Role::kClient && directive.has_argument) field.rule.rank = 2;
  return field;
}

bool is_condition(char c) {
  return c == '!' || c == ',' || (c >= '0' && c <= '9');
}

// Parses the directive whose `%` is at `at` and moves `at` after it. In between come, in any order:
// the statuses for which the field is written, `<` or `>`, and an argument in braces.
Directive parse_directive(std::string_view text, std::size_t& at) {
  const std::size_t percent = at++;
  Directive directive;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (is_condition(c)) continue;
    if (c == '<' || c == '>') {
      directive.which = c;
      continue;
    }
    if (c != '{') break;
    const std::size_t close = text.find('}', at);
    if (close == std::string_view::npos) {
      throw PatternError(at + 1,
                         "%{ is not closed; write the } and the letter after it, as in "
                         "%{Referer}i");
    }
    directive.argument = text.substr(at + 1, close - at - 1);
    directive.has_argument = true;
    at = close;
  }
  if (at == text.size()) {
    throw PatternError(percent + 1, safe_text(text.substr(percent)) +
                                        " does not end in a letter; write a directive such as %h, "
                                        "or %% for a percent sign");
  }
  const std::size_t length = text[at] == '^' ? 3 : 1;
  directive.name = text.substr(at, length);
  at += directive.name.size();
  return directive;
}

std::string rejection(const Directive& directive, std::string_view written) {
  const std::string shown = safe_text(written);
  if (directive.name == "T") return shown + " has an unknown unit; write %{s}T, %{ms}T or %{us}T";
  return shown + " is not a directive of Apache's log formats; see the manual of " +
         "mod_log_config, or write %% for a percent sign";
}

}  // namespace

std::vector<PatternPart> apache_pieces(std::string_view text) {
  std::vector<PatternPart> pieces;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with("%%")) {
      add_byte(pieces, '%', at);
      at += 2;
    } else if (text[at] == '%') {
      const std::size_t begin = at;
      const Directive directive = parse_directive(text, at);
      const std::string_view written = text.substr(begin, at - begin);
      std::optional<ApacheField> field = apache_field(directive);
      if (!field) throw PatternError(begin + 1, rejection(directive, written));
      // `%Dms`: users of Tomcat write the unit after it.
      if (field->rule.role == Role::kDuration && directive.name == "D" &&
          text.substr(at).starts_with("ms"))
        field->rule.unit = kMillisecond;
      // `%t` writes its brackets itself; with a format of its own it has none.
      const bool brackets = is_bracketed_time(directive);
      if (brackets) add_byte(pieces, '[', begin);
      PatternPart piece{true, std::string(written), begin + 1, field->rule, field->time_format, {},
                        -1};
      piece.own = apache_own(directive, begin + 1, piece.rule);
      pieces.push_back(std::move(piece));
      if (brackets) add_byte(pieces, ']', begin);
    } else {
      add_text(pieces, text, at);
    }
  }
  return pieces;
}

}  // namespace logscan::pattern
