#include "format/layouts/layouts.h"

#include <bit>
#include <cstdint>

namespace logscan {
namespace {

// A word may follow spaces.
constexpr const char* kDigits = " 0123456789";
constexpr const char* kLettersAndDigits =
    " -0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

}  // namespace

constexpr std::array<Layout, kLayoutCount> kLayouts = {{
    {"squid", LogFormat::kSquid, cut_squid, '/', kDigits, true,
     "1768212000.123    180 192.0.2.1 TCP_MISS/200 4110 GET http://www.example.com/a.png?v=1 frank "
     "HIER_DIRECT/198.51.100.7 image/png"},
    {"haproxy", LogFormat::kHaproxy, cut_haproxy, '[', "", true,
     "Jan 12 10:00:00 lb1 haproxy[20815]: 192.0.2.1:41204 [12/Jan/2026:10:00:00.655] www~ "
     "app/web2 12/0/31/64/109 200 1834 - - ---- 1/1/1/1/0 0/0 {www.example.com} {} "
     "\"GET /a?b=1 HTTP/1.1\""},
    {"envoy", LogFormat::kEnvoy, cut_envoy, '[', "[", false,
     "[2026-01-12T10:00:00.310Z] \"POST /api/items?id=7 HTTP/2\" 204 - 154 0 226 100 "
     "\"192.0.2.1\" \"curl/8.5.0\" \"cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2\" \"www.example.com\" "
     "\"198.51.100.7:8080\""},
    {"uwsgi", LogFormat::kUwsgi, cut_uwsgi, '[', "[{", false,
     "[pid: 881|app: 0|req: 12/48] 192.0.2.1 () {38 vars in 696 bytes} [Mon Jan 12 10:00:00 2026] "
     "POST /update?full=1 => generated 47 bytes in 129 msecs (HTTP/1.1 200) 9 headers in 378 bytes "
     "(1 switches on core 3)"},
    {"aws_elb", LogFormat::kAwsElb, cut_aws_elb, 'T', kDigits, false,
     "2026-01-12T10:00:00.945958Z front 192.0.2.1:2817 198.51.100.7:80 0.000073 0.001048 0.000057 "
     "200 200 0 29 \"GET http://www.example.com:80/a?b=1 HTTP/1.1\" \"curl/8.5.0\" - -"},
    {"aws_alb", LogFormat::kAwsAlb, cut_aws_alb, 'T', " ghw", true,
     "https 2026-01-12T10:00:00.186641Z app/front/0a1b2c3d4e5f6071 192.0.2.1:2817 198.51.100.7:80 "
     "0.086 0.048 0.037 200 200 0 57 \"GET https://www.example.com:443/a?b=1 HTTP/1.1\" "
     "\"curl/8.5.0\" TLS_AES_128_GCM_SHA256 TLSv1.3 arn:target \"Root=1-69651e10-0a1b2c3d\" "
     "\"www.example.com\" \"arn:certificate\" 1 2026-01-12T10:00:00.000000Z \"forward\" \"-\" "
     "\"-\" "
     "\"198.51.100.7:80\" \"200\" \"-\" \"-\""},
    {"aws_s3", LogFormat::kAwsS3, cut_aws_s3, '[', kLettersAndDigits, false,
     "c0ffee0123456789 pictures [12/Jan/2026:10:00:00 +0000] 192.0.2.1 "
     "arn:aws:iam::111122223333:user/frank 0123456789ABCDEF REST.GET.OBJECT a/b.png "
     "\"GET /pictures/a/b.png?v=1 HTTP/1.1\" 200 - 113 113 7 6 \"https://www.example.com/\" "
     "\"curl/8.5.0\" - aG9zdC1pZC1vZi1vdX= SigV4 TLS_AES_128_GCM_SHA256 AuthHeader "
     "pictures.s3.example.com TLSv1.3 - -"},
    {"gcs", LogFormat::kGcs, cut_gcs, '"', "\"", false,
     "\"1768212000123456\",\"192.0.2.1\",\"1\",\"\",\"GET\",\"/pictures/"
     "a.png?v=1\",\"200\",\"310\","
     "\"4110\",\"85000\",\"storage.example.com\",\"https://www.example.com/\",\"curl/8.5.0\","
     "\"AAANsUmBuE\",\"GET_Object\",\"pictures\",\"a.png\""},
}};

namespace {

// For each byte, bit i if a line of kLayouts[i] may begin with it.
constexpr std::array<std::uint8_t, 256> kBeginnings = [] {
  std::array<std::uint8_t, 256> bits{};
  for (std::size_t row = 0; row < kLayoutCount; ++row) {
    const std::string_view first = kLayouts[row].first;
    for (std::size_t byte = 0; byte < bits.size(); ++byte) {
      if (first.empty() || first.find(static_cast<char>(byte)) != std::string_view::npos)
        bits[byte] |= static_cast<std::uint8_t>(1u << row);
    }
  }
  return bits;
}();

// Bit i if every line of kLayouts[i] has a bracket.
constexpr unsigned kWithBracket = [] {
  unsigned bits = 0;
  for (std::size_t row = 0; row < kLayoutCount; ++row)
    bits |= kLayouts[row].needed == '[' ? 1u << row : 0;
  return bits;
}();

}  // namespace

const Layout* find_layout(std::string_view line, LogLine& out, Wanted wanted, const Layout* guess) {
  if (line.empty()) return nullptr;
  LayoutMismatch mismatch;
  if (guess != nullptr && guess->apart && guess->cut_wanted(line, wanted, out, mismatch))
    return guess;
  unsigned rows = kBeginnings[static_cast<unsigned char>(line[0])];
  if (line.find('[') == std::string_view::npos) rows &= ~kWithBracket;
  for (; rows != 0; rows &= rows - 1) {
    const Layout& layout = kLayouts[static_cast<std::size_t>(std::countr_zero(rows))];
    if (layout.cut_wanted(line, wanted, out, mismatch)) return &layout;
  }
  return nullptr;
}

}  // namespace logscan
