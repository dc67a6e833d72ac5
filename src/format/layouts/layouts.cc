#include "format/layouts/layouts.h"

namespace logscan {

constinit const std::array<Layout, kLayoutCount> kLayouts = {{
    {"squid", cut_squid, '/',
     "1768212000.123    180 192.0.2.1 TCP_MISS/200 4110 GET http://www.example.com/a.png?v=1 frank "
     "HIER_DIRECT/198.51.100.7 image/png"},
    {"haproxy", cut_haproxy, '[',
     "Jan 12 10:00:00 lb1 haproxy[20815]: 192.0.2.1:41204 [12/Jan/2026:10:00:00.655] www~ "
     "app/web2 12/0/31/64/109 200 1834 - - ---- 1/1/1/1/0 0/0 {www.example.com} {} "
     "\"GET /a?b=1 HTTP/1.1\""},
    {"envoy", cut_envoy, '[',
     "[2026-01-12T10:00:00.310Z] \"POST /api/items?id=7 HTTP/2\" 204 - 154 0 226 100 "
     "\"192.0.2.1\" \"curl/8.5.0\" \"cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2\" \"www.example.com\" "
     "\"198.51.100.7:8080\""},
    {"uwsgi", cut_uwsgi, '[',
     "[pid: 881|app: 0|req: 12/48] 192.0.2.1 () {38 vars in 696 bytes} [Mon Jan 12 10:00:00 2026] "
     "POST /update?full=1 => generated 47 bytes in 129 msecs (HTTP/1.1 200) 9 headers in 378 bytes "
     "(1 switches on core 3)"},
    {"aws_elb", cut_aws_elb, 'T',
     "2026-01-12T10:00:00.945958Z front 192.0.2.1:2817 198.51.100.7:80 0.000073 0.001048 0.000057 "
     "200 200 0 29 \"GET http://www.example.com:80/a?b=1 HTTP/1.1\" \"curl/8.5.0\" - -"},
    {"aws_alb", cut_aws_alb, 'T',
     "https 2026-01-12T10:00:00.186641Z app/front/0a1b2c3d4e5f6071 192.0.2.1:2817 198.51.100.7:80 "
     "0.086 0.048 0.037 200 200 0 57 \"GET https://www.example.com:443/a?b=1 HTTP/1.1\" "
     "\"curl/8.5.0\" TLS_AES_128_GCM_SHA256 TLSv1.3 arn:target \"Root=1-69651e10-0a1b2c3d\" "
     "\"www.example.com\" \"arn:certificate\" 1 2026-01-12T10:00:00.000000Z \"forward\" \"-\" "
     "\"-\" "
     "\"198.51.100.7:80\" \"200\" \"-\" \"-\""},
    {"aws_s3", cut_aws_s3, '[',
     "c0ffee0123456789 pictures [12/Jan/2026:10:00:00 +0000] 192.0.2.1 "
     "arn:aws:iam::111122223333:user/frank 0123456789ABCDEF REST.GET.OBJECT a/b.png "
     "\"GET /pictures/a/b.png?v=1 HTTP/1.1\" 200 - 113 113 7 6 \"https://www.example.com/\" "
     "\"curl/8.5.0\" - aG9zdC1pZC1vZi1vdX= SigV4 TLS_AES_128_GCM_SHA256 AuthHeader "
     "pictures.s3.example.com TLSv1.3 - -"},
    {"gcs", cut_gcs, '"',
     "\"1768212000123456\",\"192.0.2.1\",\"1\",\"\",\"GET\",\"/pictures/"
     "a.png?v=1\",\"200\",\"310\","
     "\"4110\",\"85000\",\"storage.example.com\",\"https://www.example.com/\",\"curl/8.5.0\","
     "\"AAANsUmBuE\",\"GET_Object\",\"pictures\",\"a.png\""},
}};

const Layout* find_layout(std::string_view line, LogLine& out, Wanted wanted) {
  const bool bracket = line.find('[') != std::string_view::npos;
  LayoutMismatch mismatch;
  for (const Layout& layout : kLayouts) {
    if (layout.needed == '[' && !bracket) continue;
    if (layout.cut_wanted(line, wanted, out, mismatch)) return &layout;
  }
  return nullptr;
}

}  // namespace logscan
