#include "cli/reference.h"

namespace logscan::cli {
namespace {

constexpr NameNote kFormatNotes[] = {
    {"common", "Apache and nginx: client ident user [time] \"request\" status bytes"},
    {"combined", "common, then \"referer\" \"agent\""},
    {"vhost_common", "common after host:port or host"},
    {"vhost_combined", "combined after host:port or host"},
    {"nginx_main", "combined, then \"forwarded-for\""},
    {"ingress_nginx", "ingress-nginx of Kubernetes: combined, then its own columns"},
    {"lighttpd", "combined, with the virtual host in place of the ident"},
    {"traefik", "Traefik: combined, then request-count \"router\" \"server\" 12ms"},
    {"common_numbers", "common, then one or more numbers"},
    {"combined_numbers", "combined, then one or more numbers"},
    {"clf", "any other line with [time] \"request\" status"},
    {"caddy", "Caddy, as JSON"},
    {"traefik_json", "Traefik, as JSON"},
    {"envoy_json", "Envoy, Istio, Contour and Emissary, as JSON"},
    {"cloudflare", "Cloudflare's Logpush, as JSON"},
    {"nginx_json", "nginx with escape=json and the names of its variables as keys"},
    {"json", "any other JSON object with a status and a request"},
    {"w3c", "W3C extended, as IIS, ASP.NET Core, Tomcat and Akamai write it"},
    {"cloudfront", "standard logs of Amazon CloudFront"},
    {"zeek", "http.log of Zeek"},
    {"squid", "Squid's native format"},
    {"haproxy", "HAProxy's HTTP log, plain or after a syslog header"},
    {"envoy", "Envoy's default format, and that of Istio"},
    {"uwsgi", "uWSGI's request log"},
    {"aws_elb", "classic load balancers of AWS"},
    {"aws_alb", "application load balancers of AWS"},
    {"aws_s3", "server access logs of Amazon S3"},
    {"gcs", "usage logs of Google Cloud Storage"},
    {"php_fpm", "PHP-FPM: client - user time \"GET /index.php\" 200"},
    {"nginx_proxy_manager", "Nginx Proxy Manager, for proxied hosts and for the others"},
    {"uvicorn", "Uvicorn: client:port - \"GET / HTTP/1.1\" 200 OK"},
    {"granian", "Granian: [time] client - \"GET / HTTP/1.1\" 200 1.234"},
    {"morgan", "morgan of Express: tiny, dev and short"},
    {"nextjs", "Next.js: GET / 200 in 35ms"},
    {"hono", "Hono and Koa: --> GET / 200 3ms"},
    {"gin", "Gin: [GIN] 2026/01/12 - 10:00:00 | 200 | 1.2ms | client | GET \"/\""},
    {"fiber", "the three default formats of Fiber's versions"},
    {"chi", "chi: \"GET http://host/ HTTP/1.1\" from client:port - 200 19B in 21us"},
    {"tornado", "Tornado and Jupyter: 200 GET / (client) 1.25ms"},
    {"sanic", "Sanic: (sanic.access)[INFO][client:port]: GET http://host/ 200 13"},
    {"gitea", "Gitea's router: completed GET / for client:port, 200 OK in 1.2ms"},
    {"vaultwarden", "Vaultwarden's answers; the path is the route"},
    {"aspnet_core", "ASP.NET Core and Serilog"},
    {"iis", "IIS' own format, with commas"},
    {"php_server", "PHP's built-in server: [time] client:port [200]: GET /"},
    {"confluence", "Confluence's access log"},
    {"bitbucket", "Bitbucket: the line of the answer"},
    {"artifactory", "Artifactory's request log, up to version 7"},
    {"glassfish", "GlassFish and Payara: quoted columns, then status and size"},
    {"bunny", "Bunny CDN"},
    {"ltsv", "label:value, separated by tabs"},
    {"logfmt", "key=value or key=\"value\"; also Heroku's router"},
};

constexpr NameNote kFieldNotes[] = {
    {"time", "when the request came, precise to the second in comparisons"},
    {"host", "the virtual host"},
    {"client", "the address or name of the client"},
    {"user", "the user that the server authenticated"},
    {"request", "the whole request line"},
    {"method", "GET, POST, ..."},
    {"target", "the path with its query"},
    {"path", "the part of the target before the question mark"},
    {"query", "the part of the target after the question mark"},
    {"protocol", "HTTP/1.1, ..."},
    {"status", "the status of the answer; - if there was none"},
    {"bytes", "the size of the answer"},
    {"referer", "the page that linked here"},
    {"agent", "the name that the client gives itself"},
    {"forwarded_for", "the list of clients that proxies pass on"},
    {"duration", "time from request to answer"},
    {"upstream", "the server behind a proxy that sent the answer"},
    {"file", "the name of the log as you gave it"},
};

constexpr NameNote kKeyNotes[] = {
    {"class", "1xx to 5xx, or other"},
    {"error", "yes for a status from 400 to 599, else no"},
    {"path/2", "the first 2 segments of the path, 1 to 64"},
    {"extension", "the extension of the path's last segment"},
    {"network", "the client's /24, or /64 for IPv6"},
    {"client/16", "the client's network of another length; client/16/48 sets both"},
    {"country", "the client's country, from the file of --geoip"},
    {"referer_host", "the host of the referer"},
    {"agent_family", "Chrome, curl, Googlebot, ..., or other"},
    {"bot", "yes if the agent names itself as a robot or a tool, else no"},
    {"hour", "00 to 23"},
    {"weekday", "Monday to Sunday"},
    {"day", "2026-01-12"},
};

constexpr NameNote kMeasureNotes[] = {
    {"count", "lines"},
    {"errors", "lines with a status from 400 to 599"},
    {"rate", "errors / count"},
    {"share", "count / count of all groups"},
    {"bytes", "sum of the sizes"},
    {"clients", "number of different clients"},
    {"sum", "sum of the durations"},
    {"mean", "mean duration"},
    {"min", "shortest duration"},
    {"max", "longest duration"},
    {"p50", "median duration, within 1 %"},
    {"p90", "90 % of the requests took at most this long"},
    {"p95", "95 % of the requests took at most this long"},
    {"p99", "99 % of the requests took at most this long"},
    {"rps", "lines per second"},
    {"first", "earliest time"},
    {"last", "latest time"},
};

constexpr NameNote kOperatorNotes[] = {
    {"= !=", "equals, or not; also == and: = null"},
    {"in (A, B)", "equals one of these; also ranges (500-504), classes (5xx) and networks"},
    {"< <= > >=", "order of times, statuses, sizes, durations and text"},
    {"~ !~", "contains a match of a regular expression (RE2), or not"},
    {"*= ^= $=", "contains, starts with, ends with"},
    {"like", "matches a pattern with * and ? as a whole"},
    {"not and or", "in this order, from the tightest; parentheses group"},
};

constexpr NameNote kExitCodeNotes[] = {
    {"0", "report printed, every input read; also when some lines are malformed"},
    {"1", "a --fail-if condition holds"},
    {"2", "wrong usage; nothing was done"},
    {"3",
     "an input was missing, damaged or not a log, or lines were lost; the report covers the "
     "rest. With --follow: a log could not be read at the end"},
    {"4", "there were lines, but none could be parsed"},
    {"5",
     "the report, partial or state could not be written, read or locked, or an internal check "
     "failed; nothing was committed"},
};

constexpr NameNote kEnvironmentNotes[] = {
    {"HOME, XDG_CONFIG_HOME", "where the config file is"},
    {"NO_COLOR", "not empty: no colour, unless --color always"},
    {"LC_ALL, LC_CTYPE, LANG",
     "the first that is set decides whether bars are drawn in Unicode (UTF-8) or in ASCII"},
    {"TMPDIR", "folder for temporary files, unless --temp-dir names one (/tmp)"},
    {"http_proxy, https_proxy, no_proxy", "proxies for URLs, as in curl"},
    {"SSL_CERT_FILE", "the authorities whose certificates are valid, instead of the system's"},
    {"AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN", "credentials for s3 URLs"},
    {"AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL",
     "the profile in ~/.aws for s3 URLs, the region, and the store if it is not Amazon's"},
    {"LOGSCAN_KERNEL", "the scan kernel, such as scalar or AVX2"},
};

constexpr Option kFiles = {
    .name = "FILE|DIR|GLOB ...",
    .summary = "access logs, folders, URLs; - or none: standard input",
    .details =
        "In a folder, logscan reads every access log, which it recognises by the first "
        "lines, and rotated logs oldest first; with --recursive in the folders below, too. "
        "An argument that exists is a file or folder, even if it contains *; after --, even "
        "if it starts with a dash. Otherwise *, ? and [] match names. Each file is read "
        "once, even if several names lead to it. Compressed logs are recognised by their "
        "content. http, https and s3 URLs are read from servers; s3://BUCKET/PREFIX/ is like a "
        "folder."};

constexpr std::string_view kExamples[] = {
    "logscan /var/log/nginx/access.log",
    "logscan --recursive /var/log",
    "logscan access.log access.log.*.gz",
    "logscan --json access.log | jq .status.codes",
    "logscan -o report.json access.log",
    "logscan --baseline access.log",
    "logscan -l '$remote_addr [$time_local] \"$request\" $status' access.log",
    "logscan --log-format-from /etc/nginx/nginx.conf:main access.log",
    "logscan --explain-format access.log"};

}  // namespace

std::span<const NameNote> format_notes() {
  return kFormatNotes;
}

std::span<const NameNote> field_notes() {
  return kFieldNotes;
}

std::span<const NameNote> key_notes() {
  return kKeyNotes;
}

std::span<const NameNote> measure_notes() {
  return kMeasureNotes;
}

std::span<const NameNote> operator_notes() {
  return kOperatorNotes;
}

std::span<const NameNote> exit_code_notes() {
  return kExitCodeNotes;
}

std::span<const NameNote> environment_notes() {
  return kEnvironmentNotes;
}

const Option& files_argument() {
  return kFiles;
}

std::span<const std::string_view> help_examples() {
  return kExamples;
}

}  // namespace logscan::cli
