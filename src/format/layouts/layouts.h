#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "logscan/log_format.h"
#include "logscan/log_line.h"

/// Log formats whose status does not follow a quoted request at the start of the line. Each has a
/// layout of its own, from the manual of its server.
///
/// A line is parsed when its status and everything that the layout has before it are found. A field
/// after the status that cannot be cut is null. All values are views into the line and null when
/// they are `-`. Nothing is allocated. A line may contain any bytes and has no terminator.
///
/// A client logged with its port (`192.0.2.1:5000`) is cut without it, since every connection has a
/// different one. Times without a zone are UTC.
namespace logscan {

/// The point at which a line deviates from a layout. Of several layouts, the one with the largest
/// column comes closest.
struct LayoutMismatch {
  std::uint32_t column = 0;   ///< of the first byte that does not fit, from 1
  const char* expected = "";  ///< what the layout expects there, such as `three timers`; never null
};

/// What is wanted of a line: its time and status, or all fields. Most lines are only counted.
enum class Wanted : std::uint8_t { kVerdict, kAll };

/// Cuts a line. Returns true if the line has the layout, with what is wanted of its fields in
/// `out`. Otherwise sets `mismatch` and leaves `out` unchanged.
using CutLayout = bool(std::string_view line, Wanted wanted, LogLine& out,
                       LayoutMismatch& mismatch);

/// Squid native (`logformat squid`): epoch.ms elapsed-ms client result/status bytes method URL user
/// hierarchy/peer mime. `host` is the authority of the URL or the target of CONNECT; `upstream` is
/// the peer.
CutLayout cut_squid;

/// HAProxy `option httplog` and `option httpslog`, with or without a syslog prefix: client:port
/// [accept date] frontend backend/server Tq/Tw/Tc/Tr/Tt status bytes cookie cookie state counters
/// queues {captured} {captured} "request". `upstream` is backend/server, or null for `<NOSRV>`.
/// `duration` is Tt, or null below zero. A status `-1` is kStatusMinusOne. The accept date has no
/// zone. Lines of `option tcplog` (three timers) and notices do not fit. Captured headers are
/// skipped.
CutLayout cut_haproxy;

/// Envoy's default format string: [time] "METHOD PATH PROTOCOL" code flags bytes-in bytes-out
/// duration-ms upstream-service-ms "xff" "agent" "request id" "authority" "upstream". Istio's
/// format fits as well; it has details and quoted reasons after the flags, as many as its version
/// writes. Code 0 is 000. The client is the remote address in Istio's format, which the client
/// cannot choose, and otherwise the first entry of the forwarded-for list.
CutLayout cut_envoy;

/// uWSGI's default request log: [pid: n|app: n|req: n/n] client (user) {..} [Sun Mar 13 22:49:12
/// 2016] METHOD uri => generated n bytes in n msecs (HTTP/1.1 200) ..; micros and secs, a memory
/// report at the start, and `via sendfile()` and the like are allowed.
CutLayout cut_uwsgi;

/// AWS classic load balancer: time elb client:port backend:port three-durations status
/// backend-status bytes-in bytes-out "request" "agent" cipher TLS. `duration` is the sum of the
/// three, or null when one is -1; `host` is the authority of the URL.
CutLayout cut_aws_elb;

/// AWS application load balancer: the same after a type (http https h2 grpcs ws wss), followed by
/// more fields. Their domain is the host if the URL has none.
CutLayout cut_aws_alb;

/// AWS S3 server access: owner bucket [time] client requester id operation key "request" status
/// error bytes size total-ms turn-around-ms "referer" "agent" version host-id signature cipher
/// auth-type host-header ... `host` is the host header or else the bucket; `user` is the requester.
/// Without a request (`-`), the path is the key. The status follows the request by the rule of
/// quote-delimited lines.
CutLayout cut_aws_s3;

/// Google Cloud Storage usage, comma-separated and quoted: time in us, client, type, region,
/// method, URI, status, bytes in, bytes out, us taken, host, referer, agent, id, operation, bucket,
/// object.
CutLayout cut_gcs;

/// Returns whether a line is the row of column names at the top of a Google Cloud Storage file,
/// which counts as a comment.
bool is_layout_header(std::string_view line);

/// A format that is recognised by the line alone.
struct Layout {
  const char* name;
  LogFormat format;
  CutLayout* cut_wanted;
  char needed;         ///< a byte that every such line contains
  const char* first;   ///< the bytes with which such a line may begin; empty for any
  bool apart;          ///< no layout before it fits a line that it fits
  const char* sample;  ///< an ordinary line

  bool cut(std::string_view line, LogLine& out, LayoutMismatch& mismatch) const {
    return cut_wanted(line, Wanted::kAll, out, mismatch);
  }
};

constexpr std::size_t kLayoutCount = 8;

/// In the fixed order in which they are tried.
extern const std::array<Layout, kLayoutCount> kLayouts;

/// Finds the first layout that fits a line and stores what is wanted of its fields in `out`.
/// Returns nullptr, with `out` unchanged, when none fits. Tries `guess`, if it is not null,
/// before the others where that gives the same answer.
const Layout* find_layout(std::string_view line, LogLine& out, Wanted wanted = Wanted::kAll,
                          const Layout* guess = nullptr);

/// A compiled `#Fields:` directive of W3C extended (IIS and others), CloudFront standard, or
/// `#fields` of Zeek's http.log. A plain value of fixed size.
///
/// The separator depends on the line. If a tab ends the first value, or single tabs give as many
/// values as the directive has names, then single tabs separate and spaces belong to values.
/// Otherwise, runs of spaces and tabs separate. Zeek's separator is the byte after `#fields`.
///
/// A value in double quotes may contain separators, and quotes when doubled; quotes are not undone.
/// If that gives a different number of values than the directive has names, and treating quotes as
/// ordinary bytes gives the right one, they are ordinary: IIS does not quote, and a client may send
/// a quote. CloudFront and Zeek do not use quotes between tabs.
struct W3cFields {
  enum class Flavour : std::uint8_t { kW3c, kCloudFront, kZeek };
  static constexpr std::size_t kMaxColumns = 254;  ///< later columns are ignored

  std::array<std::uint8_t, kMaxColumns> roles{};  ///< content of each column; for cut() only
  std::uint32_t columns = 0;                      ///< number of names in the directive
  Flavour flavour = Flavour::kW3c;
  char separator = ' ';       ///< Zeek's
  bool has_status = false;    ///< no line is parsed without one
  bool takes_millis = false;  ///< `time-taken` is in milliseconds, with or without a fraction

  /// Returns `w3c`, `cloudfront` (a column is named `x-edge-..`) or `zeek`.
  const char* name() const;

  friend bool operator==(const W3cFields&, const W3cFields&) = default;
};

/// Compiles `#Fields: date time ..` or `#fields<separator>ts<separator>..`. Returns nullopt when
/// the line is not such a directive or contains a quote. Names are case-insensitive, and unknown
/// ones are skipped. If several columns can supply a field, the better known one does.
std::optional<W3cFields> parse_fields_directive(std::string_view line);

/// Cuts a line by its directive, like the functions above. Rejects a line that starts with `#`.
///
/// The status is three digits, `-` or `0`. IIS writes it together with its sub-status and win32
/// status. If these are columns, they must be digits or `-`; otherwise the columns have shifted (a
/// value with bare spaces), and the line does not fit.
///
/// The time comes from `date` and `time` in UTC (else from `date-local` and `time-local`, whose
/// zone is unknown and treated as UTC), and is null without a date. `time-taken` is in seconds in
/// CloudFront logs, and in others when the value has a fraction and the columns are not ASP.NET
/// Core's; otherwise it is in milliseconds, like `TimeTakenMS`. A `+` for a space is kept, an empty
/// value is null, and a question mark before a query is removed. With `cs-uri-stem`, the target is
/// the stem if there is no query, else null, because the two are not adjacent in the line. A line
/// without method, target and status is not a request.
///
/// Zeek uses `ts`, `id.orig_h`, `username`, `method`, `host`, `uri`, `referrer`, `user_agent`,
/// `response_body_len` and `status_code`; `(empty)` is an empty value.
bool cut(std::string_view line, const W3cFields& fields, LogLine& out, LayoutMismatch& mismatch,
         Wanted wanted = Wanted::kAll);

/// The kind of prefix that a collector wrote before a line.
enum class PrefixKind : std::uint8_t {
  kNone,
  kSyslog3164,
  kSyslog5424,
  kCri,
  kDockerCompose,
  kPriority,
};

/// Returns the line without its collector's prefix and sets `kind`. Returns the line itself, with
/// kNone, when it has none. Removes one prefix, never two. Prefixes are, with single spaces unless
/// stated otherwise:
///
///   kSyslog3164     [<PRI>]Oct 11 22:14:15 [host ]tag: or tag[pid]: and a space; the day has two
///                   places. Also [<PRI>]2026-01-12T10:00:00[.fraction]zone host tag[pid]: as
///                   current versions of rsyslog write it. The host is not `-`.
///   kSyslog5424     <PRI>1 time host app procid msgid, then - or [..] elements, and a space
///   kCri            2026-01-12T10:00:00.000000000Z, stdout or stderr, F or P, and a space. The
///                   parts (P) of a long line are not joined: each is a line of its own.
///   kDockerCompose  name, spaces, `|` and a space, with colour escapes before the name and around
///                   the bar; then perhaps a time with nine decimals and a space
///   kPriority       <PRI> where none of the above follows it, as HAProxy writes it to standard
///                   output (`format short`) and services to systemd (sd-daemon(3))
///
/// Ordinary lines never start like this. For the first three, a common, combined or vhost line
/// would need a client or host that is a priority, a month or a time, and a third to fifth word
/// that ends in its only colon or is `stdout`. For the last, it would need a single `|` in the
/// place of ident or client. JSON starts with a brace.
std::string_view strip_prefix(std::string_view line, PrefixKind& kind);

/// Strips prefixes, and remembers that of the line before if it was a syslog header without a
/// priority: the next one nearly always differs in the digits of its time alone. Affects only
/// speed.
class PrefixStripper {
 public:
  /// Does the same as strip_prefix().
  std::string_view strip(std::string_view line, PrefixKind& kind) {
    if (size_ != 0 && begins_as_before(line)) {
      kind = PrefixKind::kSyslog3164;
      return line.substr(size_);
    }
    const std::string_view rest = strip_prefix(line, kind);
    if (kind == PrefixKind::kSyslog3164) remember(line.substr(0, line.size() - rest.size()));
    return rest;
  }

 private:
  bool begins_as_before(std::string_view line) const;
  void remember(std::string_view prefix);

  std::array<char, 80> before_{};
  std::size_t size_ = 0;  ///< of the prefix; 0 for none
};

/// Returns the rest of a line from where another format may start, after words of loggers and
/// shells (time stamps, levels, tags, names of files, pods and containers): from a `{`, from an
/// address with a port before ` [`, or from the first `key=value`. Removes grep's file names and
/// tags in brackets from the start of a word. Skips at most eight words without quotes. Returns
/// null when there is no such place. For lines that fit no format as they are.
std::string_view inner_line(std::string_view line);

/// Returns the rest of a line after the first colon of its first word, where grep ends a file name
/// or a line number. Returns null when a blank, a quote, `=`, `|` or an opening bracket precedes
/// it.
std::string_view after_file_tag(std::string_view line);

/// Returns the first time stamp in the text before a line, which may begin with grep's file name.
std::optional<LogTime> time_before(std::string_view front);

/// Returns the format of a line that an application server or framework wrote, with the line's
/// fields in `out`, or nullopt when it is unknown. For most formats, words of loggers may come
/// first. If the line itself has no time, the first stamp before it counts.
std::optional<LogFormat> find_server_line(std::string_view line, LogLine& out);

}  // namespace logscan
