#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace logscan {

/// The log formats, in the fixed order in which a line is tried against them: the first that fits
/// names the line.
///
///   common           client ident user [time] "request" status bytes
///   combined         common "referer" "agent"
///   vhost_common     host[:port] common
///   vhost_combined   host[:port] combined
///   nginx_main       combined "forwarded-for"
///   clf              any other line that obeys the quote-delimited rule
///
/// The layouts are those of the Apache and nginx manuals. A line has one of the first five names
/// only if every field is there: a readable time, one client, an ident without dot or colon, a
/// user, bytes of digits or `-`, closed quotes.
enum class LogFormat : std::uint8_t {
  kCommon,
  kCombined,
  kVhostCommon,
  kVhostCombined,
  kNginxMain,
  kClf,
};

constexpr std::size_t kLogFormats = 6;
constexpr std::array<const char*, kLogFormats> kLogFormatNames = {
    "common", "combined", "vhost_common", "vhost_combined", "nginx_main", "clf"};

constexpr const char* log_format_name(LogFormat format) {
  return kLogFormatNames[static_cast<std::size_t>(format)];
}

}  // namespace logscan
