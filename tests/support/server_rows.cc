#include "support/server_rows.h"

namespace logscan::test {
namespace {

constexpr ServerRow kRows[] = {
    {"php_fpm", R"(10.1.2.3 - alice 12/Jan/2026:10:00:00 +0100 "GET /index.php" 200)",
     "200 1768208400+0100 client=<10.1.2.3> user=<alice> method=<GET> target=</index.php> "
     "path=</index.php>"},
    {"php_fpm",
     R"(10.1.2.3 -  12/Jan/2026:10:00:00 +0000 "POST /a.php?b=1" 500 /srv/a.php 12.345 2048 81.02%)",
     "500 1768212000+0000 client=<10.1.2.3> method=<POST> target=</a.php?b=1> path=</a.php> "
     "query=<b=1>"},
    {"php_fpm", R"(- -  12/Jan/2026:10:00:00 +0000 "GET /ping" 200)",
     "200 1768212000+0000 method=<GET> target=</ping> path=</ping>"},
    {"php_fpm", R"(10.1.2.3 -  12/Jan/2026:10:00:00 +0000 "GET /a" 200 .php" 404)",
     R"(404 1768212000+0000 client=<10.1.2.3> method=<GET> target=</a" 200 .php> path=</a" 200 .php>)"},
    {"nginx_proxy_manager",
     R"([12/Jan/2026:10:00:00 +0000] - 502, 200 200 - GET https www.example.com "/a?b=1" [Client 192.0.2.7] [Length 51] [Gzip 2.10] [Sent-to 10.0.0.6] "curl/8" "https://r.example/")",
     "200 1768212000+0000 host=<www.example.com> client=<192.0.2.7> method=<GET> target=</a?b=1> "
     "path=</a> query=<b=1> bytes=<51> referer=<https://r.example/> agent=<curl/8> "
     "upstream=<10.0.0.6>"},
    {"nginx_proxy_manager",
     R"([12/Jan/2026:10:00:00 +0000] 301 - GET http www.example.com "/" [Client 192.0.2.7] [Length 168] [Gzip -] "curl/8" "-")",
     "301 1768212000+0000 host=<www.example.com> client=<192.0.2.7> method=<GET> target=</> "
     "path=</> "
     "bytes=<168> agent=<curl/8>"},
    {"nginx_proxy_manager",
     R"([12/Jan/2026:10:00:00 +0000] - 200 200 - GET https a.example "/x[1:2] " [Client 192.0.2.7] [Length 51] [Gzip -] [Sent-to 10.0.0.6] " 500 x" "-")",
     "200 1768212000+0000 host=<a.example> client=<192.0.2.7> method=<GET> target=</x[1:2] > "
     "path=</x[1:2] > bytes=<51> agent=< 500 x> upstream=<10.0.0.6>"},
    {"uvicorn", R"(INFO:     192.0.2.7:59830 - "GET /bib?x=1 HTTP/1.1" 200 OK)",
     "200 undated client=<192.0.2.7:59830> request=<GET /bib?x=1 HTTP/1.1> method=<GET> "
     "target=</bib?x=1> path=</bib> query=<x=1> protocol=<HTTP/1.1>"},
    {"uvicorn",
     R"(2026-01-12 10:00:00,123 - uvicorn.access - INFO - [2001:db8::7]:5000 - "GET /a HTTP/1.1" 404)",
     "404 1768212000+0000 client=<[2001:db8::7]:5000> request=<GET /a HTTP/1.1> method=<GET> "
     "target=</a> path=</a> protocol=<HTTP/1.1>"},
    {"uvicorn", R"(INFO:     - "GET /u HTTP/1.1" 200 OK)",
     "200 undated request=<GET /u HTTP/1.1> method=<GET> target=</u> path=</u> "
     "protocol=<HTTP/1.1>"},
    {"uvicorn", R"(INFO:     192.0.2.7:59830 - "BREW /pot HTTP/1.1" 405 Method Not Allowed)",
     "405 undated client=<192.0.2.7:59830> request=<BREW /pot HTTP/1.1> method=<BREW> "
     "target=</pot> path=</pot> protocol=<HTTP/1.1>"},
    {"uvicorn", R"(INFO:     192.0.2.7:5000 - "WebSocket /ws?a=1" 403)",
     "403 undated client=<192.0.2.7:5000> target=</ws?a=1> path=</ws> query=<a=1>"},
    {"uvicorn", R"(INFO:     ('192.0.2.7', 5000) - "WebSocket /ws" 403)",
     "403 undated target=</ws> path=</ws>"},
    {"granian", R"([2026-01-12 10:00:00 +0000] 192.0.2.7 - "GET /g HTTP/1.1" 200 12.345)",
     "200 1768212000+0000 client=<192.0.2.7> request=<GET /g HTTP/1.1> method=<GET> target=</g> "
     "path=</g> protocol=<HTTP/1.1> duration=<12345000>"},
    {"morgan", "GET /users 200 512 - 12.345 ms",
     "200 undated method=<GET> target=</users> path=</users> bytes=<512> duration=<12345000>"},
    {"morgan", "GET /dev 500 12.345 ms - 512",
     "500 undated method=<GET> target=</dev> path=</dev> bytes=<512> duration=<12345000>"},
    {"morgan", "POST /lost - - ms - -", "- undated method=<POST> target=</lost> path=</lost>"},
    {"morgan", "::1 - GET /s?x=1 HTTP/1.1 304 - - 0.512 ms",
     "304 undated client=<::1> method=<GET> target=</s?x=1> path=</s> query=<x=1> "
     "protocol=<HTTP/1.1> "
     "duration=<512000>"},
    {"morgan", "2026-01-12T10:00:00.123Z info: GET /users 200 5 - 1.2 ms",
     "200 1768212000+0000 method=<GET> target=</users> path=</users> bytes=<5> duration=<1200000>"},
    {"nextjs", " GET /about 200 in 123ms (next.js: 3ms, application-code: 120ms)",
     "200 undated method=<GET> target=</about> path=</about> duration=<123000000>"},
    {"nextjs", " GET /a 200 in 2.1min",
     "200 undated method=<GET> target=</a> path=</a> duration=<126000000000>"},
    {"hono", "--> GET /hono 200 3ms",
     "200 undated method=<GET> target=</hono> path=</hono> duration=<3000000>"},
    {"hono", "--> GET /koa 200 835ms 746b",
     "200 undated method=<GET> target=</koa> path=</koa> duration=<835000000>"},
    {"hono", "  xxx GET /x 500 12ms -",
     "500 undated method=<GET> target=</x> path=</x> duration=<12000000>"},
    {"hono", "  -x- GET /x 200 1,234ms -",
     "200 undated method=<GET> target=</x> path=</x> duration=<1234000000>"},
    {"gin",
     R"([GIN] 2026/01/12 - 10:00:00 | 404 |     1m2.5s |       192.0.2.7 | GET      "/a b\" 200")",
     R"(404 1768212000+0000 client=<192.0.2.7> method=<GET> target=</a b\" 200> path=</a b\" 200> duration=<62500000000>)"},
    {"gin",
     "2026/01/12 10:00:02 [GIN] 2026/01/12 - 10:00:00 | 200 | 12.5\xC2\xB5s | 2001:db8::9 | POST "
     "\"/x\"",
     "200 1768212000+0000 client=<2001:db8::9> method=<POST> target=</x> path=</x> "
     "duration=<12500>"},
    {"fiber", "10:00:00 | 200 |     1.234ms |      192.0.2.7 | GET     | /f       | -",
     "200 undated client=<192.0.2.7> method=<GET> target=</f> path=</f> duration=<1234000>"},
    {"fiber", "10:00:00 | 404 |        92\xCE\xBCs | 192.0.2.7 | GET | /a b | Cannot GET /a b",
     "404 undated client=<192.0.2.7> method=<GET> duration=<92000>"},
    {"fiber", "[10:00:00] 200 -     1.2ms GET     /f2",
     "200 undated method=<GET> target=</f2> path=</f2> duration=<1200000>"},
    {"fiber", "10:00:00 GET /f3 - 192.0.2.7 - 200 - 1.2ms",
     "200 undated client=<192.0.2.7> method=<GET> target=</f3> path=</f3> duration=<1200000>"},
    {"chi",
     "2026/01/12 10:00:00 [host/0mQ4-000001] \"GET http://a.example:3333/p?a=b HTTP/1.1\" from "
     "192.0.2.7:57610 - 404 19B in 21.2\xC2\xB5s",
     "404 1768212000+0000 client=<192.0.2.7:57610> method=<GET> "
     "target=<http://a.example:3333/p?a=b> "
     "path=</p> query=<a=b> bytes=<19> duration=<21200>"},
    {"tornado", "[E 260112 10:00:00 web:2271] 500 GET /t?q=1 (192.0.2.7) 12.50ms",
     "500 1768212000+0000 client=<192.0.2.7> method=<GET> target=</t?q=1> path=</t> query=<q=1> "
     "duration=<12500000>"},
    {"tornado",
     "[W 2026-01-12 10:00:00.774 ServerApp] 404 GET /lab (b@example.com@192.0.2.7) 0.92ms "
     "referer=None",
     "404 1768212000+0000 client=<192.0.2.7> user=<b@example.com> method=<GET> target=</lab> "
     "path=</lab> duration=<920000>"},
    {"tornado", "304 GET /x (@2001:db8::7) 0.92ms",
     "304 undated client=<2001:db8::7> method=<GET> target=</x> path=</x> duration=<920000>"},
    {"sanic",
     "[2026-01-12 10:00:00 +0200] - (sanic.access)[INFO][192.0.2.7:50000]: GET "
     "http://a.example:8000/s  200 13",
     "200 1768204800+0200 client=<192.0.2.7:50000> method=<GET> target=<http://a.example:8000/s> "
     "path=</s> bytes=<13>"},
    {"gitea",
     "2026/01/12 10:00:00 HTTPRequest [I] router: completed GET /u?a=b for 192.0.2.7:52631, 303 "
     "See Other in 7.5ms @ web/home.go:32(web.Home)",
     "303 1768212000+0000 client=<192.0.2.7:52631> method=<GET> target=</u?a=b> path=</u> "
     "query=<a=b> "
     "duration=<7500000>"},
    {"gitea", "2026/01/12 10:00:00 ...s/context.go [I] Completed GET /old 200 OK in 2.5ms",
     "200 1768212000+0000 method=<GET> target=</old> path=</old> duration=<2500000>"},
    {"vaultwarden",
     "[2026-01-12 10:00:00.123][response][INFO] (login) POST /identity/connect/token => 400 Bad "
     "Request",
     "400 1768212000+0000 method=<POST> target=</identity/connect/token> "
     "path=</identity/connect/token>"},
    {"aspnet_core",
     R"(2026-01-12 10:00:00.123 +01:00 [INF] HTTP GET /x[1:2] "a" 200 b responded 404 in 45.2341 ms)",
     R"(404 1768208400+0100 method=<GET> target=</x[1:2] "a" 200 b> path=</x[1:2] "a" 200 b> duration=<45234100>)"},
    {"aspnet_core", "[10:00:01 INF] HTTP GET /y responded 200 in 3 ms responded 500 in 1.5 ms",
     "500 undated method=<GET> target=</y responded 200 in 3 ms> path=</y responded 200 in 3 ms> "
     "duration=<1500000>"},
    {"aspnet_core",
     "Request finished HTTP/2 GET https://a.example:5001/w - - - 200 - "
     "application/json;+charset=utf-8 62.3461ms",
     "200 undated method=<GET> target=<https://a.example:5001/w> path=</w> protocol=<HTTP/2> "
     "duration=<62346100>"},
    {"iis",
     "192.0.2.7, -, 01/12/26, 10:00:00, W3SVC2, SALES1, 10.0.0.1, 4502, 163, 3223, 404, 0, GET, "
     "/a.gif, x=1,",
     "404 undated client=<192.0.2.7> method=<GET> target=</a.gif> path=</a.gif> query=<x=1> "
     "bytes=<3223> duration=<4502000000>"},
    {"php_server",
     "[Mon Jan 12 10:00:00 2026] [::1]:53102 [404]: GET /p - No such file or directory",
     "404 1768212000+0000 client=<[::1]:53102> method=<GET> target=</p> path=</p>"},
    {"php_server",
     "[Mon Jan 12 10:00:00 2026] [::1]:53500 [404]: (null) /favicon.ico - No such file or "
     "directory",
     "404 1768212000+0000 client=<[::1]:53500> target=</favicon.ico> path=</favicon.ico>"},
    {"php_server", "[Mon Jan 12 10:00:00 2026] 127.0.0.1:53102 [200]: (null) /login.html",
     "200 1768212000+0000 client=<127.0.0.1:53102> target=</login.html> path=</login.html>"},
    {"php_server", "[Mon Jan 12 10:00:00 2026] 127.0.0.1:53102 [200]: /old.php",
     "200 1768212000+0000 client=<127.0.0.1:53102> target=</old.php> path=</old.php>"},
    {"confluence",
     "[12/Jan/2026:10:00:00 +0000] admin http-nio-8090-exec-5 192.0.2.7 GET /index.action?x=1 "
     "HTTP/1.1 200 45ms 123 https://r.example/ Mozilla/5.0 (X11; Linux)",
     "200 1768212000+0000 client=<192.0.2.7> user=<admin> method=<GET> target=</index.action?x=1> "
     "path=</index.action> query=<x=1> protocol=<HTTP/1.1> bytes=<123> "
     "referer=<https://r.example/> agent=<Mozilla/5.0 (X11; Linux)> duration=<45000000>"},
    {"bitbucket",
     R"(192.0.2.7,10.0.0.1 | https | o@1X2x6 | bob | 2026-01-12 10:00:00,437 | "GET /s HTTP/1.1" | "-" "x" | 500 | 0 | 1 | - | 9 | a |" | 200 | 0 | 19 | clone, cache:hit | 6 | 1irez8i |)",
     R"(200 1768212000+0000 client=<192.0.2.7,10.0.0.1> user=<bob> request=<GET /s HTTP/1.1> method=<GET> target=</s> path=</s> protocol=<HTTP/1.1> bytes=<19> agent=<x" | 500 | 0 | 1 | - | 9 | a |> duration=<6000000>)"},
    {"artifactory",
     "2026-01-12T10:00:00.123Z|4f|192.0.2.7|bob|GET|/api/x|404|-1|1234|12|JFrog CLI 2",
     "404 1768212000+0000 client=<192.0.2.7> user=<bob> method=<GET> target=</api/x> path=</api/x> "
     "bytes=<1234> agent=<JFrog CLI 2> duration=<12000000>"},
    {"artifactory", "20260112100000|93|REQUEST|172.17.0.1|anonymous|GET|/webapp/|HTTP/1.1|200|0",
     "200 undated client=<172.17.0.1> user=<anonymous> method=<GET> target=</webapp/> "
     "path=</webapp/> "
     "protocol=<HTTP/1.1> duration=<93000000>"},
    {"glassfish",
     R"("localhost.localdomain" "NULL-AUTH-USER" "12/Jan/2026:10:00:00 +0000" "GET /a?b=1 HTTP/1.1" 404 1082)",
     "404 1768212000+0000 client=<localhost.localdomain> request=<GET /a?b=1 HTTP/1.1> "
     "method=<GET> target=</a?b=1> path=</a> query=<b=1> protocol=<HTTP/1.1> bytes=<1082>"},
    {"bunny",
     "MISS|404|1768212000421|-|390|2001:db8::7|https://r.example/|https://a.b-cdn.net/v?x=1|WA|"
     "Mozilla 5|0a|DE",
     "404 1768212000+0000 client=<2001:db8::7> target=<https://a.b-cdn.net/v?x=1> path=</v> "
     "query=<x=1> referer=<https://r.example/> agent=<Mozilla 5>"},
    {"bunny",
     "HIT|200|1768212000421|412|390|192.0.2.7|https://a|b/|https://a.b-cdn.net/v|WA|x|0a|DE",
     "200 1768212000+0000 client=<192.0.2.7> bytes=<412>"},
};

}  // namespace

std::span<const ServerRow> server_rows() {
  return kRows;
}

}  // namespace logscan::test
