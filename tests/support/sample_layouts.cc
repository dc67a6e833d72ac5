#include "support/sample_rows.h"

namespace logscan::test {
namespace {

using namespace std::string_view_literals;

constexpr SampleRow kRows[] = {
    {"common"sv, "the line of the Apache manual"sv,
     R"(127.0.0.1 - frank @T "GET /apache_pb.gif HTTP/1.0" 200 2326)"sv, "parsed common 200 @T"sv,
     "client=<127.0.0.1> user=<frank> request=<GET /apache_pb.gif HTTP/1.0> method=<GET> target=</apache_pb.gif> path=</apache_pb.gif> protocol=<HTTP/1.0> bytes=<2326>"sv},
    {"combined"sv, "the other line of the Apache manual"sv,
     "127.0.0.1 - frank @T \"GET /apache_pb.gif HTTP/1.0\" 200 2326 \"http://www.example.com/start.html\" \"Mozilla/4.08 [en] (Win98; I ;Nav)\""sv,
     "parsed combined 200 @T"sv,
     "client=<127.0.0.1> user=<frank> request=<GET /apache_pb.gif HTTP/1.0> method=<GET> target=</apache_pb.gif> path=</apache_pb.gif> protocol=<HTTP/1.0> bytes=<2326> referer=<http://www.example.com/start.html> agent=<Mozilla/4.08 [en] (Win98; I ;Nav)>"sv},
    {"vhost_common"sv, "a host with a port in front"sv,
     "www.example.com:80 192.0.2.1 - - @T @R 404 12"sv, "parsed vhost_common 404 @T"sv,
     "host=<www.example.com:80> client=<192.0.2.1> @R bytes=<12>"sv},
    {"vhost_combined"sv, "a host without a port in front"sv,
     R"(www.example.com 192.0.2.1 - - @T @R 500 12 "-" "curl/8")"sv,
     "parsed vhost_combined 500 @T"sv,
     "host=<www.example.com> client=<192.0.2.1> @R bytes=<12> agent=<curl/8>"sv},
    {"nginx_main"sv, "three quoted fields"sv,
     R"(192.0.2.1 - - @T @R 301 0 "-" "curl/8" "10.1.1.1, 10.2.2.2")"sv,
     "parsed nginx_main 301 @T"sv,
     "client=<192.0.2.1> @R bytes=<0> agent=<curl/8> forwarded_for=<10.1.1.1, 10.2.2.2>"sv},
    {"nginx_main_iso_time"sv, "the time as ISO 8601"sv,
     R"(192.0.2.1 - - [2000-10-10T13:55:36-07:00] @R 301 0 "-" "curl/8" "-")"sv,
     "parsed nginx_main 301 @T"sv, "client=<192.0.2.1> @R bytes=<0> agent=<curl/8>"sv},
    {"nginx_main_with_host"sv, "no name for it"sv,
     R"(www.example.com 192.0.2.1 - - @T @R 200 1 "-" "a" "-")"sv, "parsed clf 200 @T"sv,
     "host=<www.example.com> client=<192.0.2.1> @R bytes=<1> agent=<a>"sv},
    {"more_fields_bare"sv, "combined and times"sv,
     R"(192.0.2.1 - - @T @R 200 1 "-" "a" 0.012 0.011)"sv, "parsed clf 200 @T"sv,
     "client=<192.0.2.1> @R bytes=<1> agent=<a>"sv},
    {"more_fields_quoted"sv, "four quoted fields"sv,
     R"(192.0.2.1 - - @T @R 200 1 "-" "a" "b" "c")"sv, "parsed clf 200 @T"sv,
     "client=<192.0.2.1> @R bytes=<1> agent=<a> forwarded_for=<b>"sv},
    {"agent_missing"sv, "only a referer"sv, R"(192.0.2.1 - - @T @R 200 1 "http://r/")"sv,
     "parsed clf 200 @T"sv, "client=<192.0.2.1> @R bytes=<1> referer=<http://r/>"sv},
    {"lighttpd"sv, "the virtual host in ident's place"sv,
     R"(192.0.2.1 www.example.com frank @T @R 200 1 "-" "a")"sv, "parsed clf 200 @T"sv,
     "host=<www.example.com> client=<192.0.2.1> user=<frank> @R bytes=<1> agent=<a>"sv},
    {"vhost_and_lighttpd"sv, "the host in front wins"sv,
     "a.example:80 192.0.2.1 b.example - @T @R 200 1"sv, "parsed clf 200 @T"sv,
     "host=<a.example:80> client=<192.0.2.1> @R bytes=<1>"sv},
    {"user_with_spaces"sv, ""sv, "192.0.2.1 - frank  van der Berg @T @R 200 1"sv,
     "parsed common 200 @T"sv, "client=<192.0.2.1> user=<frank  van der Berg> @R bytes=<1>"sv},
    {"bytes_dash"sv, ""sv, "192.0.2.1 - - @T @R 304 -"sv, "parsed common 304 @T"sv,
     "client=<192.0.2.1> @R"sv},
};

}  // namespace

std::span<const SampleRow> sample_layouts() {
  return kRows;
}

}  // namespace logscan::test
