#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gen/text.h"

namespace logscan::gen {

/// The layout of a line. The first six are quote-delimited, the last two are not requests.
enum class Layout : std::uint8_t {
  kCombined,
  kCommon,
  kVhostCommon,
  kVhostCombined,
  kNginxMain,  ///< Combined and the forwarded-for list.
  kClfExtra,   ///< Combined, the seconds of request and upstream, the upstream's address.
  kCaddy,      ///< JSON as Caddy writes it.
  kNginxJson,  ///< JSON with the names of nine nginx variables.
  kLtsv,
  kHaproxy,  ///< With a syslog prefix.
  kAlb,
  kW3c,          ///< With the columns of IIS; a directive comes first.
  kApplication,  ///< Messages of an application.
  kComments,
};

inline constexpr std::array<std::string_view, 14> kLayoutNames = {
    "combined",  "common", "vhost_common", "vhost_combined", "nginx_main",
    "clf_extra", "caddy",  "nginx_json",   "ltsv",           "haproxy",
    "aws_alb",   "w3c",    "application",  "comments"};
inline constexpr std::uint32_t kQuotedLayouts = 6;

constexpr bool is_quoted(Layout layout) {
  return static_cast<std::uint32_t>(layout) < kQuotedLayouts;
}

/// One request, as the fields of a line.
struct Entry {
  std::string_view host;  ///< Virtual host with port.
  std::string_view client;
  std::string_view user;
  std::string_view stamp;  ///< The text between the brackets.
  std::int64_t time = 0;   ///< The same moment in seconds since 1970 UTC.
  std::string_view method;
  std::string_view path;
  std::string_view query;  ///< With its `?`, or empty.
  std::string_view protocol;
  std::string_view status;
  std::string_view referer;
  std::string_view agent;
  std::string_view forwarded;
  std::string_view upstream;
  std::uint64_t bytes = 0;
  std::uint32_t milliseconds = 0;
  std::uint64_t order = 0;  ///< The seed of the order of headers.
};

constexpr bool has_host(Layout layout) {
  return layout == Layout::kVhostCommon || layout == Layout::kVhostCombined;
}

constexpr bool has_agent(Layout layout) {
  return layout != Layout::kCommon && layout != Layout::kVhostCommon;
}

/// Write the parts of a quote-delimited line, each without the space or quote before the next part.
void put_head(TextOut& out, const Entry& entry, Layout layout);  ///< Up to the request's quote.
void put_request(TextOut& out, const Entry& entry);
void put_tail(TextOut& out, const Entry& entry, Layout layout);  ///< The part after the bytes.

/// Write a line of another layout. The texts must not contain anything that JSON escapes, nor tabs.
void put_caddy_line(TextOut& out, const Entry& entry);  ///< With the headers of a browser.
void put_nginx_json_line(TextOut& out, const Entry& entry);
void put_ltsv_line(TextOut& out, const Entry& entry);
void put_haproxy_line(TextOut& out, const Entry& entry);
void put_alb_line(TextOut& out, const Entry& entry);
void put_w3c_line(TextOut& out, const Entry& entry);
void put_application_line(TextOut& out, const Entry& entry);
void put_comment_line(TextOut& out, const Entry& entry);

/// The line that names the columns of put_w3c_line().
extern const std::string_view kW3cDirective;

/// Writes the whole line, without a terminator.
void put_line(TextOut& out, const Entry& entry, Layout layout);

}  // namespace logscan::gen
