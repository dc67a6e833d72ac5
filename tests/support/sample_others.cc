#include "support/sample_rows.h"

namespace logscan::test {
namespace {

using namespace std::string_view_literals;

constexpr SampleRow kRows[] = {
    {"empty"sv, ""sv, ""sv, "blank"sv, ""sv},
    {"spaces"sv, ""sv, " \t\v\f "sv, "blank"sv, ""sv},
    {"cr_alone"sv, "a second CR is text"sv, "\r"sv, "malformed no_request"sv, ""sv},
    {"comment"sv, ""sv, "#Fields: date time"sv, "comment"sv, ""sv},
    {"comment_not_first"sv, ""sv, " # x"sv, "malformed no_request"sv, ""sv},
    {"comment_with_status"sv, "the status comes first"sv, "#192.0.2.1 - - @T @R 200 1"sv,
     "parsed common 200 @T"sv, "@R bytes=<1>"sv},
    {"comment_with_request"sv, "no status in it"sv, R"(#192.0.2.1 - - @T "GET /)"sv, "comment"sv,
     ""sv},
    {"hash_alone"sv, ""sv, "#"sv, "comment"sv, ""sv},
    {"words"sv, ""sv, "Oct 10 13:55:36 host sshd[1]: Failed password"sv, "malformed no_request"sv,
     ""sv},
    {"bracket_alone"sv, ""sv, "["sv, "malformed no_request"sv, ""sv},
    {"bracket_close_alone"sv, ""sv, R"(] ")"sv, "malformed no_request"sv, ""sv},
    {"bracket_group_at_end"sv, ""sv, "[x] "sv, "malformed no_request"sv, ""sv},
    {"opening_at_end"sv, ""sv, R"([0:] ")"sv, "malformed no_status"sv, ""sv},
    {"shortest"sv, ""sv, R"([0:] "" -)"sv, "parsed clf - undated"sv, "request=<> path=<>"sv},
    {"torn_head"sv, "the first half of a line"sv, "192.0.2.1 - - [10/Oct/2000:13:5"sv,
     "malformed no_request"sv, ""sv},
    {"torn_tail"sv, "the second half of a line"sv, R"(P/1.0" 404 12 "-" "curl/8")"sv,
     "malformed no_request"sv, ""sv},
    {"torn_tail_with_brackets"sv, ""sv, ".0\" 404 12 \"-\" \"Mozilla [en] (X11)\""sv,
     "malformed no_request"sv, ""sv},
    {"binary"sv, ""sv, "\001\376\377[0:\200] \"\303\" 404 \002"sv, "parsed clf 404 undated"sv,
     "request=<\xC3> path=<\xC3>"sv},
    {"nul_inside"sv, ""sv, "192.0.2.1 - - @T \"GET /\000a HTTP/1.0\" 404 1"sv,
     "parsed common 404 @T"sv,
     "client=<192.0.2.1> request=<GET /\000a HTTP/1.0> method=<GET> target=</\000a> path=</\000a> protocol=<HTTP/1.0> bytes=<1>"sv},
    {"json"sv, ""sv, R"({"status": 404, "request": "GET / HTTP/1.1"})"sv,
     "parsed json 404 undated"sv, ""sv},
    {"docker"sv, "judged by the text in it"sv,
     R"({"log":"192.0.2.1 - - @T \"GET /a HTTP/1.0\" 404 1\n","stream":"stdout","time":"x"})"sv,
     "parsed common 404 @T"sv, ""sv},
    {"docker_no_log_line"sv, ""sv, R"({"log":"started\n","stream":"stdout","time":"x"})"sv,
     "malformed no_request"sv, ""sv},
    {"backslashes"sv, ""sv, R"([0:] "\\\\" 404)"sv, "parsed clf 404 undated"sv,
     R"(request=<\\\\> path=<\\\\>)"sv},
};

}  // namespace

std::span<const SampleRow> sample_others() {
  return kRows;
}

}  // namespace logscan::test
