#include "scan/plain_line.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "format/given_format.h"
#include "gen/generator.h"
#include "support/dump.h"
#include "support/sweep.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

const std::string kClient = "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] ";
const std::string kFront = kClient + "\"GET /a HTTP/1.0\" ";
const std::string kHost = "www.example.com:443";
const std::string kCombined = kFront + "200 12345678 \"-\" \"Mozilla/5.0 (X11)\"";

/// Returns lines of each kind, some with odd but plain bytes.
const std::vector<std::string>& plain() {
  static const std::vector<std::string> lines = {
      kFront + "200 1234",
      kFront + "304 -",
      kCombined,
      kFront + "404 0 \"\" \"\" \"10.0.0.1, 10.0.0.2\"",
      "2001:db8:16a9::1d:14:1d97 - frank [10/Oct/2000:13:55:59 -0700] \"\" 000 - \"-\" \"-\"",
      "host-7.example.com - a:b/c [10/Oct/2000:13:55:00 -0700] \"\\x16\\x03\" 400 7 \"\\\\a\" "
      "\"b\"",
      kHost + " " + kFront + "200 1234",
      kHost + " 255.10.20.249 - frank" + kCombined.substr(kCombined.find(" [")),
      kHost + " 2001:db8::1" + kCombined.substr(kCombined.find(' ')),
      kFront + "200 1234 0 0.250 -",
      kFront + "200 - 0/250 - \xff",
      kCombined + " 0.125 1 -",
      kCombined + " - 0.125s",
      kCombined + " 0.124 - \"10.0.0.1:80\" x=\"\"",
      kCombined + " \"-\" 0.1",
      kHost + " " + kCombined + " 17",
  };
  return lines;
}

/// All that counting and cutting start from, and the fields.
struct Judged {
  Verdict verdict;
  std::uint32_t begin, end, open, close, quotes;
  std::string fields;

  friend bool operator==(const Judged&, const Judged&) = default;
};

std::vector<Judged> parse_all(const std::string& text, const Kernel& kernel, LineParser parser) {
  std::vector<Judged> out;
  test::parse_text(text, kernel, parser, [&](const LineView& line, const ParsedLine& parsed) {
    out.push_back(
        {parsed.verdict(), line.begin, line.end, parsed.open, parsed.close, line.quote_count, {}});
    // The fields of the other formats follow from these numbers.
    if (parsed.kind == LineKind::kParsed && parsed.format == LogFormat::kCustom)
      out.back().fields = test::dump(parser.cut(line, parsed, FieldSet::all()));
  });
  return out;
}

// The scalar kernel leaves every line to the judge; tests of the judge hold that one against the
// reference.
void expect_as_judged(const std::string& text,
                      const std::optional<GivenFormat>& given = std::nullopt) {
  const auto parse = [&](const Kernel& kernel) {
    return parse_all(text, kernel, LineParser(UINT64_MAX, given));
  };
  const std::vector<Judged> right = parse(*find_kernel("scalar"));
  for (const Kernel& kernel : kernels()) {
    const std::vector<Judged> found = parse(kernel);
    ASSERT_EQ(found.size(), right.size()) << kernel.name;
    for (std::size_t i = 0; i < right.size(); ++i) {
      ASSERT_TRUE(found[i] == right[i])
          << kernel.name << ": " << text.substr(right[i].begin, right[i].end - right[i].begin);
    }
  }
}

/// Rules for lines of one minute, with one known host.
PlainRules usual_rules() {
  PlainRules rules;
  const std::string stamp = " [10/Oct/2000:13:55:00 -0700] \"";
  std::copy(stamp.begin(), stamp.end(), rules.minute.lowest.begin());
  const std::string readable = kHost + "        ";
  rules.hosts.add(std::string_view(readable).substr(0, kHost.size()));
  return rules;
}

/// Returns the run at the front of a text.
PlainRun run_of(const std::string& text, const Kernel& kernel,
                const PlainRules& rules = usual_rules()) {
  const test::Padded padded(text, '\n');
  LineIndex index;
  index.reset(padded.size());
  kernel.scan(padded.data(), padded.size(), index);
  PlainRun run;
  kernel.match(padded.data(), index, {}, rules, run);
  return run;
}

std::size_t run_length(const std::string& text, const Kernel& kernel) {
  return run_of(text, kernel).count;
}

TEST(PlainLine, IsParsedByEveryKernelButTheScalarOne) {
  for (const std::string& line : plain()) {
    for (const Kernel& kernel : kernels()) {
      const std::size_t expected = &kernel == &kernels().back() ? 0 : 1;
      EXPECT_EQ(run_length(line + "\n", kernel), expected) << kernel.name << ": " << line;
      EXPECT_EQ(run_length(line + "\r\n", kernel), expected) << kernel.name << ": " << line;
    }
  }
}

TEST(PlainLine, ComesInRunsUpToALimit) {
  for (const std::size_t lines : {1u, 2u, 127u, 128u, 129u, 300u}) {
    std::string text;
    for (std::size_t i = 0; i < lines; ++i)
      text += plain()[2] + "\n";
    for (const Kernel& kernel : kernels()) {
      if (&kernel == &kernels().back()) continue;
      EXPECT_EQ(run_length(text, kernel), std::min(lines, PlainRun::kMax)) << kernel.name;
    }
    expect_as_judged(text);
  }
}

// Returns how many lines of a text are in runs.
std::size_t taken_lines(const std::string& text, const Kernel& kernel, LineParser parser) {
  const test::Padded padded(text, '\n');
  Block block;
  block.data = padded.data();
  block.size = padded.size();
  LineIndex index;
  std::size_t taken = 0;
  parse_runs(
      block, kernel, index, parser, [&](const PlainLines& lines) { taken += lines.run.count; },
      [](const LineView&, const ParsedLine&, std::uint32_t) {});
  return taken;
}

std::string generated(gen::Layout layout) {
  gen::Options options;
  options.lines = 60000;  // within one day: about 40 in each minute
  options.layout = layout;
  std::string text;
  gen::generate(options, [&](std::string_view bytes) {
    text += bytes;
    return true;
  });
  return text;
}

TEST(PlainLine, IsAlmostEveryLineOfAGeneratedLog) {
  for (const auto layout :
       {gen::Layout::kCommon, gen::Layout::kCombined, gen::Layout::kVhostCommon,
        gen::Layout::kVhostCombined, gen::Layout::kNginxMain, gen::Layout::kClfExtra}) {
    const std::string text = generated(layout);
    expect_as_judged(text);
    for (const Kernel& kernel : kernels()) {
      if (&kernel == &kernels().back()) continue;
      EXPECT_GT(taken_lines(text, kernel, LineParser(UINT64_MAX)), 54000u)
          << kernel.name << static_cast<int>(layout);
    }
  }
}

// Each byte replaced by each value, removed, or preceded by another. The line is between intact
// lines, so that the minute is known and a run has begun.
TEST(PlainLine, WithOneByteOffIsJudgedAsTheRulesSay) {
  for (const std::string& line : plain()) {
    for (std::size_t at = 0; at <= line.size(); ++at) {
      std::string text;
      const auto add = [&](std::string_view middle, std::size_t skipped) {
        text += line + "\n";
        text.append(line, 0, at).append(middle).append(line, std::min(at + skipped, line.size()));
        text += "\n";
      };
      add("", 1);
      for (int value = 0; value < 256; ++value) {
        const char byte = static_cast<char>(value);
        add({&byte, 1}, 1);
        add({&byte, 1}, 0);
      }
      text += line + "\r\n" + line + "\n";
      expect_as_judged(text);
      if (HasFatalFailure()) FAIL() << line << " at " << at;
    }
  }
}

// Clients that end in a port may be hosts.
TEST(PlainLine, HasNoClientThatCouldBeAHost) {
  std::string text = plain()[2] + "\n";
  for (const char* const client :
       {"a:80", "a:8x", "a:", ":80", "1:2", "1.2.3.4:80", "::1", "2001:db8::12", "a.b:8.0", "a:8-0",
        "12345678901234567890123456789012345678901234567890123456:80", "a\x80:80", "-", "--"}) {
    text += client + plain()[2].substr(plain()[2].find(' ')) + "\n";
  }
  for (std::size_t length = 1; length < 100; ++length) {
    text += std::string(length, 'c') + " - " + std::string(1 + length % 7, 'u') +
            plain()[2].substr(plain()[2].find(" [")) + "\n";
  }
  expect_as_judged(text);
}

// Old versions of ingress-nginx write the address again, in brackets, before the user. A path
// before the time may belong to another format.
TEST(PlainLine, HasNoListOfAddressesAndNoPathForItsUser) {
  const std::string dated = kClient + "\"GET\" 200 12 2000-10-10 13:55:36";
  for (const std::string& line :
       {plain()[2], plain()[7], plain()[12], dated, kHost + " " + dated}) {
    const std::string front = line.substr(0, line.find(" - ") + 3);
    const std::string tail = line.substr(line.find(" ["));
    for (const char* const directive :
         {"", "#Fields: c-ip x cs-uri-stem y z cs-request sc-status sc-bytes date time\n",
          "#Fields: s c-ip x cs-uri-stem y z cs-request sc-status sc-bytes date time\n"}) {
      std::string text = directive + line + "\n";
      for (const char* const user :
           {"[10.0.0.1]", "[10.0.0.1", "[a]", "[", "a[10.0.0.1]", "/", "/a", "a/b", "-/"})
        text.append(front).append(user).append(tail).append("\n").append(line) += '\n';
      expect_as_judged(text);
    }
  }
}

// Lines that other parsers check before the quote-delimited rule, or that follow a `#Fields:`, must
// not look plain.
TEST(PlainLine, HasNoPrefixAndNoOtherFormat) {
  const std::string behind = plain()[2].substr(plain()[2].find(" ["));
  std::string text = plain()[2] + "\n";
  for (const char* const front :
       {"2000-10-10T13:55:36Z - tag[1]:", "<13>2000-10-10T13:55:36Z - tag:", "<13>x - tag:",
        "<165>1 - h", "<165>1 - h a p m -", "<165>1 - - - - - -", "[a] - b", "[a - b", "[ - b",
        "[2000-10-10T13:55:36.000Z] - b", "{a} - b", "{\"a\" - b", "{ - b", "# - b", "#Fields: - b",
        "web-1 | -", "a=b - status=200", "a\t- b"}) {
    text += front + behind + "\n" + plain()[2] + "\n";
  }
  expect_as_judged(text);
  for (const char* const fields : {"#Fields: a sc-status\n", "#Fields: a b c d e f g sc-status\n",
                                   "#Version: 1.0\n#Fields: date time c-ip sc-status\n"})
    expect_as_judged(fields + text);
}

// What stands in place of ident belongs to other formats.
TEST(PlainLine, HasNoOtherIdent) {
  std::string text;
  for (const std::string& line : plain()) {
    std::string named = line;
    named.replace(named.find(" - "), 3, " www.example.com ");
    text += line + "\n" + named + "\n";
    for (const Kernel& kernel : kernels())
      EXPECT_EQ(run_length(named + "\n", kernel), 0u) << kernel.name << named;
  }
  expect_as_judged(text);
}

/// Returns each text of up to `most` words, each after one space.
std::vector<std::string> joined(const std::vector<std::string>& words, std::size_t most) {
  std::vector<std::string> texts = {""};
  for (std::size_t begin = 0; most > 0; --most) {
    const std::size_t end = texts.size();
    for (; begin < end; ++begin) {
      for (const std::string& word : words)
        texts.push_back(texts[begin] + " " + word);
    }
  }
  return texts;
}

// Numbers, the columns of ingress-nginx and Traefik, gorouter's, and any other text.
TEST(PlainLine, HasFurtherColumnsThatBelongToItsFormat) {
  const std::vector<std::string> tails = joined({"12",
                                                 "0.5",
                                                 "-",
                                                 "--",
                                                 "-1",
                                                 "1-",
                                                 ".5",
                                                 "5.",
                                                 "1.2.3",
                                                 "123456789",
                                                 "a",
                                                 "rt=0.1",
                                                 "[w]",
                                                 "",
                                                 "2ms",
                                                 "\"\"",
                                                 "\"a b\"",
                                                 "\"",
                                                 "a\"",
                                                 "\"a\\\"",
                                                 "\\\"",
                                                 "\"10.0.0.1:80\"",
                                                 "x_forwarded_for:\"10.0.0.1\"",
                                                 "\xff",
                                                 "12\r"},
                                                3);
  for (const std::string& line :
       {plain()[0], plain()[1], plain()[2], plain()[3], plain()[6], plain()[8]}) {
    std::string text = line + "\n";
    for (std::size_t i = 0; i < tails.size(); ++i) {
      const std::string ended = line + tails[i] + (i % 3 == 0 ? "\r\n" : "\n");
      text += ended;
      if (i % 2 == 0) text += ended;
    }
    expect_as_judged(text);
    if (HasFatalFailure()) FAIL() << line;
  }
}

TEST(PlainLine, HasNotTheColumnsOfOtherFormats) {
  for (const char* const behind :
       {" 1 0.1 [w] [] a:1 1 0.1 200 id", " 1 0.1 [w] \"a:1\" 1 0.1 200 \"id\"",
        " 1 \"r\" \"s\" 2ms", " \"10.0.0.1:1\" \"10.0.0.2:2\" x_forwarded_for:\"10.0.0.3\""}) {
    for (const std::string& line : {plain()[2], plain()[7]}) {
      expect_as_judged(line + "\n" + line + behind + "\n" + line + behind + "\r\n" + line + "\n");
      for (const Kernel& kernel : kernels())
        EXPECT_EQ(run_length(line + behind + "\n", kernel), 0u) << kernel.name << line << behind;
    }
  }
}

TEST(PlainLine, HasAsManyQuotesAsARunMayHave) {
  for (std::size_t quotes = 0; quotes < 20; ++quotes) {
    const std::string line = kCombined + " x" + std::string(quotes, '"');
    for (const Kernel& kernel : kernels()) {
      const bool fits = &kernel != &kernels().back() && 6 + quotes <= PlainRun::kMostQuotes;
      EXPECT_EQ(run_length(line + "\n" + line + "\n", kernel), fits ? 2u : 0u)
          << kernel.name << quotes;
    }
    expect_as_judged(line + "\n" + line + "\n" + line + "\"\n" + line + "\n");
  }
}

// After a host, only an IPv4 address in canonical form is plain without a question.
TEST(PlainLine, HasAnAddressAfterItsHost) {
  const std::string tail = kCombined.substr(kCombined.find(' '));
  std::string text = kHost + " 192.0.2.1" + tail + "\n";
  const auto add = [&](std::string_view client) {
    for (int times = 0; times < 2; ++times)
      text.append(kHost).append(" ").append(client).append(tail) += '\n';
  };
  for (int number = 0; number < 1000; ++number) {
    const std::string digits = std::to_string(number);
    for (const std::string& shown : {digits, "0" + digits}) {
      add(shown + ".0.2.1");
      add("10." + shown + ".2.1");
      add("10.0.2." + shown);
    }
  }
  for (const char* const client : {"",
                                   "1",
                                   "1.2",
                                   "1.2.3",
                                   "1.2.3.4.5",
                                   "1.2.3.",
                                   ".1.2.3",
                                   "1..2.3",
                                   "1.2.3.4.",
                                   "1.2.3.4a",
                                   "255.255.255.255",
                                   "255.255.255.2555",
                                   "1.2.3.4:80",
                                   "[::1]",
                                   "::",
                                   "::1",
                                   "1::",
                                   "1:2",
                                   "12:2001:db8::1",
                                   "2001:db8::1",
                                   "2001:DB8::1",
                                   "2001:db8:1:2:3:4:5:6",
                                   "a.example.com",
                                   "-",
                                   "10.0.0.1,10.0.0.2",
                                   "1.2.3/4"})
    add(client);
  expect_as_judged(text);
}

TEST(PlainLine, HasAHostThatIsKnown) {
  std::string text;
  for (const char* const host :
       {"localhost", "a.b", "a.b:1", "www.example.com", "www.example.com:443",
        "www.example.org:443", "example", "-", "_", "10.0.0.1:80", "10.0.0.1", "[::1]:80",
        "WWW.example.com", "a.b,", "#a.b", "a.1"}) {
    for (int times = 0; times < 3; ++times)
      text.append(host).append(" ").append(kCombined) += '\n';
  }
  for (std::size_t length = 1; length < 80; ++length) {
    for (int times = 0; times < 3; ++times)
      text.append(length, 'h').append(".de ").append(kCombined) += '\n';
  }
  expect_as_judged(text);
  for (const char* const name : {"combined", "vhost_combined", "clf", "ltsv"})
    expect_as_judged(text, GivenFormat::parse(name));
  for (const Kernel& kernel : kernels()) {
    EXPECT_EQ(run_length("www.example.org:443 " + kCombined + "\n", kernel), 0u) << kernel.name;
    EXPECT_EQ(run_length("www.example.com:44 " + kCombined + "\n", kernel), 0u) << kernel.name;
  }
}

TEST(PlainLine, HasOnlyTheFrontsThatTheRulesAllow) {
  PlainRules rules = usual_rules();
  rules.client_first = false;
  EXPECT_EQ(run_of(plain()[2] + "\n", kernels().front(), rules).count, 0u);
  EXPECT_EQ(run_of(plain()[7] + "\n", kernels().front(), rules).count, 1u);
  rules.client_first = true;
  rules.host_first = false;
  EXPECT_EQ(run_of(plain()[2] + "\n", kernels().front(), rules).count, 1u);
  EXPECT_EQ(run_of(plain()[7] + "\n", kernels().front(), rules).count, 0u);
}

constexpr std::string_view kPatternFront =
    "$remote_addr - $remote_user [$time_local] \"$request\" ";

struct PatternRow {
  std::string pattern;
  bool fits_plain_lines;
};

std::vector<PatternRow> patterns() {
  const std::string front(kPatternFront);
  return {
      {front + "$status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"", true},
      {front + "$status $body_bytes_sent $request_time \"$upstream_addr\" $x", true},
      {front + "$status \"$http_x_forwarded_for\"", true},
      {"%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" %D", true},
      {"%h - %u [%{%d/%b/%Y:%H:%M:%S %z}t] \"%r\" %>s %O", true},
      {front + "$status $body_bytes_sent $msec", true},
      {"$http_x_forwarded_for - $remote_user [$time_local] \"$request\" $status $body_bytes_sent",
       true},
      {"$remote_addr - $remote_user [$time_local] \"$request_method $request_uri "
       "$server_protocol\" $status $body_bytes_sent",
       true},
      {front + "$status", false},
      {front + "$status\t$body_bytes_sent", false},
      {front + "$body_bytes_sent $status", false},
      {"$remote_addr - [$time_local] \"$request\" $status $body_bytes_sent", false},
      {"$remote_addr - $remote_user [$time_iso8601] \"$request\" $status $body_bytes_sent", true},
      {"$remote_addr - $remote_user [$time_local] $request $status $body_bytes_sent", false},
      {"$host $remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent",
       false},
      {"{\"client\":\"$remote_addr\",\"status\":$status}", false},
  };
}

// A pattern may fit lines that no other format has, and leave other fields null.
TEST(PlainLine, OfAPatternFitsThePattern) {
  const std::vector<std::string> tails =
      joined({"200", "404", "-", "20", "0.5", "\"a\"", "\"", "\\\"", "a\"b\"", ""}, 3);
  std::string text;
  for (const std::string& tail : tails) {
    for (const std::string& front : {kFront, kClient + "\"\\\"\"", kHost + " " + kFront,
                                     std::string("a - /b") + kFront.substr(kFront.find(" ["))}) {
      const std::string line = front.substr(0, front.size() - (front.back() == ' ' ? 1 : 0)) + tail;
      text += line + "\n" + line + "\r\n";
    }
  }
  for (const auto& [pattern, fits] : patterns()) {
    expect_as_judged(text, GivenFormat::parse(pattern));
    if (HasFatalFailure()) FAIL() << pattern;
  }
}

TEST(PlainLine, OfAPatternIsParsedWhereThePatternBeginsLikeCombined) {
  const std::string text = generated(gen::Layout::kCombined);
  for (const auto& [pattern, fits] : patterns()) {
    const std::size_t taken =
        taken_lines(text, kernels().front(), LineParser(UINT64_MAX, GivenFormat::parse(pattern)));
    EXPECT_EQ(taken > 54000, fits) << pattern;
    EXPECT_EQ(taken > 0, fits) << pattern;
  }
}

TEST(PlainLine, OfAPatternWithOneByteOffIsJudgedAsThePatternSays) {
  for (const std::size_t row : {0u, 3u}) {
    const GivenFormat given = GivenFormat::parse(patterns()[row].pattern);
    const std::string& line = plain()[4];
    for (std::size_t at = 0; at <= line.size(); ++at) {
      std::string text = line + "\n";
      for (int value = 0; value < 256; ++value) {
        std::string off = line;
        off.replace(at, at == line.size() ? 0 : 1, 1, static_cast<char>(value));
        text += off + "\n" + line + "\n";
      }
      expect_as_judged(text, given);
      if (HasFatalFailure()) FAIL() << row << " at " << at;
    }
  }
}

TEST(PlainLine, IsFoundAtEveryOffsetOfItsBlock) {
  for (std::size_t offset = 0; offset < 130; ++offset) {
    std::string text = std::string(offset, 'x') + "\n";
    for (const std::string& line : plain())
      text += line + "\n" + line + "\n";
    expect_as_judged(text);
  }
}

}  // namespace
}  // namespace logscan
