#include <string>
#include <string_view>

#include "format/pattern/piece.h"
#include "text/ascii.h"

namespace logscan::pattern {
namespace {

struct NginxVariable {
  FieldRule rule;
  const char* time_format = "";
  OwnKind own = OwnKind::kText;  ///< if it fills no field; durations are in seconds
};

struct VariableRow {
  std::string_view name;
  NginxVariable variable;
};

// Columns: role, rank, unit, list, spaces. $remote_addr is the result of the realip module, so it
// takes precedence over the original address.
constexpr VariableRow kVariables[] = {
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
struct OwnVariable {
  std::string_view name;
  OwnKind kind;
};

constexpr OwnVariable kOwnVariables[] = {
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

/// Returns what a variable of nginx writes. Names are case-insensitive, as in nginx. An unknown
/// variable is a text field of the format's own.
NginxVariable nginx_variable(std::string_view written) {
  const std::string name = lowercase(written);
  for (const VariableRow& row : kVariables) {
    if (row.name == name) return row.variable;
  }
  NginxVariable unknown;
  for (const OwnVariable& row : kOwnVariables) {
    if (row.name == name) unknown.own = row.kind;
  }
  unknown.rule.list = name.starts_with("upstream_");  // one value for each upstream server
  return unknown;
}

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Reads the variable whose `$` is at `at` and moves `at` after it. Returns its name; in braces, it
// may include `@` and a unit.
std::string consume_name(std::string_view text, std::size_t& at) {
  const std::size_t dollar = at++;
  const bool braced = at < text.size() && text[at] == '{';
  const std::size_t begin = braced ? ++at : at;
  while (at < text.size() && (is_name_byte(text[at]) || (braced && text[at] == '@' && at > begin)))
    ++at;
  std::string name(text.substr(begin, at - begin));
  if (braced && (at == text.size() || text[at] != '}')) {
    throw PatternError(dollar + 1, "${ is not closed; write ${" +
                                       (name.empty() ? std::string("name") : name) + "}");
  }
  if (braced) ++at;
  if (name.empty()) {
    throw PatternError(dollar + 1,
                       "$ has no name after it; write a variable of nginx, such as $status");
  }
  return name;
}

}  // namespace

std::vector<PatternPart> nginx_pieces(std::string_view text) {
  std::vector<PatternPart> pieces;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '$') {
      PatternPart piece;
      piece.is_field = true;
      piece.column = at + 1;
      const std::string name = consume_name(text, at);
      piece.text = "$" + name;
      const NginxVariable variable = nginx_variable(name.substr(0, name.rfind('@')));
      piece.rule = variable.rule;
      piece.time_format = variable.time_format;
      piece.own = split_unit(name, piece.rule, piece.column + 2);
      if (variable.own != OwnKind::kText && name.find('@') == std::string::npos) {
        piece.own.kind = variable.own;
        piece.own.unit = 1'000'000'000;
      }
      pieces.push_back(std::move(piece));
      continue;
    }
    add_text(pieces, text, at);
  }
  return pieces;
}

}  // namespace logscan::pattern
