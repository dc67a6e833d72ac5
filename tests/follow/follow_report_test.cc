// Reports on followed lines: intervals as JSON, and the window as a view.
#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

#include "follow/follow_json.h"
#include "follow/follow_view.h"
#include "follow/window.h"
#include "support/ask.h"
#include "text/safe_text.h"
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace logscan {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

// Counts lines as they would come from a file.
class Counted {
 public:
  explicit Counted(EngineOptions options = {})
      : options_(std::move(options)), sink_(options_), parser_(options_.query->parser()) {}

  void add(WindowCounts& counts, std::string_view path, int status, int times = 1) {
    std::string text;
    for (int i = 0; i < times; ++i) {
      text += fmt::format(
          "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET {} HTTP/1.1\" {} 1 \"-\" \"-\"\n", path,
          status);
    }
    add_text(counts, text);
  }

  void add_text(WindowCounts& counts, std::string text,
                std::optional<FollowClock::time_point> backlog = std::nullopt) {
    Block block;
    block.size = text.size();
    text.append(kPadding, '\0');
    block.data = text.data();
    sink_.resume("a.log", 0, parser_);
    sink_.take(block, [&] { counts.take(sink_, backlog); });
    counts.take(sink_, backlog);
  }

  void add_backlog(WindowCounts& counts, std::string text, FollowClock::time_point now) {
    add_text(counts, std::move(text), now);
  }

  const QuerySpec& query() const { return options_.query->spec; }

 private:
  EngineOptions options_;
  LineSink sink_;
  LineParser parser_;
};

constexpr std::size_t kBudget = 1 << 20;

TEST(FollowJson, IsOneLineOfValidJsonWhateverTheLogHolds) {
  Counted counted;
  WindowCounts counts(counted.query(), kBudget, kBudget);
  counted.add(counts, "/fine", 200, 3);
  counted.add(counts, "/\xff\x1b[31m", 503, 2);
  counted.add(counts, "/four", 404);
  counted.add_text(counts, "no log line\n\n# a comment\n");
  std::vector<FollowNote> notes = {{FollowNote::Kind::kUnreadable, "a\nb", "permission denied"},
                                   {FollowNote::Kind::kCut, "c", "", true}};
  const std::chrono::system_clock::time_point from(1768212000s + 250ms);
  const std::string text = follow_json({from, from + 2s, 2, counts, notes});
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  EXPECT_TRUE(text.ends_with("}\n"));
  const auto json = nlohmann::json::parse(text);
  EXPECT_EQ(json["schema"], "logscan.follow/1");
  EXPECT_EQ(json["from"], "2026-01-12T10:00:00.250+00:00");
  EXPECT_EQ(json["to"], "2026-01-12T10:00:02.250+00:00");
  EXPECT_EQ(json["totals"]["lines"], 9);
  EXPECT_EQ(json["totals"]["parsed"], 6);
  EXPECT_EQ(json["totals"]["malformed"], 1);
  EXPECT_EQ(json["totals"]["blank"], 1);
  EXPECT_EQ(json["totals"]["comment"], 1);
  EXPECT_EQ(json["requests_per_second"], 3.0);
  EXPECT_EQ(json["status"]["codes"].dump(), R"({"200":3,"404":1,"503":2})");
  EXPECT_EQ(json["status"]["errors"].dump(), R"({"client":1,"rate":0.5,"server":2,"total":3})");
  EXPECT_EQ(json["malformed"]["reasons"].dump(), R"({"no_request":1})");
  const auto& paths = json["failing_paths"];
  ASSERT_EQ(paths["paths"].size(), 2u);
  EXPECT_EQ(paths["paths"][0]["path_raw"], "2fff1b5b33316d");
  EXPECT_EQ(paths["paths"][0]["count"], 2);
  EXPECT_EQ(paths["paths"][0]["server_errors"], 2);
  EXPECT_EQ(paths["exact"], true);
  EXPECT_FALSE(json.contains("groups"));
  EXPECT_EQ(json["notes"][0].dump(),
            R"({"note":"unreadable","path":"a\nb","problem":"permission denied"})");
  EXPECT_EQ(json["notes"][1].dump(), R"({"may_have_lost":true,"note":"cut","path":"c"})");
}

TEST(FollowJson, AnswersQuestions) {
  EngineOptions options;
  test::ask(options, [&](QuerySpec& spec) {
    spec.filter.where = {"status >= 500"};
    spec.groups.push_back({{"path"}, {Measure::kCount}, 1, Measure::kCount});
  });
  Counted counted(options);
  WindowCounts counts(counted.query(), kBudget, kBudget);
  counted.add(counts, "/a", 500, 2);
  counted.add(counts, "/b", 500);
  counted.add(counts, "/a", 200, 9);
  const auto json = nlohmann::json::parse(follow_json({{}, {}, 0, counts, {}}));
  EXPECT_EQ(json["totals"]["filtered"], 9);
  EXPECT_EQ(json["totals"]["parsed"], 3);
  EXPECT_EQ(json["requests_per_second"], 0);
  EXPECT_EQ(json["groups"][0]["rows"][0]["key"][0], "/a");
  EXPECT_EQ(json["groups"][0]["rows"][0]["count"], 2);
  counts.clear();
  EXPECT_EQ(counts.groups()[0].total.count, 0u);
}

TEST(SlidingWindow, ForgetsOldLines) {
  Counted counted;
  const FollowClock::time_point start{};
  SlidingWindow window(counted.query(), 3s, start);
  counted.add(window.slice(start), "/a", 500, 1);
  counted.add(window.slice(start + 1s), "/b", 200, 2);
  counted.add(window.slice(start + 2500ms), "/c", 500, 4);
  WindowSum sum = window.sum(start + 2500ms);
  EXPECT_THAT(sum.requests, ElementsAre(1, 2, 4));
  EXPECT_THAT(sum.errors, ElementsAre(1, 0, 4));
  EXPECT_DOUBLE_EQ(sum.seconds.value(), 2.5);
  EXPECT_EQ(sum.counts.requests(), 7u);
  sum = window.sum(start + 3500ms);
  EXPECT_THAT(sum.requests, ElementsAre(2, 4, 0));
  EXPECT_DOUBLE_EQ(sum.seconds.value(), 2.5);
  EXPECT_EQ(sum.counts.failing_paths(9).size(), 1u);
  EXPECT_EQ(window.sum(start + 1000s).counts.accounting.lines, 0u);
  counted.add(window.slice(start + 1001s), "/d", 200);
  EXPECT_THAT(window.sum(start + 1001s).requests, ElementsAre(0, 0, 1));
}

// Ten lines in each of six seconds.
std::string lines_of_six_seconds(int first) {
  std::string text;
  for (int i = 0; i < 60; ++i) {
    text += fmt::format(
        "192.0.2.1 - - [12/Jan/2026:10:00:{:02} +0000] \"GET / HTTP/1.1\" 500 1 \"-\" \"-\"\n",
        first + i / 10);
  }
  return text;
}

TEST(WindowCounts, TimeStampsSayHowLongTheBacklogTook) {
  Counted counted;
  WindowCounts counts(counted.query(), kBudget, kBudget);
  const FollowClock::time_point start{};
  EXPECT_EQ(counts.seconds(start, start + 2s), 2.0);
  counted.add_backlog(counts, lines_of_six_seconds(0), start + 100ms);
  counted.add_backlog(counts, lines_of_six_seconds(5), start + 200ms);
  EXPECT_EQ(counts.seconds(start, start + 200ms), 10.0);
  counted.add(counts, "/", 200, 1000);
  EXPECT_NEAR(counts.seconds(start, start + 2200ms).value(), 12.0, 1e-9);
  EXPECT_NEAR(counts.seconds(start + 1200ms, start + 2200ms).value(), 11.0, 1e-9);
  counts.clear();
  EXPECT_EQ(counts.seconds(start, start + 2s), 2.0);
  counted.add_backlog(counts, "no time stamp\n", start);
  EXPECT_EQ(counts.seconds(start, start + 2s), std::nullopt);
}

TEST(FollowJson, TheRateOfTheBacklogIsThatOfItsTimeStamps) {
  Counted counted;
  WindowCounts counts(counted.query(), kBudget, kBudget);
  const FollowClock::time_point start{};
  const auto rate = [&] {
    const auto seconds = counts.seconds(start, start + 1ms);
    return nlohmann::json::parse(follow_json({{}, {}, seconds, counts, {}}))["requests_per_second"];
  };
  counted.add_backlog(counts, lines_of_six_seconds(0), start + 1ms);
  EXPECT_EQ(rate(), 12.0);
  counts.clear();
  counted.add_backlog(counts, "no time stamp\n", start);
  EXPECT_TRUE(rate().is_null());
}

TEST(SlidingWindow, ShowsTheRateOfTheBacklogByItsTimeStamps) {
  Counted counted;
  const FollowClock::time_point start{};
  SlidingWindow window(counted.query(), 60s, start);
  counted.add_backlog(window.slice(start), lines_of_six_seconds(0), start + 1s);
  counted.add(window.slice(start + 1500ms), "/", 200, 7);
  const WindowSum sum = window.sum(start + 2s);
  EXPECT_EQ(sum.counts.requests(), 67u);
  EXPECT_EQ(sum.seconds, 6.0);
  EXPECT_THAT(sum.requests, ElementsAre(12, 7, 0));
  EXPECT_THAT(sum.errors, ElementsAre(12, 0, 0));
  const auto lines = follow_view(sum, {{"a.log"}, "10:00:00", {}}, {80, false, false, true}, 20);
  EXPECT_THAT(lines[0], testing::HasSubstr("covers 6 s"));
  EXPECT_THAT(lines[1], testing::HasSubstr("67  11.2/s"));
  const FollowView view = {{"a.log"}, "10:00:00", {}, {{"--status", "5xx", std::nullopt}}};
  EXPECT_EQ(follow_view(sum, view, {80, false, false, true}, 20)[1], "filter    --status 5xx");
}

TEST(SlidingWindow, KeepsWhatANewLengthCovers) {
  Counted counted;
  const FollowClock::time_point start{};
  SlidingWindow window(counted.query(), 60s, start);
  counted.add(window.slice(start), "/old", 500, 3);
  counted.add(window.slice(start + 55s), "/new", 500, 2);
  window.set_length(300s, start + 58s);
  EXPECT_EQ(window.sum(start + 58s).counts.requests(), 5U);
  EXPECT_EQ(window.sum(start + 200s).counts.requests(), 5U);
  window.set_length(10s, start + 200s);
  EXPECT_EQ(window.sum(start + 200s).counts.requests(), 0U);
  counted.add(window.slice(start + 201s), "/later", 200);
  window.set_length(60s, start + 202s);
  const WindowSum sum = window.sum(start + 202s);
  EXPECT_EQ(sum.counts.requests(), 1U);
  EXPECT_LE(sum.seconds.value_or(0), 11);  // a longer window covers no time that was forgotten
}

TEST(FollowView, ListsInTheOrderThatIsAsked) {
  Counted counted;
  WindowCounts counts(counted.query(), 1 << 20, 1 << 20);
  counted.add(counts, "/missing", 404, 3);
  counted.add(counts, "/broken", 503, 2);
  EXPECT_EQ(counts.failing_paths(10).front().path, "/missing");
  EXPECT_EQ(counts.failing_paths(10, LiveSort::kServer).front().path, "/broken");
  LiveSort sort = LiveSort::kAsked;
  do {
    sort = next_sort(sort, true);
    EXPECT_NE(sort, LiveSort::kServer);
  } while (sort != LiveSort::kAsked);
}

TEST(FollowView, ShowsItsKeysInTheLastRow) {
  Counted counted;
  SlidingWindow window(counted.query(), 3s, {});
  FollowView view{{"a.log"}, "10:00:00", {}};
  view.keys = "q quit";
  const auto lines = follow_view(window.sum({}), view, {80, false, false, true}, 3);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines.back(), "q quit");
}

TEST(SlidingWindow, HasAFewSlicesHoweverLongItIs) {
  Counted counted;
  SlidingWindow window(counted.query(), 86400s, {});
  for (int minute = 0; minute < 3000; ++minute)
    counted.add(window.slice(FollowClock::time_point(minute * 60s)), "/a", 200);
  const WindowSum sum = window.sum(FollowClock::time_point(2999 * 60s));
  EXPECT_EQ(sum.requests.size(), SlidingWindow::kSlices);
  EXPECT_DOUBLE_EQ(sum.slice_seconds, 1440);
  EXPECT_NEAR(static_cast<double>(sum.counts.requests()), 1440, 24);
}

TEST(FollowView, FitsAnyTerminalAndIsHarmless) {
  Counted counted;
  const FollowClock::time_point start{};
  SlidingWindow window(counted.query(), 60s, start);
  for (const int status : {200, 301, 404, 500, 503})
    counted.add(window.slice(start), "/\x1b]0;owned\x07\xe6\x97\xa5\xe6\x9c\xac\xff", status,
                status);
  const FollowView view = {{"a\x1b[2J.log", "b.log"},
                           "10:00:00",
                           {"a note \x1b[H of some length"},
                           {{"--where", "agent = 'an \x1b[H agent'", std::nullopt}}};
  const WindowSum sum = window.sum(start + 1s);
  for (unsigned columns = 1; columns < 130; ++columns) {
    for (const bool color : {false, true}) {
      for (const bool unicode : {false, true}) {
        const auto lines = follow_view(sum, view, {columns, color, unicode, true}, 12);
        EXPECT_LE(lines.size(), 12u);
        for (const std::string& line : lines) {
          std::string plain;
          for (std::size_t at = 0; at < line.size(); ++at) {
            if (line[at] != '\x1b') {
              plain += line[at];
              continue;
            }
            // Colours alone.
            const std::size_t end = line.find_first_not_of("0123456789;[", at + 1);
            ASSERT_NE(end, std::string::npos);
            ASSERT_EQ(line[end], 'm') << line;
            ASSERT_TRUE(color);
            at = end;
          }
          EXPECT_LE(text_columns(plain), columns) << line;
          EXPECT_EQ(safe_text(plain), plain);
          const bool is_ascii = std::all_of(plain.begin(), plain.end(), [](char c) {
            return static_cast<unsigned char>(c) < 0x80;
          });
          EXPECT_TRUE(unicode || is_ascii) << line;
        }
      }
    }
  }
}

TEST(FollowView, ShowsEachStatusWithItsCount) {
  const FollowClock::time_point start{};
  Counted counted;
  SlidingWindow window(counted.query(), 3s, start);
  for (const int status : {200, 301, 302, 404, 500, 503})
    counted.add(window.slice(start), "/", status, status);
  const WindowSum sum = window.sum(start + 1s);
  for (unsigned columns = 40; columns < 100; ++columns) {
    std::string all;
    for (const std::string& line :
         follow_view(sum, {{"a.log"}, "10:00:00", {}}, {columns, false, false, true}, 100))
      all += line + " ";
    for (const char* item : {"200 200 ", "301 301 ", "302 302 ", "404 404 ", "503 503 "})
      EXPECT_NE(all.find(item), std::string::npos) << columns << ": " << item;
  }
}

TEST(FollowView, DrawsSmallBars) {
  EXPECT_EQ(small_bars({0, 1, 4, 8}, 9, true), " \xE2\x96\x81\xE2\x96\x84\xE2\x96\x88");
  EXPECT_EQ(small_bars({0, 1, 4, 8}, 9, false), " .:#");
  EXPECT_EQ(small_bars({9, 9, 0, 0}, 2, false), "  ");
  EXPECT_EQ(small_bars({1, 1'000'000}, 2, false), ".#");
  EXPECT_EQ(small_bars({}, 5, true), "");
}

TEST(FollowView, CutsLinesAtColumns) {
  EXPECT_EQ(cut_to_columns("abc", 2), "ab");
  EXPECT_EQ(cut_to_columns("abc", 3), "abc");
  EXPECT_EQ(cut_to_columns("a\xe6\x97\xa5", 2), "a");
  EXPECT_EQ(cut_to_columns("\x1b[31mabc\x1b[0m", 2), "\x1b[31mab\x1b[0m");
  EXPECT_EQ(cut_to_columns("\x1b[31mabc\x1b[0mdef", 3), "\x1b[31mabc\x1b[0m");
}

}  // namespace
}  // namespace logscan
