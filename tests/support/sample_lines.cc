#include "support/sample_lines.h"

#include <stdexcept>

#include "support/sample_rows.h"

namespace logscan::test {
namespace {

constexpr std::string_view kTime = "[10/Oct/2000:13:55:36 -0700]";
constexpr std::string_view kTimeDump = "971211336-0700";
constexpr std::string_view kRequest = "\"GET /a HTTP/1.0\"";
constexpr std::string_view kRequestDump =
    "request=<GET /a HTTP/1.0> method=<GET> target=</a> path=</a> protocol=<HTTP/1.0>";

std::string expand(std::string_view text, std::string_view time, std::string_view request) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view two = text.substr(at, 2);
    if (two == "@T" || two == "@R") {
      out += two == "@T" ? time : request;
      ++at;
    } else {
      out += text[at];
    }
  }
  return out;
}

std::vector<SampleLine> expand_all() {
  std::vector<SampleLine> lines;
  for (const std::span<const SampleRow> rows :
       {sample_layouts(), sample_statuses(), sample_requests(), sample_quotes(), sample_times(),
        sample_clients(), sample_others()}) {
    for (const SampleRow& row : rows) {
      lines.push_back({std::string(row.name), std::string(row.why),
                       expand(row.text, kTime, kRequest), expand(row.verdict, kTimeDump, ""),
                       expand(row.fields, "", kRequestDump)});
    }
  }
  return lines;
}

}  // namespace

const std::vector<SampleLine>& sample_lines() {
  static const std::vector<SampleLine> lines = expand_all();
  return lines;
}

const SampleLine& sample_line(const std::string& name) {
  for (const SampleLine& line : sample_lines()) {
    if (line.name == name) return line;
  }
  throw std::out_of_range("no sample line " + name);
}

}  // namespace logscan::test
