// One table for all logs whose keys explain themselves. Keys that mean something only beside others
// (a number without a unit, a host that is the client) are in the rows of known_key_maps.cc.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "format/key_map.h"

namespace logscan {
namespace {

struct Synonyms {
  Field field;
  std::string_view keys;
};

constexpr Synonyms kSynonyms[] = {
    {Field::kTime,
     "time timestamp @timestamp ts time_iso8601 time_local datetime date_time dateTime timeStamp "
     "Timestamp Time date start_time startTime started_at request_timestamp requestTimestamp "
     "event_time eventTime msec t @t StartUTC requestTime requestReceivedTimestamp asctime "
     "proxy.timestamp http.request.time __REALTIME_TIMESTAMP"},
    {Field::kStatus,
     "status status_code statusCode http_status http_status_code httpStatus httpStatusCode "
     "response_status response_status_code responseStatus responseStatusCode response_code "
     "responseCode resp_status http_response_code Status StatusCode HttpStatusCode sc-status "
     "sc_status res.statusCode res.status response.status response.statusCode response.status_code "
     "http.response.status_code http.response.status http.status_code http.status "
     "httpRequest.status httpResponse.status meta.res.statusCode responseStatus.code "
     "properties.httpStatusCode properties.httpStatus Properties.StatusCode State.StatusCode "
     "proxy.statusCode response code"},
    {Field::kClient,
     "client_ip clientIp clientIP ClientIP ClientIp client_addr clientAddr client_address "
     "clientAddress remote_ip remoteIp remoteIP RemoteIP RemoteIp remote_addr remoteAddr "
     "remote_address remoteAddress RemoteIpAddress client.ip client.address client.addr source.ip "
     "source.address cliIP c-ip c_ip source_ip sourceIp src_ip peer_addr ip ip_address ipAddress "
     "IP remote client addr req.remoteAddress req.ip request.client_ip request.remote_ip "
     "request.ip httpRequest.remoteIp httpRequest.remoteIP meta.req.ip properties.clientIP "
     "properties.clientIp sourceIPs id.orig_h network.client.ip http.client_ip http.request.ip "
     "proxy.clientIp downstream_remote_address remote_host remoteHost remotehost clientip"},
    {Field::kUser,
     "user remote_user remoteUser username user_name userName UserName auth uname user.name "
     "user.username meta.user cs-username cs_username user_id userId user.id"},
    {Field::kRequest, "request req request_line requestLine http_request"},
    {Field::kMethod,
     "method request_method requestMethod http_method httpMethod http_verb verb Method "
     "RequestMethod HttpMethod cs-method cs_method reqMethod req.method request.method "
     "http.request.method http.method httpRequest.requestMethod httpRequest.method "
     "meta.req.method properties.httpMethod Properties.RequestMethod State.Method proxy.method "
     ":method"},
    {Field::kTarget,
     "request_uri requestUri requestURI RequestUri original_url originalUrl requestUrl requestURL "
     "request_url full_path fullPath url uri target http.url http.target url.original url.full "
     "req.url req.originalUrl request.uri request.url httpRequest.requestUrl httpRequest.url "
     "httpRequest.path meta.req.url properties.requestUri path url_path urlPath uri_path urlpath "
     "request_path requestPath RequestPath Path :path cs-uri-stem cs_uri_stem reqPath url.path "
     "http.request.path request.path Properties.RequestPath State.Path proxy.path"},
    {Field::kQuery,
     "query query_string queryString QueryString args request_query requestQuery queryStr "
     "url_query "
     "urlquery request.query cs-uri-query cs_uri_query url.query properties.requestQuery "
     "State.QueryString"},
    {Field::kProtocol,
     "protocol proto server_protocol http_version httpVersion httpversion request_proto "
     "request_protocol requestProtocol Protocol version cs-protocol-version cs_protocol_version "
     "request.proto http.version httpRequest.protocol httpRequest.proto properties.httpVersion "
     "State.Protocol"},
    {Field::kHost,
     "host http_host httpHost vhost virtual_host virtualHost server_name serverName authority "
     ":authority domain domainName request_host requestHost RequestHost reqHost Host hostName "
     "x-host-header cs(Host) cs-host cs_host url.domain req.headers.host request.headers.host "
     "request.host http.host http.request.host properties.hostName properties.host State.Host "
     "proxy.host"},
    {Field::kBytes,
     "bytes size body_bytes body_bytes_sent bytes_sent bytesSent bytes_out bytesOut response_size "
     "responseSize response_bytes responseBytes response_length responseLength response_body_size "
     "response_body_len resp_size resp_bytes written written_bytes bytes_written sent_bytes "
     "sentBytes sc-bytes sc_bytes res.contentLength res.headers.content-length response.size "
     "response.bytes response.length response.body.bytes http.response.body.bytes "
     "http.response.bytes http.response.length httpRequest.responseSize httpResponse.bytes "
     "properties.sentBytes properties.responseBytes network.bytes_written"},
    {Field::kReferer,
     "referer referrer http_referer http_referrer request_referer httpReferer Referer Referrer "
     "cs(Referer) cs-referer cs_referer req.headers.referer req.headers.referrer "
     "request.headers.referer request.headers.Referer http.request.referrer http.referer "
     "httpRequest.referer requestHeaders.Referer properties.referer request.referer "
     "proxy.referer"},
    {Field::kAgent,
     "user_agent userAgent useragent http_user_agent httpUserAgent user-agent User-Agent UserAgent "
     "ua UA agent request_user_agent cs(User-Agent) cs-user-agent cs_user_agent "
     "user_agent.original req.headers.user-agent request.headers.user-agent "
     "request.headers.User-Agent[0] request.headers.User-Agent http.useragent http.user_agent "
     "http.request.user_agent http.request.useragent httpRequest.userAgent "
     "requestHeaders.User-Agent properties.userAgent request.user_agent proxy.userAgent[0] "
     "meta.req.headers.user-agent"},
    {Field::kForwardedFor,
     "x_forwarded_for xForwardedFor x_forward_for http_x_forwarded_for http_x_forward_for "
     "forwarded_for forwardedFor forwardedfor xff XFF http_xff x-forwarded-for X-Forwarded-For fwd "
     "req.headers.x-forwarded-for request.headers.x-forwarded-for "
     "request.headers.X-Forwarded-For requestHeaders.X-Forwarded-For network.forwarded_ip "
     "meta.req.headers.x-forwarded-for"},
    // Numbers under these keys have no unit. Some servers write it into the value ("12.5ms").
    {Field::kDuration,
     "duration latency latency_human response_time responseTime request_time requestTime elapsed "
     "elapsed_time elapsedTime took time_taken timeTaken total_time runtime request_duration "
     "process_time Duration Elapsed Latency httpRequest.latency http.response.latency "
     "http.response.duration response.latency httpResponse.elapsed"},
    {Field::kUpstream,
     "upstream_addr upstreamAddr upstream_host upstreamHost upstreamhost upstream "
     "httpRequest.serverIp"},
};

struct UnitOfName {
  std::string_view ending;
  Unit unit;
};

constexpr std::string_view kStems[] = {"duration",
                                       "latency",
                                       "elapsed",
                                       "elapsed_time",
                                       "response_time",
                                       "request_time",
                                       "time_taken",
                                       "took",
                                       "time",
                                       "total_time",
                                       "process_time",
                                       "processing_time",
                                       "request_duration",
                                       "total",
                                       "runtime",
                                       "total_duration",
                                       "response_duration",
                                       "dt"};
constexpr UnitOfName kEndings[] = {
    {"_ms", Unit::kMilliseconds},     {"_msec", Unit::kMilliseconds},
    {"_millis", Unit::kMilliseconds}, {"_milliseconds", Unit::kMilliseconds},
    {"_s", Unit::kSeconds},           {"_sec", Unit::kSeconds},
    {"_secs", Unit::kSeconds},        {"_seconds", Unit::kSeconds},
    {"_us", Unit::kMicroseconds},     {"_usec", Unit::kMicroseconds},
    {"_micros", Unit::kMicroseconds}, {"_microseconds", Unit::kMicroseconds},
    {"_ns", Unit::kNanoseconds},      {"_nsec", Unit::kNanoseconds},
    {"_nanos", Unit::kNanoseconds},   {"_nanoseconds", Unit::kNanoseconds}};

constexpr std::string_view kCamelStems[] = {
    "duration",       "latency",         "elapsed",   "elapsedTime", "responseTime", "timeTaken",
    "took",           "requestTime",     "totalTime", "time",        "Duration",     "processTime",
    "processingTime", "requestDuration", "Elapsed",   "Latency",     "ResponseTime"};
constexpr UnitOfName kCamelEndings[] = {{"Ms", Unit::kMilliseconds},
                                        {"MS", Unit::kMilliseconds},
                                        {"Millis", Unit::kMilliseconds},
                                        {"Milliseconds", Unit::kMilliseconds},
                                        {"InMs", Unit::kMilliseconds},
                                        {"InMillis", Unit::kMilliseconds},
                                        {"Sec", Unit::kSeconds},
                                        {"Seconds", Unit::kSeconds},
                                        {"Us", Unit::kMicroseconds},
                                        {"Micros", Unit::kMicroseconds},
                                        {"Microseconds", Unit::kMicroseconds},
                                        {"Ns", Unit::kNanoseconds},
                                        {"Nanos", Unit::kNanoseconds},
                                        {"Nanoseconds", Unit::kNanoseconds}};

// Adds a key, and for a key with dots the flat key as well.
void add(std::vector<KeyEntry>& entries, KeySyntax syntax, Field field, std::string key,
         Unit unit) {
  const bool nested = key.find_first_of(".[") != std::string::npos;
  if (syntax != KeySyntax::kJson || !nested) {
    if (key.find('[') == std::string::npos) entries.push_back({field, std::move(key), unit});
    return;
  }
  entries.push_back({field, key, unit});
  if (key.find('[') != std::string::npos) return;
  std::string flat;
  for (const char c : key)
    flat.append(c == '.' ? "\\." : std::string_view(&c, 1));
  entries.push_back({field, std::move(flat), unit});
}

void add_durations(std::vector<KeyEntry>& entries, KeySyntax syntax) {
  const auto add_all = [&](const auto& stems, const auto& endings) {
    for (const UnitOfName& known : endings) {
      for (const std::string_view stem : stems)
        add(entries, syntax, Field::kDuration, std::string(stem).append(known.ending), known.unit);
    }
  };
  add_all(kStems, kEndings);
  add_all(kCamelStems, kCamelEndings);
  // The Elastic Common Schema defines this one in nanoseconds.
  add(entries, syntax, Field::kDuration, "event.duration", Unit::kNanoseconds);
  add(entries, syntax, Field::kDuration, "State.ElapsedMilliseconds", Unit::kMilliseconds);
}

std::vector<KeyEntry> make(KeySyntax syntax) {
  std::vector<KeyEntry> entries;
  add_durations(entries, syntax);
  for (const Synonyms& row : kSynonyms) {
    for (std::string_view rest = row.keys; !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      add(entries, syntax, row.field, std::string(rest.substr(0, end)), Unit::kAuto);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return entries;
}

}  // namespace

const std::vector<KeyEntry>& key_synonyms(KeySyntax syntax) {
  static const std::vector<KeyEntry> json = make(KeySyntax::kJson);
  static const std::vector<KeyEntry> flat = make(KeySyntax::kLogfmt);
  return syntax == KeySyntax::kJson ? json : flat;
}

bool may_name_client(const KeyEntry& entry) {
  constexpr std::array<std::string_view, 4> kKeys = {"remote_host", "remoteHost", "remotehost",
                                                     "clientip"};
  return std::find(kKeys.begin(), kKeys.end(), entry.key) != kKeys.end();
}

bool names_requested_host(const KeyEntry& entry) {
  constexpr std::array<std::string_view, 4> kOthers = {"host", "hostName", "server_name",
                                                       "serverName"};
  return entry.field == Field::kHost &&
         std::find(kOthers.begin(), kOthers.end(), entry.key) == kOthers.end();
}

bool is_client_key(const KeyEntry& entry) {
  const std::string_view key = entry.key;
  return may_name_client(entry) || key.find("addr") != std::string_view::npos ||
         key.find("Addr") != std::string_view::npos || key.ends_with("ip") || key.ends_with("Ip") ||
         key.ends_with("IP");
}

}  // namespace logscan
