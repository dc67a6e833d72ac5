#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "logscan/log_line.h"
#include "text/time_zone.h"

namespace logscan {

/// Parses one line by the quote-delimited rule, a byte at a time (I6). The line has no terminator,
/// BOM or leading NULs, and is no longer than --max-line. Time stamps without an offset are in
/// `log_zone`. Shares only the parsing of time stamps with the fast path.
Verdict reference_parse(std::string_view line, const TimeZone& log_zone = {});

/// Returns the fields of a line that reference_parse() parsed, in the same slow way.
LogLine reference_cut(std::string_view line);

}  // namespace logscan

/// The parts of the reference parser. Each finds one thing in a line, in the simplest way.
namespace logscan::detail {

/// The offsets of the time, the request and the status in a quote-delimited line.
struct Request {
  Reason reason = Reason::kNone;  ///< kNone if a status was found; else some offsets are not set.
  std::size_t time_bracket = 0;   ///< The `[` directly before the time.
  std::size_t time_end = 0;       ///< Its `]`.
  std::size_t begin = 0;          ///< The first byte after the opening quote.
  std::size_t end = 0;            ///< The closing quote.
  std::size_t status_begin = 0;
  std::size_t status_end = 0;
  StatusCode status = 0;
};

Request find_request(std::string_view line);

/// The fields before the time, unchanged (`-` is not yet null). The data() of a missing field is
/// nullptr.
struct Prefix {
  std::string_view host;    ///< The virtual host before the client.
  std::string_view client;  ///< The leftmost client of a list.
  std::string_view list;    ///< The list that holds the client, or stands beside it.
  std::string_view word;    ///< The word that holds the client, or the first entry of its list.
  std::string_view ident;
  std::string_view user;
  bool is_list = false;           ///< Even if `list` is a single address.
  bool ident_may_be_host = true;  ///< No second address precedes the ident.
  bool plain = false;  ///< `[host ]client ident user ` with single spaces, no list, no quotes.
};

Prefix cut_prefix(std::string_view prefix);

/// Returns the user in a column, or null if it holds anything else.
std::string_view user_in(std::string_view column);

/// Returns the virtual host in the word before the client. Only a word that is `alone` there may
/// lack a dot.
std::string_view host_in(std::string_view word, bool alone);

/// The fields after the status, unchanged.
struct Tail {
  std::string_view bytes;
  std::string_view quoted[3];  ///< Referer, agent, forwarded-for.
};

Tail cut_tail(std::string_view tail);

/// The columns that some servers write after the agent.
struct Extra {
  enum class Kind : std::uint8_t { kNone, kNumbers, kIngressNginx, kTraefik };
  Kind kind = Kind::kNone;
  std::optional<std::int64_t> duration;  ///< Nanoseconds.
  std::string_view upstream;             ///< Unchanged.
};

/// Reads the text after the agent's closing quote.
Extra read_extra(std::string_view after_agent);

/// Reads APISIX's columns, which stand between the bytes and the referer and after the agent. The
/// result has the kind kNone.
std::optional<Extra> read_apisix(std::string_view between, std::string_view after_agent);

/// Parses seconds with or without a fraction; returns nanoseconds, or nullopt for other text.
std::optional<std::int64_t> read_seconds(std::string_view text);

/// Reads the columns after the agent from all that follows the status. Requires bytes and two
/// quoted fields, with single spaces.
Extra extra_of(std::string_view tail);

/// Parses a number; returns nullopt if the text is not a number below 2^63.
std::optional<std::uint64_t> read_bytes(std::string_view text);

/// Returns the container's text in a line of Docker's json-file log, without its terminator.
/// Returns nullopt for other lines.
std::optional<std::string> docker_text(std::string_view line);

/// Returns the time in such a line: its last member.
std::optional<LogTime> docker_time(std::string_view line);

/// Unescapes a JSON string, given without its quotes, and removes its terminator. Returns nullopt
/// if it is not valid.
std::optional<std::string> string_text(std::string_view string);

bool has_host_as_ident(const Prefix& prefix);

/// A run of text up to a space, or up to the closing quote if it starts with a quote.
struct Token {
  std::string_view text;  ///< Without quotes; data() is nullptr at the end of the text.
  bool quoted = false;
};

/// Removes the next token from `rest` and returns it.
Token next_token(std::string_view& rest);

/// Returns whether the text is an IPv4 or IPv6 address; brackets, a port and a zone (`%eth0`) are
/// allowed.
bool is_ip_address(std::string_view text);

/// Removes spaces at both ends.
std::string_view trim_spaces(std::string_view text);

/// Returns whether the text ends in a colon and digits.
bool ends_in_port(std::string_view text);

bool is_digit(char c);
bool is_number(std::string_view text);  ///< Only digits, at least one.

/// Returns whether an even number of backslashes directly precedes `at`.
bool is_unescaped(std::string_view text, std::size_t at);

}  // namespace logscan::detail
