// W3cFields of layouts.h over lines that are made of random columns.

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "format/layouts/layouts.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

/// Columns in random order; what was put in must come out.
TEST(W3cBuilt, GivesBackWhatALineWasMadeOf) {
  std::mt19937_64 random(20260112);
  const auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
  for (int round = 0; round < 3000; ++round) {
    const bool tabs = pick(2) == 0;
    const bool quotes = !tabs && pick(3) == 0;
    const auto word = [&] {
      const std::string bytes = tabs ? "ab/.+:;(\" " : quotes ? "ab \"/" : "ab/.+:;(";
      std::string text = "w";
      for (std::size_t size = pick(9); size > 0; --size)
        text += bytes[pick(bytes.size())];
      return text + "w";
    };
    const auto written = [&](const std::string& value) {
      if (!quotes) return value;
      std::string text = "\"";
      for (const char c : value)
        text += c == '"' ? "\"\"" : std::string(1, c);
      return text + "\"";
    };
    const std::string status = std::to_string(100 + pick(900));
    const std::string taken = std::to_string(pick(100000));
    const std::string sent = std::to_string(pick(100000));
    std::vector<std::pair<std::string, std::string>> columns = {
        {"date", "2026-01-12"},  {"time", "10:00:00"},
        {"c-ip", word()},        {"cs-username", word()},
        {"cs-method", word()},   {"cs-host", word()},
        {"sc-status", status},   {"sc-bytes", sent},
        {"cs(Referer)", word()}, {"cs(User-Agent)", word()},
        {"time-taken", taken},   {"x-forwarded-for", word()},
        {"cs-version", word()},  {"cs-uri-query", word()},
        {"x-unknown", word()},   {"x-other", "-"}};
    std::shuffle(columns.begin(), columns.end(), random);
    columns.resize(1 + pick(columns.size()));
    std::string directive = "#Fields:";
    std::string line;
    const auto put = [&](std::string_view name) -> std::string_view {
      for (const auto& [column, value] : columns) {
        if (column == name) return value;
      }
      return {};
    };
    for (const auto& [name, value] : columns) {
      directive += " " + name;
      if (!line.empty()) line += tabs ? "\t" : pick(4) == 0 ? "  " : " ";
      line += written(value);
    }
    if (columns.size() == 1 && tabs) continue;  // one value has no separator, and may hold spaces
    const std::optional<W3cFields> fields = parse_fields_directive(directive);
    ASSERT_TRUE(fields);
    LogLine out;
    LayoutMismatch mismatch;
    const bool fits = cut(line, *fields, out, mismatch);
    ASSERT_EQ(fits, put("sc-status").data() != nullptr) << directive << "\n" << line;
    if (!fits) continue;
    const auto expect = [&](std::string_view got, std::string_view name) {
      const std::string value = put(name).data() == nullptr ? "" : written(std::string(put(name)));
      const std::string_view bare =
          quotes && !value.empty() ? std::string_view(value).substr(1, value.size() - 2) : value;
      EXPECT_EQ(got, bare) << name << "\n" << directive << "\n" << line;
    };
    EXPECT_EQ(status_name(out.status), status);
    expect(out.client, "c-ip");
    expect(out.user, "cs-username");
    expect(out.method, "cs-method");
    expect(out.host, "cs-host");
    expect(out.referer, "cs(Referer)");
    expect(out.agent, "cs(User-Agent)");
    expect(out.forwarded_for, "x-forwarded-for");
    expect(out.protocol, "cs-version");
    expect(out.query, "cs-uri-query");
    EXPECT_EQ(out.bytes.has_value(), put("sc-bytes").data() != nullptr);
    EXPECT_EQ(std::to_string(out.bytes.value_or(std::stoull(sent))), sent);
    EXPECT_EQ(out.duration.has_value(), put("time-taken").data() != nullptr);
    EXPECT_EQ(out.duration.value_or(std::stoll(taken) * 1000000), std::stoll(taken) * 1000000);
    EXPECT_EQ(out.time.has_value(), put("date").data() != nullptr && put("time").data() != nullptr);
  }
}

}  // namespace
}  // namespace logscan
