#include <algorithm>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/group_summary.h"
#include "report/json_sections.h"
#include "report/text_sections.h"
#include "text/safe_text.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace logscan {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::ordered_json;

const std::vector<Measure> kAll = {Measure::kCount, Measure::kErrors,  Measure::kRate,
                                   Measure::kBytes, Measure::kClients, Measure::kP50,
                                   Measure::kP90,   Measure::kP95,     Measure::kP99,
                                   Measure::kMax,   Measure::kFirst,   Measure::kLast};

template <class Value>
Json json_of(const Value& values) {
  detail::JsonWriter json;
  json.open_object();
  if constexpr (std::is_same_v<Value, std::vector<GroupSummary>>) {
    write_groups(json, values);
  } else {
    write_series(json, values);
  }
  json.close_object();
  return Json::parse(json.finish());
}

template <class Value>
std::string text_of(const Value& values, const ReportStyle& style = {}) {
  detail::TextWriter text(style);
  if constexpr (std::is_same_v<Value, std::vector<GroupSummary>>) {
    write_groups(text, values);
  } else {
    write_series(text, values);
  }
  return text.finish();
}

GroupRow row_of(std::optional<std::string> key, std::uint64_t count, std::uint64_t errors) {
  GroupRow row;
  row.key = {std::move(key)};
  row.count = count;
  row.errors = errors;
  return row;
}

GroupSummary small_group() {
  GroupSummary group;
  group.by = {"path"};
  group.show = {Measure::kCount, Measure::kErrors, Measure::kRate, Measure::kP99};
  group.rows = {row_of("/checkout", 1200, 12), row_of(std::nullopt, 30, 0), row_of("", 4, 4)};
  group.rows[0].p99 = 1'250'000'000;
  group.rows[1].p99 = 12'345'678;
  group.distinct = 40;
  group.others = row_of(std::nullopt, 66, 1);
  group.total = row_of(std::nullopt, 1300, 17);
  return group;
}

SeriesSummary small_series() {
  SeriesSummary series;
  series.every = 3600;
  series.zone = "Europe/Berlin";
  series.show = {Measure::kCount, Measure::kErrors};
  for (int i = 0; i < 3; ++i) {
    SeriesRow row{{1768176000 + i * 3600, 60}, {}};
    row.group.count = static_cast<std::uint64_t>(i) * 50;
    series.rows.push_back(row);
  }
  return series;
}

TEST(ReportGroups, ShowNoDateAndOffsetThatAllTimesShare) {
  GroupSummary group = small_group();
  group.show = {Measure::kFirst, Measure::kLast};
  group.rows[0].first = LogTime{1768212000, 60};
  group.rows[0].last = LogTime{1768212061, 60};
  group.total.last = group.rows[0].last;
  const auto text = [&](const detail::ReportClock& clock) {
    detail::TextWriter to{ReportStyle()};
    write_groups(to, {group}, clock);
    return to.finish();
  };
  EXPECT_THAT(text({"", std::int16_t{60}}), HasSubstr("by path, times of 2026-01-12 ---"));
  EXPECT_THAT(text({"", std::int16_t{60}}), HasSubstr("group  11:00:00 11:01:01  /checkout\n"));
  EXPECT_THAT(text({"Europe/Berlin", std::nullopt}), HasSubstr(" 11:00:00 11:01:01  /checkout\n"));
  // The report names another clock, or none.
  for (const detail::ReportClock& clock :
       {detail::ReportClock{"", std::int16_t{0}}, detail::ReportClock()}) {
    EXPECT_THAT(text(clock), HasSubstr("by path -"));
    EXPECT_THAT(text(clock), HasSubstr(" 2026-01-12T11:01:01+01:00  /checkout\n"));
  }
  group.total.last->seconds += 86'400;
  EXPECT_THAT(text({"", std::int16_t{60}}), HasSubstr("by path -"));
  EXPECT_THAT(text({"", std::int16_t{60}}), HasSubstr(" 2026-01-12 11:01:01  /checkout\n"));
}

TEST(ReportGroups, ShowBytesWithUnitsIfTheStyleHasThem) {
  GroupSummary group = small_group();
  group.show = {Measure::kBytes};
  ReportStyle style;
  style.units = true;
  const auto shown = [&](std::uint64_t bytes) {
    group.rows[0].bytes = bytes;
    const std::string text = text_of(std::vector{group}, style);
    const std::size_t end = text.find("  /checkout");
    const std::size_t begin = text.find_first_not_of(' ', text.rfind("group", end) + 5);
    return text.substr(begin, end - begin);
  };
  EXPECT_EQ(shown(0), "0 B");
  EXPECT_EQ(shown(999), "999 B");
  EXPECT_EQ(shown(1000), "1.0 kB");
  EXPECT_EQ(shown(999'949), "999.9 kB");
  EXPECT_EQ(shown(999'950), "1.0 MB");
  EXPECT_EQ(shown(4'812'345'678), "4.8 GB");
  EXPECT_EQ(shown(std::numeric_limits<std::uint64_t>::max()), "18.4 EB");
  style.units = false;
  EXPECT_EQ(shown(4'812'345'678), "4812345678");
}

TEST(ReportGroups, JsonHasTheMeasuresAskedForInTheirOrder) {
  EXPECT_EQ(json_of(std::vector{small_group()}), Json::parse(R"({"groups": [{
    "by": ["path"],
    "rows": [
      {"key": ["/checkout"], "count": 1200, "errors": 12, "rate": 0.01, "p99": 1.25},
      {"key": [null], "count": 30, "errors": 0, "rate": 0.0, "p99": 0.012345678},
      {"key": [""], "count": 4, "errors": 4, "rate": 1.0, "p99": null}],
    "others": {"count": 66, "errors": 1, "rate": 0.015151515151515152, "p99": null},
    "total": {"count": 1300, "errors": 17, "rate": 0.013076923076923076, "p99": null},
    "distinct": 40, "distinct_exact": true, "distinct_error_bound": 0,
    "exact": true, "error_bound": 0, "percentiles_error_bound": 0}]})"));
}

TEST(ReportGroups, JsonOfEveryMeasure) {
  GroupSummary group;
  group.by = {"client", "path"};
  group.show = {kAll.rbegin(), kAll.rend()};
  GroupRow row = row_of("a\xff", 2, 1);
  row.key.emplace_back();
  row.bytes = 7;
  row.clients = 2;
  row.p50 = 1;
  row.p90 = 2;
  row.p95 = 3;
  row.p99 = 4;
  row.max = -1'000'000'000;
  row.first = LogTime{0, 60};
  row.last = LogTime{1, 0};
  group.rows = {row};
  group.exact = group.distinct_exact = false;
  group.error_bound = 9;
  const Json json = json_of(std::vector{group})["groups"][0];
  EXPECT_EQ(json["rows"][0].dump(),
            "{\"key\":[\"a\xEF\xBF\xBD\",null],\"key_raw\":[\"61ff\",null],"
            R"("last":"1970-01-01T00:00:01+00:00","first":"1970-01-01T01:00:00+01:00",)"
            R"("max":-1,"p99":4e-09,"p95":3e-09,"p90":2e-09,"p50":1e-09,)"
            R"("clients":2,"bytes":7,"rate":0.5,"errors":1,"count":2})");
  EXPECT_EQ(json["exact"], false);
  EXPECT_EQ(json["distinct_exact"], false);
  EXPECT_EQ(json["error_bound"], 9);
  EXPECT_TRUE(json["total"]["bytes"].is_null());
  EXPECT_EQ(json["total"]["rate"], 0.0);
}

TEST(ReportGroups, JsonOfASeries) {
  SeriesSummary series = small_series();
  series.rows.resize(2);
  EXPECT_EQ(json_of(std::vector{series}), Json::parse(R"({"series": [{
    "every": 3600, "from": "2026-01-12T01:00:00+01:00", "zone": "Europe/Berlin", "by": [],
    "rows": [
      {"start": "2026-01-12T01:00:00+01:00", "count": 0, "errors": 0},
      {"start": "2026-01-12T02:00:00+01:00", "count": 50, "errors": 0}],
    "undated": 0, "gaps": true, "exact": true, "error_bound": 0}]})"));
  series.by = {"host"};
  series.rows = {{{0, 0}, row_of("example.com", 1, 0)}};
  EXPECT_EQ(json_of(std::vector{series})["series"][0]["rows"][0]["key"], Json({"example.com"}));
  series.rows.clear();
  EXPECT_TRUE(json_of(std::vector{series})["series"][0]["from"].is_null());
  EXPECT_EQ(json_of(std::vector<GroupSummary>()), Json::parse(R"({"groups": []})"));
}

TEST(ReportGroups, TextAlignsNumbersAndNamesTheRest) {
  EXPECT_EQ(text_of(std::vector{small_group()}),
            "\n"
            "-- Groups by path --------------------------------------------------------------\n"
            "       count errors     rate p99 s  path\n"
            "group   1200     12   1.00 % 1.250  /checkout\n"
            "group     30      0   0.00 % 0.012  (none)\n"
            "group      4      4 100.00 %     -  (empty)\n"
            "others    66      1   1.52 %     -  37 groups\n"
            "total   1300     17   1.31 %     -\n"
            "groups: 3 of 40 groups listed; every count is exact\n");
}

TEST(ReportGroups, TextSaysWhatIsNotExact) {
  GroupSummary group = small_group();
  group.exact = group.distinct_exact = false;
  group.error_bound = 77;
  const std::string text = text_of(std::vector{group});
  EXPECT_THAT(text, HasSubstr("  about 37 groups\n"));
  EXPECT_THAT(text, HasSubstr("groups: 3 of about 40 groups listed; counts are at most 77 too "));
}

TEST(ReportGroups, TextWithoutOthersListsAll) {
  GroupSummary group = small_group();
  group.distinct = 3;
  group.others = {};
  const std::string text = text_of(std::vector{group});
  EXPECT_THAT(text, ::testing::Not(HasSubstr("others")));
  EXPECT_THAT(text, HasSubstr("groups: 3 groups, all listed; every count is exact\n"));
  group.rows.clear();
  group.distinct = 0;
  EXPECT_THAT(text_of(std::vector{group}), HasSubstr("groups: 0 groups, all listed"));
}

TEST(ReportGroups, DurationsGetTheDecimalsThatTheShortestNeeds) {
  GroupSummary group = small_group();
  group.show = {Measure::kP50};
  group.rows = {row_of("/", 1, 0), row_of("/", 1, 0), row_of("/", 1, 0)};
  group.rows[0].p50 = 999'600'000;
  group.rows[1].p50 = -1'499'999;
  group.rows[2].p50 = 0;
  std::string text = text_of(std::vector{group});
  EXPECT_THAT(text, HasSubstr("group   1.000  /\ngroup  -0.001  /\ngroup   0.000  /\n"));
  group.rows[2].p50 = 999'999;
  text = text_of(std::vector{group});
  EXPECT_THAT(text, HasSubstr("group   0.999600  /\ngroup  -0.001500  /\ngroup   0.001000  /\n"));
  group.rows[2].p50 = 1;
  EXPECT_THAT(text_of(std::vector{group}), HasSubstr("group   0.000000001  /\n"));
}

TEST(ReportGroups, WideRowsFold) {
  GroupSummary group = small_group();
  group.show = kAll;
  group.by = {"path", "client"};
  for (GroupRow& row : group.rows)
    row.key.emplace_back("192.0.2.1");
  group.rows.resize(1);
  group.rows[0].first = LogTime{1768176000, 60};
  EXPECT_THAT(text_of(std::vector{group}),
              HasSubstr("\n        path\n        client\n"
                        "     count errors   rate bytes clients p50 s p90 s p95 s p99 s max s\n"
                        "                         first last\n"
                        "group   /checkout\n        192.0.2.1\n"
                        "      1200     12 1.00 %     -       -     -     -     - 1.250     -\n"));
}

TEST(ReportGroups, TextOfASeries) {
  EXPECT_EQ(text_of(std::vector{small_series()}),
            "\n"
            "-- Every 1 hour of 2026-01-12, zone Europe/Berlin ------------------------------\n"
            "           count errors\n"
            "time 01:00     0      0\n"
            "time 02:00    50      0\n"
            "time 03:00   100      0\n"
            "rows: 3; every count is exact\n");
  SeriesSummary series = small_series();
  series.rows[2].start.offset_minutes = 120;  // the clock jumped
  series.undated = 1;
  series.exact = false;
  series.error_bound = 5;
  const std::string text = text_of(std::vector{series});
  EXPECT_THAT(text, HasSubstr("\ntime 2026-01-12T02:00:00+01:00    50      0\n"
                              "time 2026-01-12T04:00:00+02:00   100      0\n"
                              "undated: 1 line without a readable time\n"
                              "rows: 3; counts are at most 5 too high"));
  series.every = 86400;
  EXPECT_THAT(text_of(std::vector{series}), HasSubstr("\ntime 2026-01-12    50      0\n"));
  series.by = {"host"};
  for (SeriesRow& row : series.rows)
    row.group.key = {"example.com"};
  EXPECT_THAT(text_of(std::vector{series}),
              HasSubstr("\ntime 2026-01-12    50      0  example.com\n"));
}

std::uint64_t random_number(std::mt19937_64& random) {
  return random() >> (random() % 64);
}

GroupRow random_row(std::mt19937_64& random, std::size_t keys) {
  constexpr std::string_view kPieces[] = {"/path",        "\xff",        "\x1b[2J",      "\n",
                                          "\xC3\xA9",     "\t",          "\xE6\xBC\xA2", "\"",
                                          "\xE2\x80\xAE", "a long piece"};
  GroupRow row;
  for (std::size_t i = 0; i < keys; ++i) {
    row.key.emplace_back();
    if (random() % 5 == 0) continue;
    row.key.back() = "";
    for (std::uint64_t piece = random() % 12; piece > 0; --piece)
      row.key.back()->append(kPieces[random() % std::size(kPieces)]);
  }
  row.count = random_number(random);
  row.errors = random() % 2 == 0 ? 0 : row.count / (1 + random() % 9);
  const auto maybe = [&random](auto& value) {
    if (random() % 4 != 0) value = random_number(random);
  };
  maybe(row.bytes);
  maybe(row.clients);
  for (std::optional<std::int64_t>* duration : {&row.p50, &row.p90, &row.p95, &row.p99, &row.max}) {
    if (random() % 4 != 0) *duration = static_cast<std::int64_t>(random_number(random));
  }
  if (random() % 4 != 0) row.first = LogTime{static_cast<std::int64_t>(random() % 4000000000), 90};
  if (random() % 4 != 0) row.last = LogTime{static_cast<std::int64_t>(random() % 4000000000), -90};
  return row;
}

void expect_fits(const std::string& text, const ReportStyle& style) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = text.find('\n', at);
    ASSERT_NE(end, std::string::npos);
    const std::string line = text.substr(at, end - at);
    EXPECT_LE(text_columns(line), style.columns) << line;
    EXPECT_EQ(safe_text(line), line);
    EXPECT_FALSE(line.ends_with(' ')) << '<' << line << '>';
    at = end + 1;
  }
}

TEST(ReportGroups, AnyBytesFitAndAreSafe) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    GroupSummary group;
    group.by.assign(1 + random() % 4, "path");
    for (const Measure measure : kAll) {
      if (random() % 3 != 0) group.show.push_back(measure);
    }
    std::shuffle(group.show.begin(), group.show.end(), random);
    SeriesSummary series;
    series.every = 60 * (1 + random() % 1000);
    series.zone = "UTC";
    series.show = group.show;
    if (random() % 2 == 0) series.by = group.by;
    for (std::uint64_t i = random() % 6; i > 0; --i) {
      group.rows.push_back(random_row(random, group.by.size()));
      series.rows.push_back({{static_cast<std::int64_t>(random() % 4000000000), 0},
                             random_row(random, series.by.size())});
    }
    group.total = random_row(random, 0);
    group.others = random_row(random, 0);
    group.distinct = random_number(random);
    group.exact = random() % 2 == 0;
    group.distinct_exact = random() % 2 == 0;
    group.error_bound = random_number(random);
    for (const unsigned columns : {40u, 60u, 80u, 132u, 300u}) {
      for (const bool unicode : {false, true}) {
        const ReportStyle style{.columns = columns, .unicode = unicode};
        expect_fits(text_of(std::vector{group}, style), style);
        expect_fits(text_of(std::vector{series}, style), style);
      }
    }
    const Json json = json_of(std::vector{group})["groups"][0];
    ASSERT_EQ(json["rows"].size(), group.rows.size());
    for (std::size_t i = 0; i < group.rows.size(); ++i) {
      const Json& row = json["rows"][i];
      for (std::size_t key = 0; key < group.by.size(); ++key) {
        const std::optional<std::string>& value = group.rows[i].key[key];
        EXPECT_EQ(row["key"][key], value ? Json(to_utf8(*value)) : Json());
      }
      for (const Measure measure : group.show)
        EXPECT_TRUE(row.contains(measure_name(measure)));
    }
    if (HasFailure()) return;
  }
}

TEST(GroupSummary, NamesItsMeasures) {
  for (const Measure measure : kAll)
    EXPECT_EQ(find_measure(measure_name(measure)), measure);
  EXPECT_FALSE(find_measure("median"));
}

}  // namespace
}  // namespace logscan
