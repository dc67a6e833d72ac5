#include "format/pattern/nginx_variables.h"

#include <string>

#include "format/letter_case.h"

namespace logscan::pattern {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

struct Row {
  std::string_view name;
  NginxVariable variable;
};

// Columns: role, rank, unit, list, spaces. $remote_addr is the result of the realip module, so it
// takes precedence over the original address.
constexpr Row kRows[] = {
    {"remote_addr", {{Role::kClient, 0, 1, true}}},
    {"the_real_ip", {{Role::kClient, 1, 1, true}}},
    {"realip_remote_addr", {{Role::kClient, 2, 1, true}}},
    {"proxy_protocol_addr", {{Role::kClient, 2, 1, true}}},
    {"http_x_real_ip", {{Role::kClient, 3, 1, true}}},
    {"http_true_client_ip", {{Role::kClient, 3, 1, true}}},
    {"http_cf_connecting_ip", {{Role::kClient, 3, 1, true}}},
    {"remote_user", {{Role::kUser}}},
    {"time_local", {{Role::kTime}, "%d/%b/%Y:%H:%M:%S %z"}},
    {"time_iso8601", {{Role::kTime}, "%Y-%m-%dT%H:%M:%S%:z"}},
    {"msec", {{Role::kTime}, "%s.%3"}},
    {"request", {{Role::kRequest, 0, 1, false, true}}},
    {"request_method", {{Role::kMethod}}},
    {"request_uri", {{Role::kTarget}}},
    {"uri", {{Role::kPath}}},
    {"document_uri", {{Role::kPath}}},
    {"is_args", {{Role::kQueryMark}}},
    {"args", {{Role::kQuery}}},
    {"query_string", {{Role::kQuery}}},
    {"server_protocol", {{Role::kProtocol}}},
    {"status", {{Role::kStatus}}},
    {"body_bytes_sent", {{Role::kBytes}}},
    {"bytes_sent", {{Role::kBytes, 1}}},
    {"request_time", {{Role::kDuration, 0, kSecond}}},
    {"upstream_response_time", {{Role::kUpstreamDuration, 9, kSecond, true}}},
    {"upstream_addr", {{Role::kUpstream, 0, 1, true}}},
    {"http_referer", {{Role::kReferer}}},
    {"http_user_agent", {{Role::kAgent, 0, 1, false, true}}},
    {"http_x_forwarded_for", {{Role::kForwardedFor, 0, 1, true}}},
    {"proxy_add_x_forwarded_for", {{Role::kForwardedFor, 1, 1, true}}},
    {"host", {{Role::kHost}}},
    {"http_host", {{Role::kHost, 1}}},
    {"server_name", {{Role::kHost, 2}}},
    {"ssl_server_name", {{Role::kHost, 3}}},
    {"http_x_forwarded_host", {{Role::kHost, 4}}},
    {"server_port", {{Role::kPort}}},
    {"remote_port", {{Role::kClientPort}}},
    {"realip_remote_port", {{Role::kClientPort}}},
    {"proxy_protocol_port", {{Role::kClientPort}}},
};

// Own fields that are not texts.
struct OwnRow {
  std::string_view name;
  OwnKind kind;
};

constexpr OwnRow kOwnRows[] = {
    {"upstream_connect_time", OwnKind::kDuration},
    {"upstream_header_time", OwnKind::kDuration},
    {"upstream_queue_time", OwnKind::kDuration},
    {"upstream_first_byte_time", OwnKind::kDuration},
    {"upstream_session_time", OwnKind::kDuration},
    {"session_time", OwnKind::kDuration},
    {"connection_time", OwnKind::kDuration},
    {"upstream_response_length", OwnKind::kNumber},
    {"upstream_bytes_received", OwnKind::kNumber},
    {"upstream_bytes_sent", OwnKind::kNumber},
    {"request_length", OwnKind::kNumber},
    {"connection_requests", OwnKind::kNumber},
    {"gzip_ratio", OwnKind::kNumber},
    {"content_length", OwnKind::kNumber},
    {"sent_http_content_length", OwnKind::kNumber},
};

}  // namespace

NginxVariable nginx_variable(std::string_view written) {
  const std::string name = lower(written);
  for (const Row& row : kRows) {
    if (row.name == name) return row.variable;
  }
  NginxVariable unknown;
  for (const OwnRow& row : kOwnRows) {
    if (row.name == name) unknown.own = row.kind;
  }
  unknown.rule.list = name.starts_with("upstream_");  // one value for each upstream server
  return unknown;
}

}  // namespace logscan::pattern
