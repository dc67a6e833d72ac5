// Lines joined from their fields and cut again: the columns after the agent.

#include <string>
#include <vector>

#include "support/dump.h"
#include "support/sweep.h"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace logscan {
namespace {

constexpr const char* kCombined =
    "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" 200 1 \"-\" \"a\"";
constexpr const char* kCombinedDump =
    "client=<192.0.2.1> request=<GET /a HTTP/1.0> method=<GET> target=</a> path=</a> "
    "protocol=<HTTP/1.0> bytes=<1> agent=<a>";

/// Name and fields of one line, the same by the fast path and the reference.
std::string cut_both(const std::string& text) {
  std::string out;
  test::parse_text(text, kernels()[0], [&](const LineView& line, const ParsedLine& parsed) {
    const std::string fields = test::dump_with_proxy(cut_line(line, parsed));
    RC_ASSERT(parsed.verdict() == ReferenceParser().parse(text));
    RC_ASSERT(fields == test::dump_with_proxy(reference_cut(text)));
    out += std::string(log_format_name(parsed.format)) + " " + fields;
  });
  return out;
}

std::string digits(std::size_t most) {
  return *rc::gen::resize(
      static_cast<int>(most),
      rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange<char>('0', '9' + 1))));
}

std::string word() {
  return *rc::gen::nonEmpty(rc::gen::container<std::string>(
             rc::gen::elementOf(std::string("abcxyz0189_-.:/@[]{}=")))) +
         "x";
}

std::string whole(const std::string& number) {
  const std::size_t first = std::min(number.find_first_not_of('0'), number.size() - 1);
  return number.substr(first);
}

/// Values as nginx joins those of several servers.
std::string list_of(const std::vector<std::string>& values, const std::vector<bool>& redirected) {
  std::string text = values[0];
  for (std::size_t i = 1; i < values.size(); ++i)
    text += (redirected[i] ? " : " : ", ") + values[i];
  return text;
}

RC_GTEST_PROP(ExtraTail, IngressNginxIsCutAgain, ()) {
  const std::size_t servers = *rc::gen::inRange<std::size_t>(1, 5);
  std::vector<std::string> addresses, lengths, times, statuses;
  std::vector<bool> redirected;
  for (std::size_t i = 0; i < servers; ++i) {
    addresses.push_back(word());
    lengths.push_back(*rc::gen::element<std::string>("-", "0", "4711"));
    times.push_back(*rc::gen::element<std::string>("-", "0.001", "12"));
    statuses.push_back(*rc::gen::element<std::string>("-", "200", "504"));
    redirected.push_back(*rc::gen::arbitrary<bool>());
  }
  const std::string seconds = digits(5);
  const std::string millis = std::to_string(*rc::gen::inRange(100, 1000));
  const std::string line = std::string(kCombined) + " " + digits(9) + " " + seconds + "." + millis +
                           " [default-web-80] [] " + list_of(addresses, redirected) + " " +
                           list_of(lengths, redirected) + " " + list_of(times, redirected) + " " +
                           list_of(statuses, redirected) + " " + word();
  RC_ASSERT(cut_both(line) == std::string("ingress_nginx ") + kCombinedDump + " duration=<" +
                                  whole(seconds + millis + "000000") + "> upstream=<" +
                                  addresses.back() + ">");
}

RC_GTEST_PROP(ExtraTail, TraefikIsCutAgain, ()) {
  const std::string millis = digits(9);
  const std::string server = word() + " " + word();
  const std::string line = std::string(kCombined) + " " + digits(9) + " \"" + word() + "\" \"" +
                           server + "\" " + millis + "ms";
  RC_ASSERT(cut_both(line) == std::string("traefik ") + kCombinedDump + " duration=<" +
                                  whole(millis + "000000") + "> upstream=<" + server + ">");
}

RC_GTEST_PROP(ExtraTail, NumbersHaveNoUnit, ()) {
  std::string line = kCombined;
  for (int i = *rc::gen::inRange(1, 5); i > 0; --i)
    line += " " + digits(20) + (*rc::gen::arbitrary<bool>() ? "." + digits(20) : "");
  RC_ASSERT(cut_both(line) == std::string("combined_numbers ") + kCombinedDump);
}

RC_GTEST_PROP(ExtraTail, AgreesWithTheReferenceOnAnything, ()) {
  const std::vector<std::string> pieces = {" ",
                                           " ",
                                           " 1",
                                           " 1",
                                           " 0.5",
                                           " -",
                                           "-",
                                           "[",
                                           "]",
                                           " []",
                                           " [w]",
                                           "1",
                                           "\"",
                                           "\\",
                                           " \"",
                                           "\" ",
                                           "ms",
                                           " 2ms",
                                           ".",
                                           ",",
                                           ", ",
                                           " : ",
                                           ":",
                                           "0",
                                           " 200",
                                           " id",
                                           " a:1",
                                           " 1 0.5 [w] []",
                                           " \"r\" \"s\"",
                                           "99999999999999999999"};
  std::string line = kCombined;
  for (const std::string& piece :
       *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)))
    line += piece;
  cut_both(line);
}

}  // namespace
}  // namespace logscan
