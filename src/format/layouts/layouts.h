#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "logscan/log_line.h"

/// Log formats whose status does not stand behind a quoted request at the front of the line: each
/// finds it where its own layout says. The layouts are those of the servers' manuals, named below.
///
/// A line is parsed when its status and all that the layout has before it are found; a field behind
/// the status that cannot be cut is null. All values are views of the line's own bytes, and null
/// when they are `-`. Nothing is allocated; any bytes may be in a line. A line has no terminator.
///
/// A client that is logged with its port (`192.0.2.1:5000`) is cut without it, since every
/// connection has another one. Times without a zone are UTC.
namespace logscan {

/// Where a line stopped to fit a layout. Of all layouts, the one with the largest column came
/// closest.
struct LayoutMiss {
  std::uint32_t column = 0;   ///< the byte of the line that does not fit, from 1
  const char* expected = "";  ///< what the layout has there, as `three timers`; never null
};

/// A cutter: true when the line has the layout, and `out` then holds its fields. Otherwise `miss`
/// says where and why, and `out` is as it was.
using CutLayout = bool(std::string_view line, LogLine& out, LayoutMiss& miss);

/// Squid native (`logformat squid`): epoch.ms elapsed-ms client result/status bytes method URL user
/// hierarchy/peer mime. `host` is the authority of the URL, or the target of CONNECT; `upstream` is
/// the peer.
bool cut_squid(std::string_view line, LogLine& out, LayoutMiss& miss);

/// HAProxy `option httplog` and `option httpslog`, plain or behind a syslog prefix: client:port
/// [accept date] frontend backend/server Tq/Tw/Tc/Tr/Tt status bytes cookie cookie state counters
/// queues {captured} {captured} "request". `upstream` is backend/server, null for `<NOSRV>`;
/// `duration` is Tt, null below zero; a status `-1` is kStatusMinusOne. The accept date has no
/// zone. Lines of `option tcplog` (three timers) and notices do not fit. Captured headers are
/// skipped.
bool cut_haproxy(std::string_view line, LogLine& out, LayoutMiss& miss);

/// Envoy's default format string: [time] "METHOD PATH PROTOCOL" code flags bytes-in bytes-out
/// duration-ms upstream-service-ms "xff" "agent" "request id" "authority" "upstream". Istio's, with
/// details and quoted reasons behind the flags, as many as its version has, fits as well. Code 0 is
/// 000. The client is the left-most of the forwarded-for list, in Istio's else the remote address.
bool cut_envoy(std::string_view line, LogLine& out, LayoutMiss& miss);

/// uWSGI's default request log: [pid: n|app: n|req: n/n] client (user) {..} [Sun Mar 13 22:49:12
/// 2016] METHOD uri => generated n bytes in n msecs (HTTP/1.1 200) ..; also micros and secs, with a
/// memory report in front, and with `via sendfile()` and the like.
bool cut_uwsgi(std::string_view line, LogLine& out, LayoutMiss& miss);

/// AWS classic load balancer: time elb client:port backend:port three-durations status
/// backend-status bytes-in bytes-out "request" "agent" cipher TLS. `duration` is the sum of the
/// three, null when one is -1; `host` is the authority of the URL.
bool cut_aws_elb(std::string_view line, LogLine& out, LayoutMiss& miss);

/// AWS application load balancer: the same behind its type (http https h2 grpcs ws wss), with more
/// fields behind; of those the domain is the host where the URL has none.
bool cut_aws_alb(std::string_view line, LogLine& out, LayoutMiss& miss);

/// AWS S3 server access: owner bucket [time] client requester id operation key "request" status
/// error bytes size total-ms turn-around-ms "referer" "agent" version host-id signature cipher
/// auth-type host-header ..; `host` is the host header or else the bucket, `user` the requester.
/// Without a request (`-`) the path is the key. The status follows the request by the rule of
/// quote-delimited lines.
bool cut_aws_s3(std::string_view line, LogLine& out, LayoutMiss& miss);

/// Google Cloud Storage usage, commas and quotes: time in us, client, type, region, method, URI,
/// status, bytes in, bytes out, us taken, host, referer, agent, id, operation, bucket, object.
bool cut_gcs(std::string_view line, LogLine& out, LayoutMiss& miss);

/// Whether a line is the row of names on top of a Google Cloud Storage file: a comment.
bool is_layout_header(std::string_view line);

/// A format that is known from the line alone.
struct Layout {
  const char* name;
  CutLayout* cut;
  const char* sample;  ///< an ordinary line
};

constexpr std::size_t kLayoutCount = 8;

/// In the fixed order in which a line is tried against them.
extern const std::array<Layout, kLayoutCount> kLayouts;

/// The first layout that fits a line, with its fields in `out`; nullptr, and `out` as it was, when
/// none does.
const Layout* find_layout(std::string_view line, LogLine& out);

/// What a `#Fields:` directive says about the lines behind it: W3C extended (IIS and others),
/// CloudFront standard, and Zeek's http.log with its `#fields`. A plain value of fixed size.
///
/// The separator follows from the line: where a tab ends the first value, or single tabs give as
/// many values as the directive names, single tabs separate and spaces belong to values; else runs
/// of spaces and tabs do. Zeek's is the byte behind `#fields`. A value in double quotes may hold
/// separators, and quotes when doubled; no quote is undone. When that gives another number of
/// values than the directive has, and taking quotes as ordinary bytes gives the right one, they are
/// ordinary (IIS does not quote, and a client may send one). CloudFront and Zeek know no quotes
/// between tabs.
struct W3cFields {
  enum class Flavour : std::uint8_t { kW3c, kCloudFront, kZeek };
  static constexpr std::size_t kMaxColumns = 254;  ///< columns behind are not looked at

  std::array<std::uint8_t, kMaxColumns> roles{};  ///< what is in each column, for cut() alone
  std::uint32_t columns = 0;                      ///< how many the directive names
  Flavour flavour = Flavour::kW3c;
  char separator = ' ';       ///< Zeek's
  bool has_status = false;    ///< without one no line is parsed
  bool takes_millis = false;  ///< `time-taken` is milliseconds, fraction or not

  /// `w3c`, `cloudfront` (a column is called `x-edge-..`), `zeek`.
  const char* name() const;

  friend bool operator==(const W3cFields&, const W3cFields&) = default;
};

/// Compiles `#Fields: date time ..` or `#fields<separator>ts<separator>..`; nullopt when the line
/// is no such directive, or holds a quote. Names are compared without regard to case, unknown ones
/// skipped; where several columns could give a field, the better known one does.
std::optional<W3cFields> parse_fields_directive(std::string_view line);

/// Cuts a line of the kind that `fields` describes; as the cutters above. A line that begins with
/// `#` is never one.
///
/// The status is a value of three digits, `-` or `0`. IIS writes it together with its sub-status
/// and win32 status: where these are columns, too, they must be digits or `-`, or else the columns
/// have shifted (a value with bare spaces) and the line does not fit.
///
/// Time: `date` and `time` in UTC (else `date-local` and `time-local`, whose zone is not known, as
/// UTC); null without a date. `time-taken`: seconds in CloudFront's, and in any other when the
/// value has a fraction and the columns are not ASP.NET Core's; else
/// milliseconds. `TimeTakenMS`: milliseconds. `+` for a space stays, an empty value is null, and a
/// question mark in front of a query is not part of it. With `cs-uri-stem` the target is the stem
/// when there is no query, else null: the two are not one piece of the line. A line without
/// method, target and status is no request. Zeek: `ts`, `id.orig_h`, `username`, `method`, `host`,
/// `uri`, `referrer`, `user_agent`, `response_body_len`, `status_code`; `(empty)` is an empty
/// value.
bool cut(std::string_view line, const W3cFields& fields, LogLine& out, LayoutMiss& miss);

/// What a collector put in front of a line.
enum class PrefixKind : std::uint8_t {
  kNone,
  kSyslog3164,
  kSyslog5424,
  kCri,
  kDockerCompose,
  kPriority,
};

/// The line without its collector's prefix; the line itself, and kNone, when it has none. One
/// prefix is taken off, never two. Prefixes are, with single spaces unless said otherwise:
///
///   kSyslog3164     [<PRI>]Oct 11 22:14:15 [host ]tag: or tag[pid]: and a space; the day has two
///                   places. Also [<PRI>]2026-01-12T10:00:00[.fraction]zone host tag[pid]: as
///                   rsyslog writes it today. The host is not `-`.
///   kSyslog5424     <PRI>1 time host app procid msgid, then - or [..] elements, and a space
///   kCri            2026-01-12T10:00:00.000000000Z, stdout or stderr, F or P, and a space. The
///                   parts (P) of a long line are not joined: each is a line of its own.
///   kDockerCompose  name, spaces, `|` and a space; colour escapes before the name and around the
///                   bar; behind it perhaps a time with nine decimals, and a space
///   kPriority       <PRI> where none of the above follows it, as HAProxy writes it to stdout
///                   (`format short`) and services to systemd (sd-daemon(3))
///
/// Ordinary lines never have this in front. For the first three, a common, combined or vhost line
/// would need a client or host that is a priority, a month or a time, and a third to fifth word
/// that ends in its only colon or is `stdout`; for the last, a lone `|` in the place of ident or
/// client. JSON begins with a brace.
std::string_view strip_prefix(std::string_view line, PrefixKind& kind);

/// Returns the rest of a line from where another format may begin, after words of loggers and
/// shells (time stamps, levels, tags, names of files, pods and containers): from a `{`, from an
/// address with a port before ` [`, or from the first `key=value`. The file names of grep, and tags
/// in brackets, are cut off the word that they begin. At most eight words without quotes may come
/// first. Null when there is no such place. For lines that fit no format as they are.
std::string_view inner_line(std::string_view line);

/// Returns the rest of a line after the first colon of its first word, where grep ends a file name
/// or a line number. Null when a blank, a quote, `=`, `|` or an opening bracket comes before it.
std::string_view behind_file_tag(std::string_view line);

}  // namespace logscan
