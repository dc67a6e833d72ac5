#include "format/pattern/apache_directives.h"

#include <algorithm>
#include <iterator>

#include "format/letter_case.h"
#include "format/pattern/own_fields.h"

namespace logscan::pattern {
namespace {

constexpr std::int64_t kMicrosecond = 1'000;
constexpr std::int64_t kMillisecond = 1'000'000;
constexpr std::int64_t kSecond = 1'000'000'000;

struct Row {
  std::string_view name;
  FieldRule rule;
};

// role, rank, unit, list, spaces. What is not used is listed as well, so that a typing error is
// told from it: l ident, A local address, I and S bytes received and in all, f file, F Tomcat's
// time to the first byte, k requests on the connection, L log id, P process, R handler, X and c
// state of the connection, C cookie, e environment, n note, o answer's header, x extension, and the
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

// Directives whose argument is the name of what they write: headers, environment, notes, cookies,
// variables of modules, trailers.
constexpr std::string_view kNamed[] = {"i", "o", "e", "n", "C", "x", "^ti", "^to"};

// The names of others as own fields.
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

// Attributes of Tomcat's requests; other servers write none.
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

// Without `begin:` or `end:`, which say what moment is meant.
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

}  // namespace

bool is_bracketed_time(const Directive& directive) {
  return directive.name == "t" && format_text(directive.argument).empty();
}

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

std::optional<ApacheField> apache_field(const Directive& directive) {
  if (directive.name == "t") return ApacheField{{Role::kTime}, time_format(directive)};
  if (directive.name == "i") {
    const FieldRule* const header = find(kHeaders, lower(without_unit(directive.argument)));
    return ApacheField{header != nullptr ? *header : FieldRule(), ""};
  }
  if (directive.has_argument && directive.name == "r") {
    const FieldRule* const attribute = find(kAttributes, lower(directive.argument));
    return ApacheField{attribute != nullptr ? *attribute : FieldRule(), ""};
  }
  if (directive.has_argument && directive.name == "s") return ApacheField{};  // of Tomcat's session
  // Confluence's user, which it hands to the log in a header of the answer.
  if (directive.name == "o" && lower(directive.argument) == "x-ausername")
    return ApacheField{{Role::kUser}, ""};
  // The port of the client, not of the server.
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

}  // namespace logscan::pattern
