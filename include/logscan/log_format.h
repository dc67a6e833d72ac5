#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "logscan/own_field.h"

namespace logscan {

/// The log formats. A line gets the name of the first format that fits, in this order.
///
///   common           client ident user [time] "request" status bytes
///   combined         common "referer" "agent"
///   vhost_common     host[:port] common
///   vhost_combined   host[:port] combined
///   nginx_main       combined "forwarded-for"
///   ingress_nginx    combined request-length request-time [name] [alternative name]
///                    upstream-address upstream-length upstream-time upstream-status id: the log
///                    of Kubernetes' ingress-nginx; nginx may write a list for each upstream field
///   lighttpd         combined with the virtual host in place of ident
///   traefik          combined request-count "router" "server" milliseconds`ms`
///   common_numbers   common, then one or more numbers
///   combined_numbers combined, then likewise; a number is digits with an optional fraction, or `-`
///   clf              any other line that obeys the quote-delimited rule
///
/// Formats of other shapes come next. Lines that begin with `{` or `[` try these first:
///
///   caddy traefik_json envoy_json cloudflare nginx_json json    JSON lines, by the keys they have
///   w3c cloudfront zeek                                         by the directive in force
///   squid haproxy envoy uwsgi aws_elb aws_alb aws_s3 gcs        see layouts.h
///   php_fpm nginx_proxy_manager uvicorn granian morgan nextjs   what application servers write in
///   hono gin fiber chi tornado sanic gitea vaultwarden          text, a form for each
///   aspnet_core iis php_server confluence bitbucket
///   artifactory glassfish bunny
///   ltsv logfmt                                                 keys and values
///
/// The last one is `custom`, the name for a given pattern or key map: see given_format.h.
///
/// The layouts follow the servers' manuals. A line gets one of the first ten names only if every
/// field is present: a readable time, one client, an ident without dot or colon (except for
/// lighttpd), a user, bytes of digits or `-`, closed quotes.
enum class LogFormat : std::uint8_t {
  kCommon,
  kCombined,
  kVhostCommon,
  kVhostCombined,
  kNginxMain,
  kIngressNginx,
  kLighttpd,
  kTraefik,
  kCommonNumbers,
  kCombinedNumbers,
  kClf,
  kCaddy,
  kTraefikJson,
  kEnvoyJson,
  kCloudflare,
  kNginxJson,
  kJson,
  kW3c,
  kCloudFront,
  kZeek,
  kSquid,
  kHaproxy,
  kEnvoy,
  kUwsgi,
  kAwsElb,
  kAwsAlb,
  kAwsS3,
  kGcs,
  kPhpFpm,
  kNginxProxyManager,
  kUvicorn,
  kGranian,
  kMorgan,
  kNextJs,
  kHono,
  kGin,
  kFiber,
  kChi,
  kTornado,
  kSanic,
  kGitea,
  kVaultwarden,
  kAspNetCore,
  kIis,
  kPhpServer,
  kConfluence,
  kBitbucket,
  kArtifactory,
  kGlassFish,
  kBunny,
  kLtsv,
  kLogfmt,
  kCustom,
};

constexpr std::size_t kLogFormats = 53;
constexpr std::array<const char*, kLogFormats> kLogFormatNames = {"common",
                                                                  "combined",
                                                                  "vhost_common",
                                                                  "vhost_combined",
                                                                  "nginx_main",
                                                                  "ingress_nginx",
                                                                  "lighttpd",
                                                                  "traefik",
                                                                  "common_numbers",
                                                                  "combined_numbers",
                                                                  "clf",
                                                                  "caddy",
                                                                  "traefik_json",
                                                                  "envoy_json",
                                                                  "cloudflare",
                                                                  "nginx_json",
                                                                  "json",
                                                                  "w3c",
                                                                  "cloudfront",
                                                                  "zeek",
                                                                  "squid",
                                                                  "haproxy",
                                                                  "envoy",
                                                                  "uwsgi",
                                                                  "aws_elb",
                                                                  "aws_alb",
                                                                  "aws_s3",
                                                                  "gcs",
                                                                  "php_fpm",
                                                                  "nginx_proxy_manager",
                                                                  "uvicorn",
                                                                  "granian",
                                                                  "morgan",
                                                                  "nextjs",
                                                                  "hono",
                                                                  "gin",
                                                                  "fiber",
                                                                  "chi",
                                                                  "tornado",
                                                                  "sanic",
                                                                  "gitea",
                                                                  "vaultwarden",
                                                                  "aspnet_core",
                                                                  "iis",
                                                                  "php_server",
                                                                  "confluence",
                                                                  "bitbucket",
                                                                  "artifactory",
                                                                  "glassfish",
                                                                  "bunny",
                                                                  "ltsv",
                                                                  "logfmt",
                                                                  "custom"};

/// Returns whether a format obeys the quote-delimited rule.
constexpr bool is_quote_delimited(LogFormat format) {
  return format <= LogFormat::kClf;
}

/// Returns the format of that name, or nullopt.
constexpr std::optional<LogFormat> find_log_format(std::string_view name) {
  for (std::size_t i = 0; i < kLogFormats; ++i) {
    if (name == kLogFormatNames[i]) return static_cast<LogFormat>(i);
  }
  return std::nullopt;
}

constexpr const char* log_format_name(LogFormat format) {
  return kLogFormatNames[static_cast<std::size_t>(format)];
}

/// A log format as plain values. GivenFormat is its compiled form.
struct LogFormatSpec {
  enum class Kind : std::uint8_t {
    kAny,     ///< Any known format; detected line by line.
    kName,    ///< `text` is the name of a known format.
    kNginx,   ///< `text` is a pattern in nginx's syntax.
    kApache,  ///< `text` is a pattern in Apache's syntax.
    kKeys,    ///< `text` is a key map, such as `json:status=code,time=ts@ms`.
  };

  Kind kind = Kind::kAny;
  std::string text;
  OwnFields own;  ///< The fields that only this format has; compile_query() fills them in.

  friend bool operator==(const LogFormatSpec&, const LogFormatSpec&) = default;
};

/// The log format that a malformed line comes closest to: the one that fits the most bytes from the
/// beginning, and the position where it stops fitting.
struct ClosestFormat {
  std::string name;  ///< `combined`, as above
  /// The first byte that does not fit, from 1; one past the end if the line ends too early.
  std::uint32_t column = 0;
  std::string expected;  ///< what belongs there, such as `"[" before the time`: printable ASCII

  friend bool operator==(const ClosestFormat&, const ClosestFormat&) = default;
};

}  // namespace logscan
