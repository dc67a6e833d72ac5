#include "support/sample_rows.h"

namespace logscan::test {
namespace {

using namespace std::string_view_literals;

constexpr SampleRow kRows[] = {
    {"status_dash"sv, "`-` is a code"sv, "192.0.2.1 - - @T @R - 1"sv, "parsed common - @T"sv,
     "client=<192.0.2.1> @R bytes=<1>"sv},
    {"status_zero"sv, "a lone 0 is 000"sv, "192.0.2.1 - - @T @R 0 1"sv, "parsed common 000 @T"sv,
     "client=<192.0.2.1> @R bytes=<1>"sv},
    {"status_zero_at_end"sv, ""sv, "192.0.2.1 - - @T @R 0"sv, "parsed clf 000 @T"sv,
     "client=<192.0.2.1> @R"sv},
    {"status_000"sv, ""sv, "192.0.2.1 - - @T @R 000 1"sv, "parsed common 000 @T"sv,
     "client=<192.0.2.1> @R bytes=<1>"sv},
    {"status_999"sv, ""sv, "192.0.2.1 - - @T @R 999 1"sv, "parsed common 999 @T"sv,
     "client=<192.0.2.1> @R bytes=<1>"sv},
    {"status_at_end"sv, "no bytes: no name for the layout"sv, "192.0.2.1 - - @T @R 404"sv,
     "parsed clf 404 @T"sv, "client=<192.0.2.1> @R"sv},
    {"status_dash_at_end"sv, ""sv, "192.0.2.1 - - @T @R -"sv, "parsed clf - @T"sv,
     "client=<192.0.2.1> @R"sv},
    {"status_lone_1"sv, "one digit that is no 0"sv, "192.0.2.1 - - @T @R 1 1"sv,
     "malformed no_status"sv, ""sv},
    {"status_two_digits"sv, ""sv, "192.0.2.1 - - @T @R 40 1"sv, "malformed no_status"sv, ""sv},
    {"status_four_digits"sv, ""sv, "192.0.2.1 - - @T @R 4040 1"sv, "malformed no_status"sv, ""sv},
    {"status_minus_one"sv, "HAProxy's: no answer"sv, "192.0.2.1 - - @T @R -1 1"sv,
     "parsed common -1 @T"sv, "client=<192.0.2.1> @R bytes=<1>"sv},
    {"status_then_letter"sv, ""sv, "192.0.2.1 - - @T @R 404x 1"sv, "malformed no_status"sv, ""sv},
    {"status_then_tab"sv, "a tab is no space"sv, "192.0.2.1 - - @T @R 404\t1"sv,
     "malformed no_status"sv, ""sv},
    {"status_then_cr"sv, "a CR that is not of the terminator"sv, "192.0.2.1 - - @T @R 404\r"sv,
     "malformed no_status"sv, ""sv},
    {"status_after_two_spaces"sv, ""sv, "192.0.2.1 - - @T @R  404 1"sv, "malformed no_status"sv,
     ""sv},
    {"status_after_no_space"sv, ""sv, "192.0.2.1 - - @T @R404 1"sv, "malformed no_status"sv, ""sv},
};

}  // namespace

std::span<const SampleRow> sample_statuses() {
  return kRows;
}

}  // namespace logscan::test
