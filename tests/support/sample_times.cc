#include "support/sample_rows.h"

namespace logscan::test {
namespace {

using namespace std::string_view_literals;

constexpr SampleRow kRows[] = {
    {"time_unreadable"sv, "brackets without a time open no request"sv,
     "192.0.2.1 - - [yesterday] @R 200 1"sv, "malformed no_request"sv, ""sv},
    {"time_like"sv, "a digit and a colon are enough"sv, "192.0.2.1 - - [at 8:15] @R 200 1"sv,
     "parsed clf 200 undated"sv, "client=<192.0.2.1> @R bytes=<1>"sv},
    {"time_empty"sv, ""sv, "192.0.2.1 - - [] @R 200 1"sv, "malformed no_request"sv, ""sv},
    {"time_out_of_range"sv, ""sv, "192.0.2.1 - - [31/Feb/2000:13:55:36 -0700] @R 200 1"sv,
     "parsed clf 200 undated"sv, "client=<192.0.2.1> @R bytes=<1>"sv},
    {"time_utc"sv, ""sv, "192.0.2.1 - - [10/Oct/2000:20:55:36 +0000] @R 200 1"sv,
     "parsed common 200 971211336+0000"sv, "client=<192.0.2.1> @R bytes=<1>"sv},
    {"bracket_in_user"sv, "the time is the last group"sv, "192.0.2.1 - [x] @T @R 200 1"sv,
     "parsed common 200 @T"sv, "client=<192.0.2.1> user=<[x]> @R bytes=<1>"sv},
    {"bracket_open_in_user"sv, ""sv, "192.0.2.1 - us[er @T @R 200 1"sv, "parsed common 200 @T"sv,
     "client=<192.0.2.1> user=<us[er> @R bytes=<1>"sv},
    {"bracket_in_time"sv, "the last `[` counts"sv,
     "192.0.2.1 - - [[10/Oct/2000:13:55:36 -0700] @R 200 1"sv, "parsed clf 200 @T"sv,
     "client=<192.0.2.1> @R bytes=<1>"sv},
    {"two_brackets_at_end"sv, ""sv, "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700]] @R 200 1"sv,
     "parsed clf 200 undated"sv, "client=<192.0.2.1> @R bytes=<1>"sv},
    {"request_opened_in_user"sv, "brackets without a time open none"sv,
     R"(192.0.2.1 - [a] "b @T @R 200 1)"sv, "parsed common 200 @T"sv,
     "client=<192.0.2.1> user=<[a] \"b> @R bytes=<1>"sv},
    {"bracket_before_bracket_close"sv, "it opens no request"sv, R"(a] "b @T @R 200 1)"sv,
     "parsed clf 200 @T"sv, "user=<\"b> @R bytes=<1>"sv},
    {"two_spaces_before_request"sv, ""sv, "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700]  @R 200 1"sv,
     "parsed common 200 @T"sv, "client=<192.0.2.1> @R bytes=<1>"sv},
    {"time_at_the_start"sv, "nothing before it"sv, "@T @R 200 1"sv, "parsed clf 200 @T"sv,
     "@R bytes=<1>"sv},
    {"field_after_time"sv, ""sv, "192.0.2.1 - - @T x @R 200 1"sv, "parsed common 200 @T"sv,
     "client=<192.0.2.1> @R bytes=<1>"sv},
};

}  // namespace

std::span<const SampleRow> sample_times() {
  return kRows;
}

}  // namespace logscan::test
