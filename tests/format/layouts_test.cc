#include "format/layouts/layouts.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "logscan/field.h"
#include "support/layout_rows.h"
#include "support/sample_lines.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::LayoutRow;

std::vector<LayoutRow> all_rows() {
  std::vector<LayoutRow> rows(test::proxy_rows().begin(), test::proxy_rows().end());
  rows.insert(rows.end(), test::cloud_rows().begin(), test::cloud_rows().end());
  return rows;
}

bool is_miss(const LayoutRow& row) {
  return row.expected.starts_with("column ");
}

TEST(Layouts, CutEachRowAsTheTableSays) {
  for (const LayoutRow& row : all_rows()) {
    EXPECT_EQ(test::cut_dump(test::layout_called(row.layout), row.text), row.expected)
        << row.layout << ": " << row.why;
  }
}

TEST(Layouts, AreFoundByTheLineAlone) {
  for (const LayoutRow& row : all_rows()) {
    LogLine fields;
    const Layout* const layout = find_layout(row.text, fields);
    if (is_miss(row)) {
      EXPECT_EQ(layout, nullptr) << row.layout << ": " << row.why;
      continue;
    }
    ASSERT_NE(layout, nullptr) << row.layout << ": " << row.why;
    EXPECT_STREQ(layout->name, row.layout) << row.why;
    EXPECT_EQ(test::full_dump(fields), row.expected) << row.why;
  }
}

TEST(Layouts, GiveTheSameVerdictWithAndWithoutFields) {
  for (const LayoutRow& row : all_rows()) {
    for (std::size_t size = 0; size <= row.text.size(); ++size) {
      const std::string_view torn = row.text.substr(0, size);
      LogLine all;
      LogLine verdict;
      LayoutMismatch all_mismatch;
      LayoutMismatch verdict_mismatch;
      const Layout& layout = test::layout_called(row.layout);
      const bool fits = layout.cut(torn, all, all_mismatch);
      ASSERT_EQ(layout.cut_wanted(torn, Wanted::kVerdict, verdict, verdict_mismatch), fits) << torn;
      ASSERT_EQ(test::miss_dump(verdict_mismatch), test::miss_dump(all_mismatch)) << torn;
      ASSERT_EQ(verdict.status, all.status) << torn;
      ASSERT_EQ(verdict.time, all.time) << torn;
      ASSERT_TRUE(!fits || torn.find(layout.needed) != std::string_view::npos) << torn;
      const std::string_view first = layout.first;
      ASSERT_TRUE(!fits || first.empty() || first.find(torn[0]) != std::string_view::npos) << torn;
    }
  }
}

TEST(Layouts, HaveNamesAndASampleThatNoOtherTakes) {
  std::set<std::string> names;
  for (const Layout& layout : kLayouts) {
    names.insert(layout.name);
    for (const Layout& other : kLayouts) {
      LogLine fields;
      LayoutMismatch mismatch;
      EXPECT_EQ(other.cut(layout.sample, fields, mismatch), &other == &layout)
          << other.name << " over the sample of " << layout.name;
    }
  }
  EXPECT_EQ(names.size(), kLayoutCount);
  const std::array<const char*, kLayoutCount> order = {"squid",   "haproxy", "envoy",  "uwsgi",
                                                       "aws_elb", "aws_alb", "aws_s3", "gcs"};
  for (std::size_t i = 0; i < kLayoutCount; ++i)
    EXPECT_STREQ(kLayouts[i].name, order[i]);
}

TEST(Layouts, LeaveTheFieldsAloneWhereTheLineDoesNotFit) {
  LogLine before;
  before.client = "as it was";
  before.status = 299;
  for (const LayoutRow& row : all_rows()) {
    if (!is_miss(row)) continue;
    LogLine fields = before;
    LayoutMismatch mismatch;
    EXPECT_FALSE(test::layout_called(row.layout).cut(row.text, fields, mismatch));
    EXPECT_EQ(test::full_dump(fields), test::full_dump(before)) << row.why;
    EXPECT_GE(mismatch.column, 1u);
    EXPECT_LE(mismatch.column, row.text.size() + 1);
  }
  LogLine fields = before;
  EXPECT_EQ(find_layout("", fields), nullptr);
  EXPECT_EQ(test::full_dump(fields), test::full_dump(before));
}

/// Whether all that is not null lies in the line.
bool lies_within(const LogLine& fields, std::string_view line) {
  for (std::size_t i = 0; i < kFields; ++i) {
    const std::string_view text = field_text(fields, static_cast<Field>(i));
    if (text.data() == nullptr) continue;
    if (text.data() < line.data() || text.data() + text.size() > line.data() + line.size())
      return false;
  }
  return true;
}

TEST(Layouts, GiveTheStatusOfATornLineOrNothing) {
  for (const LayoutRow& row : all_rows()) {
    // Here a client wrote what the end of a whole line looks like.
    if (std::string_view(row.why).starts_with("a client that writes")) continue;
    LogLine whole;
    LayoutMismatch mismatch;
    const Layout& layout = test::layout_called(row.layout);
    if (!layout.cut(row.text, whole, mismatch)) continue;
    for (std::size_t size = 0; size < row.text.size(); ++size) {
      const std::vector<char> bytes(row.text.begin(),
                                    row.text.begin() + static_cast<std::ptrdiff_t>(size));
      const std::string_view torn(bytes.data(), size);
      LogLine fields;
      if (!layout.cut(torn, fields, mismatch)) continue;
      ASSERT_EQ(fields.status, whole.status) << torn;
      ASSERT_TRUE(lies_within(fields, torn)) << torn;
    }
  }
}

void expect_none(std::string_view line) {
  LogLine fields;
  const Layout* const layout = find_layout(line, fields);
  EXPECT_EQ(layout, nullptr) << layout->name << ": " << line;
  PrefixKind kind = PrefixKind::kCri;
  EXPECT_EQ(strip_prefix(line, kind), line);
  EXPECT_EQ(kind, PrefixKind::kNone) << line;
}

TEST(Layouts, TakeNoQuoteDelimitedLineAndNoPrefixOffIt) {
  for (const test::SampleLine& line : test::sample_lines()) {
    if (line.verdict.starts_with("parsed")) expect_none(line.text);
  }

  std::size_t lines = 0;
  const std::filesystem::path folder = std::filesystem::path(LOGSCAN_SOURCE_DIR) / "data";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".log") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    for (std::string line; std::getline(in, line); ++lines) {
      if (line.ends_with('\r')) line.pop_back();
      expect_none(line);
    }
  }
  EXPECT_GT(lines, 1000u);
}

TEST(Layouts, TakeNoJsonAndNothingLikeIt) {
  for (const char* line : {
           R"({"status":200,"request":"GET / HTTP/1.1","time":"2026-01-12T10:00:00Z"})",
           R"({ "level": "info", "ts": 1768212000.5, "status": 404 })",
           R"(["2026-01-12T10:00:00Z", 200])",
           R"("GET / HTTP/1.1" 200)",
           "{}",
           "[]",
           "\"\"",
           "time:2026-01-12T10:00:00Z\thost:192.0.2.1\tstatus:200",
           "ts=2026-01-12T10:00:00Z status=200 path=/",
           "2026-01-12 10:00:00 192.0.2.1 GET / 200",
       }) {
    expect_none(line);
  }
}

TEST(Layouts, KnowTheRowOfNames) {
  EXPECT_TRUE(is_layout_header("\"time_micros\",\"c_ip\",\"c_ip_type\""));
  EXPECT_TRUE(is_layout_header("time_micros,c_ip"));
  EXPECT_FALSE(is_layout_header("\"time_micros\""));
  for (const Layout& layout : kLayouts)
    EXPECT_FALSE(is_layout_header(layout.sample));
}

}  // namespace
}  // namespace logscan
