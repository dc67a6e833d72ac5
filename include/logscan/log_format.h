#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "logscan/own_field.h"

namespace logscan {

/// The log formats, in the fixed order in which a line is tried against them: the first that fits
/// names the line.
///
///   common           client ident user [time] "request" status bytes
///   combined         common "referer" "agent"
///   vhost_common     host[:port] common
///   vhost_combined   host[:port] combined
///   nginx_main       combined "forwarded-for"
///   ingress_nginx    combined request-length request-time [name] [alternative name]
///   upstream-address
///                    upstream-length upstream-time upstream-status id: the log of Kubernetes'
///                    ingress-nginx; each of the upstream's four may be a list, as nginx writes it
///   lighttpd         combined with the virtual host in ident's place
///   traefik          combined request-count "router" "server" milliseconds`ms`
///   common_numbers   common, then one or more numbers
///   combined_numbers combined, likewise; a number is digits, with a fraction or not, or a `-`
///   clf              any other line that obeys the quote-delimited rule
///
/// Then those of another shape. Lines that begin with `{` or `[` are tried against these first:
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
/// And last `custom`, the name of a pattern or key map that was given: see given_format.h.
///
/// The layouts are those of the servers' manuals. A line has one of the first ten names only if
/// every field is there: a readable time, one client, an ident without dot or colon (but
/// lighttpd's), a user, bytes of digits or `-`, closed quotes.
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

/// Whether a format obeys the quote-delimited rule.
constexpr bool is_quote_delimited(LogFormat format) {
  return format <= LogFormat::kClf;
}

/// The format of that name; nullopt when there is none.
constexpr std::optional<LogFormat> find_log_format(std::string_view name) {
  for (std::size_t i = 0; i < kLogFormats; ++i) {
    if (name == kLogFormatNames[i]) return static_cast<LogFormat>(i);
  }
  return std::nullopt;
}

constexpr const char* log_format_name(LogFormat format) {
  return kLogFormatNames[static_cast<std::size_t>(format)];
}

/// A log format as plain values; GivenFormat is its compiled form.
struct LogFormatSpec {
  enum class Kind : std::uint8_t {
    kAny,     ///< Every format that is known; found line by line.
    kName,    ///< `text` is the name of a known format.
    kNginx,   ///< `text` is a pattern in the words of nginx.
    kApache,  ///< `text` is a pattern in the words of Apache.
    kKeys,    ///< `text` is a key map, such as `json:status=code,time=ts@ms`.
  };

  Kind kind = Kind::kAny;
  std::string text;
  OwnFields own;  ///< The fields that only this format has; compile_query() fills them in.

  friend bool operator==(const LogFormatSpec&, const LogFormatSpec&) = default;
};

/// What a malformed line comes closest to: of all log formats the one that fits the most bytes of
/// its front, and where it stops to fit.
struct ClosestFormat {
  std::string name;          ///< `combined`, as above
  std::uint32_t column = 0;  ///< the byte of the line that does not fit, from 1; one more than it
                             ///< has where it ends too early
  std::string expected;      ///< what belongs there, as `"[" before the time`: printable ASCII

  friend bool operator==(const ClosestFormat&, const ClosestFormat&) = default;
};

}  // namespace logscan
