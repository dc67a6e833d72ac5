#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "format/line_pattern.h"

/// The result of parsing a line by a pattern, as one line of text.
namespace logscan::test {

/// Returns `200 971211336-0700 client=<..> ... upstream=<..> duration=12`.
std::string dump_all(const LogLine& line);

/// Returns dump_all() of the fields, or `miss 17 <what was expected>`.
std::string cut_dump(const LinePattern& pattern, std::string_view line);

struct PatternCase {
  std::string_view pattern;
  std::string_view line;
  std::string_view expected;  ///< As cut_dump() writes it.
};

void check_patterns(std::initializer_list<PatternCase> cases);

constexpr std::string_view kNginxCombined =
    "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent "
    "\"$http_referer\" \"$http_user_agent\"";
constexpr std::string_view kIngress =
    "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent "
    "\"$http_referer\" \"$http_user_agent\" $request_length $request_time "
    "[$proxy_upstream_name] [$proxy_alternative_upstream_name] $upstream_addr "
    "$upstream_response_length $upstream_response_time $upstream_status $req_id";
constexpr std::string_view kApacheCombined =
    R"(%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-agent}i\")";

}  // namespace logscan::test
