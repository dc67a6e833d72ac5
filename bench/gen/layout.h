#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gen/text.h"

namespace logscan::gen {

/// The layout of a line. The first five are the formats of the Apache and nginx manuals; all but
/// the last are quote-delimited.
enum class Layout : std::uint8_t {
  kCombined,
  kCommon,
  kVhostCommon,
  kVhostCombined,
  kNginxMain,  ///< Combined and the forwarded-for list.
  kClfExtra,   ///< Combined, the seconds of request and upstream, the upstream's address.
  kCaddy,      ///< JSON as Caddy writes it.
};

inline constexpr std::array<std::string_view, 7> kLayoutNames = {
    "combined", "common", "vhost_common", "vhost_combined", "nginx_main", "clf_extra", "caddy"};
inline constexpr std::uint32_t kQuotedLayouts = kLayoutNames.size() - 1;

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

/// Writes a line of JSON with the members and headers that Caddy logs for a browser. The texts must
/// not contain anything that JSON escapes.
void put_caddy_line(TextOut& out, const Entry& entry);

/// Writes the whole line, without a terminator.
void put_line(TextOut& out, const Entry& entry, Layout layout);

}  // namespace logscan::gen
