#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "logscan/log_line.h"
#include "logscan/time_zone.h"

namespace logscan {

/// Judges one line (without terminator, BOM and leading NULs, and not longer than --max-line) by
/// the quote-delimited rule as it is written down, a byte at a time, with nothing shared with the
/// fast path but the reading of time stamps: slow, and right. Stamps without an offset are those of
/// `log_zone`.
Verdict reference_judge(std::string_view line, const TimeZone& log_zone = {});

/// Cuts a line that reference_judge found parsed, in the same spirit.
LogLine reference_cut(std::string_view line);

}  // namespace logscan

/// The parts of the reference parser: each finds one thing in a line, the plain way.
namespace logscan::detail {

/// Where the time, the request and the status of a quote-delimited line lie: offsets into the line.
struct Request {
  Reason reason =
      Reason::kNone;             ///< kNone when a status was found; else only what was found is set
  std::size_t time_bracket = 0;  ///< the `[` directly before the time
  std::size_t time_end = 0;      ///< its `]`
  std::size_t begin = 0;         ///< first byte after the opening quote
  std::size_t end = 0;           ///< the closing quote
  std::size_t status_begin = 0;
  std::size_t status_end = 0;
  StatusCode status = 0;
};

Request find_request(std::string_view line);

/// The fields before the time, as they stand there (`-` is not yet null). Absent: data() is
/// nullptr.
struct Prefix {
  std::string_view host;    ///< the virtual host in front
  std::string_view client;  ///< the left-most of a list
  std::string_view list;    ///< all of it, from the client on, where that is an address
  std::string_view word;    ///< the word that holds the client, or the first entry of its list
  std::string_view ident;
  std::string_view user;
  bool plain = false;  ///< `[host ]client ident user ` with single spaces, no list, nothing quoted
};

Prefix cut_prefix(std::string_view prefix);

/// The virtual host in the word before the client; a word that is `alone` there may have no dot.
std::string_view host_in(std::string_view word, bool alone);

/// The fields after the status, as they stand there.
struct Tail {
  std::string_view bytes;
  std::string_view quoted[3];  ///< referer, agent, forwarded-for
};

Tail cut_tail(std::string_view tail);

/// What some servers write behind the agent, from the space on.
struct Extra {
  enum class Kind : std::uint8_t { kNone, kNumbers, kIngressNginx, kTraefik };
  Kind kind = Kind::kNone;
  std::optional<std::int64_t> duration;  ///< nanoseconds
  std::string_view upstream;             ///< as it stands there
};

Extra read_extra(std::string_view behind);

/// APISIX's columns between the bytes and the referer, and behind the agent; kNone with a duration.
std::optional<Extra> read_apisix(std::string_view between, std::string_view behind);

/// Seconds as digits with or without a fraction, in nanoseconds; null when they are none.
std::optional<std::int64_t> read_seconds(std::string_view text);

/// The same of a whole tail, whose bytes must be there, and the two quoted fields, with single
/// spaces.
Extra extra_of(std::string_view tail);

/// The number of bytes, or of anything else: null when it is none below 2^63.
std::optional<std::uint64_t> read_bytes(std::string_view text);

/// The container's text in a line of docker's json-file log, without terminator; nullopt when the
/// line is none.
std::optional<std::string> docker_text(std::string_view line);

/// Likewise what a JSON string, given without its quotes, means.
std::optional<std::string> string_text(std::string_view string);

bool has_host_as_ident(const Prefix& prefix);

/// A piece of text that ends at a space, or at its closing quote when it starts with a quote.
struct Token {
  std::string_view text;  ///< without its quotes; data() is nullptr when there is no more
  bool quoted = false;
};

/// Takes the next token off `rest`.
Token next_token(std::string_view& rest);

/// An IPv4 or IPv6 address; brackets, a port and a zone (`%eth0`) are allowed.
bool is_ip_address(std::string_view text);

/// The text without the spaces around it.
std::string_view trim_spaces(std::string_view text);

/// Whether it ends in a colon and digits.
bool ends_in_port(std::string_view text);

bool is_digit(char c);
bool is_number(std::string_view text);  ///< digits alone, at least one

/// Whether an even number of backslashes stands directly before `at`.
bool is_unescaped(std::string_view text, std::size_t at);

}  // namespace logscan::detail
