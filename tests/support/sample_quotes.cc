#include "support/sample_rows.h"

namespace logscan::test {
namespace {

using namespace std::string_view_literals;

constexpr SampleRow kRows[] = {
    {"quote_escaped"sv, ""sv, R"(192.0.2.1 - - @T "GET /\" 200 1 HTTP/1.1" 404 1)"sv,
     "parsed common 404 @T"sv,
     R"(client=<192.0.2.1> request=<GET /\" 200 1 HTTP/1.1> method=<GET> target=</\" 200 1> path=</\" 200 1> protocol=<HTTP/1.1> bytes=<1>)"sv},
    {"quote_not_escaped"sv, "a quote inside does not lose the line"sv,
     R"(192.0.2.1 - - @T "GET /a"b HTTP/1.1" 404 1)"sv, "parsed common 404 @T"sv,
     R"(client=<192.0.2.1> request=<GET /a"b HTTP/1.1> method=<GET> target=</a"b> path=</a"b> protocol=<HTTP/1.1> bytes=<1>)"sv},
    {"quote_behind_two_backslashes"sv, "the second is escaped, not the quote"sv,
     R"(192.0.2.1 - - @T "GET /\\" 404 1)"sv, "parsed common 404 @T"sv,
     R"(client=<192.0.2.1> request=<GET /\\> method=<GET> target=</\\> path=</\\> bytes=<1>)"sv},
    {"quote_behind_three_backslashes"sv, ""sv, R"(192.0.2.1 - - @T "GET /\\\" 200 1" 404 1)"sv,
     "parsed common 404 @T"sv,
     R"(client=<192.0.2.1> request=<GET /\\\" 200 1> method=<GET> target=</\\\" 200 1> path=</\\\" 200 1> bytes=<1>)"sv},
    {"quote_behind_one_backslash"sv, "the server escapes nothing: a known limit"sv,
     R"(192.0.2.1 - - @T "GET /\" 404 1)"sv, "malformed no_status"sv, ""sv},
    {"quote_status_forged"sv, "the server escapes nothing: a known limit"sv,
     R"(192.0.2.1 - - @T "GET /" 200 1 HTTP/1.1" 404 1)"sv, "parsed clf 200 @T"sv,
     "client=<192.0.2.1> request=<GET /> method=<GET> target=</> path=</> bytes=<1>"sv},
    {"quote_space_quote"sv, "the search ends"sv, R"(192.0.2.1 - - @T "GET /" "x" 404 1)"sv,
     "malformed no_status"sv, ""sv},
    {"quote_space_escaped_quote"sv, "a backslash is no quote: the search goes on"sv,
     R"(192.0.2.1 - - @T "GET /" \"x" 404 1)"sv, "parsed common 404 @T"sv,
     R"(client=<192.0.2.1> request=<GET /" \"x> method=<GET> target=</" \"x> path=</" \"x> bytes=<1>)"sv},
    {"quote_escaped_space_quote"sv, "an escaped quote does not end it"sv,
     R"(192.0.2.1 - - @T "GET /\" "x" 404 1)"sv, "parsed common 404 @T"sv,
     R"(client=<192.0.2.1> request=<GET /\" "x> method=<GET> target=</\" "x> path=</\" "x> bytes=<1>)"sv},
    {"status_only_in_later_field"sv, ""sv, R"(192.0.2.1 - - @T "GET / HTTP/1.1 "a" "b" 404 1)"sv,
     "malformed no_status"sv, ""sv},
    {"opening_quote_is_no_candidate"sv, ""sv, R"(192.0.2.1 - - @T " 200 " 404 1)"sv,
     "parsed common 404 @T"sv, "client=<192.0.2.1> request=< 200 > path=< 200 > bytes=<1>"sv},
    {"opening_quote_then_space_quote"sv, "likewise"sv, R"(192.0.2.1 - - @T " " 404 1)"sv,
     "parsed common 404 @T"sv, "client=<192.0.2.1> request=< > path=< > bytes=<1>"sv},
    {"request_never_closed"sv, ""sv, R"(192.0.2.1 - - @T "GET /a HTTP/1.1)"sv,
     "malformed no_status"sv, ""sv},
    {"request_closed_then_end"sv, ""sv, R"(192.0.2.1 - - @T "GET /a HTTP/1.1")"sv,
     "malformed no_status"sv, ""sv},
    {"request_closed_space_end"sv, ""sv, R"(192.0.2.1 - - @T "GET /a HTTP/1.1" )"sv,
     "malformed no_status"sv, ""sv},
    {"agent_with_escaped_quote"sv, ""sv, R"(192.0.2.1 - - @T @R 200 1 "-" "a \"b\" c")"sv,
     "parsed combined 200 @T"sv, R"(client=<192.0.2.1> @R bytes=<1> agent=<a \"b\" c>)"sv},
    {"agent_with_quote"sv, "null: nothing tells where it ends"sv,
     R"(192.0.2.1 - - @T @R 200 1 "-" "a "b" c")"sv, "parsed clf 200 @T"sv,
     "client=<192.0.2.1> @R bytes=<1>"sv},
    {"agent_not_closed"sv, "null"sv, R"(192.0.2.1 - - @T @R 200 1 "http://r/" "Mozi)"sv,
     "parsed clf 200 @T"sv, "client=<192.0.2.1> @R bytes=<1> referer=<http://r/>"sv},
    {"agent_ends_in_backslash"sv, "not closed, so null"sv,
     R"(192.0.2.1 - - @T @R 200 1 "-" "a\")"sv, "parsed clf 200 @T"sv,
     "client=<192.0.2.1> @R bytes=<1>"sv},
    {"referer_and_agent_empty"sv, "there, and empty"sv, R"(192.0.2.1 - - @T @R 200 1 "" "")"sv,
     "parsed combined 200 @T"sv, "client=<192.0.2.1> @R bytes=<1> referer=<> agent=<>"sv},
    {"fields_between"sv, "other words between the quoted"sv,
     R"(192.0.2.1 - - @T @R 200 1 0.5 "r" x "a" rt="1 2" "f")"sv, "parsed clf 200 @T"sv,
     "client=<192.0.2.1> @R bytes=<1> referer=<r> agent=<a>"sv},
    {"fields_without_spaces"sv, ""sv, R"(192.0.2.1 - - @T @R 200 1"x" "a" "b")"sv,
     "parsed clf 200 @T"sv, "client=<192.0.2.1> @R referer=<a> agent=<b>"sv},
    {"bytes_missing"sv, "a quote follows the status"sv, R"(192.0.2.1 - - @T @R 200 "r" "a")"sv,
     "parsed clf 200 @T"sv, "client=<192.0.2.1> @R referer=<r> agent=<a>"sv},
    {"bytes_word"sv, ""sv, R"(192.0.2.1 - - @T @R 200 many "r" "a")"sv, "parsed clf 200 @T"sv,
     "client=<192.0.2.1> @R referer=<r> agent=<a>"sv},
    {"bytes_largest"sv, ""sv, "192.0.2.1 - - @T @R 200 9223372036854775807"sv,
     "parsed common 200 @T"sv, "client=<192.0.2.1> @R bytes=<9223372036854775807>"sv},
    {"bytes_too_large"sv, "null, and common all the same"sv,
     "192.0.2.1 - - @T @R 200 9223372036854775808"sv, "parsed common 200 @T"sv,
     "client=<192.0.2.1> @R"sv},
    {"bytes_negative"sv, ""sv, "192.0.2.1 - - @T @R 200 -1"sv, "parsed clf 200 @T"sv,
     "client=<192.0.2.1> @R"sv},
    {"bytes_leading_zeros"sv, ""sv, "192.0.2.1 - - @T @R 200 0000000000000000000000012"sv,
     "parsed common 200 @T"sv, "client=<192.0.2.1> @R bytes=<12>"sv},
    {"space_at_end"sv, "no name for the layout"sv, "192.0.2.1 - - @T @R 200 1 "sv,
     "parsed clf 200 @T"sv, "client=<192.0.2.1> @R bytes=<1>"sv},
    {"two_spaces_after_status"sv, ""sv, "192.0.2.1 - - @T @R 200  1"sv, "parsed clf 200 @T"sv,
     "client=<192.0.2.1> @R bytes=<1>"sv},
};

}  // namespace

std::span<const SampleRow> sample_quotes() {
  return kRows;
}

}  // namespace logscan::test
