#include <algorithm>
#include <cstdint>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "logscan/report.h"
#include "support/summaries.h"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace logscan {
namespace {

using testing::small_summary;
using Counts = std::vector<std::pair<std::string, std::string>>;

/// Returns the two groups of every match of a pattern: a key and its count, without separators.
Counts counts_in(const std::string& report, const char* pattern) {
  const std::regex regex(pattern, std::regex::multiline);
  Counts counts;
  for (std::sregex_iterator at(report.begin(), report.end(), regex), end; at != end; ++at) {
    std::string count = (*at)[2].str();
    std::erase(count, ',');
    counts.emplace_back((*at)[1].str(), count);
  }
  return counts;
}

/// Returns the part of a report from `begin` to `end`.
std::string part(const std::string& report, std::string_view begin, std::string_view end) {
  const std::size_t from = report.find(begin);
  if (from == std::string::npos) return "";
  const std::size_t to = report.find(end, from + begin.size());
  return report.substr(from, to == std::string::npos ? to : to - from);
}

ReportStyle terminal() {
  ReportStyle style;
  style.columns = 300;
  style.units = true;
  return style;
}

/// Returns a summary whose counts of errors are the given ones, 404 and up.
Summary summary_of(const std::vector<std::uint64_t>& counts) {
  Summary summary = small_summary();
  summary.top_errors.clear();
  summary.status.codes[503] = 0;
  summary.status.classes[4] = 0;
  summary.status.server_errors = 0;
  StatusCode code = 404;
  for (const std::uint64_t count : counts) {
    ErrorSummary error = small_summary().top_errors.front();
    error.status = code;
    error.count = count;
    summary.status.codes[code] = count;
    summary.status.classes[3] += count;
    summary.status.client_errors += count;
    summary.totals.parsed += count;
    summary.totals.lines += count;
    summary.top_errors.push_back(error);
    ++code;
  }
  return summary;
}

/// At most as many as text and terminal list, the most frequent first.
std::vector<std::uint64_t> some_counts() {
  auto counts = *rc::gen::container<std::vector<std::uint64_t>>(
      rc::gen::inRange<std::uint64_t>(1, 10'000'000'000'000));
  if (counts.size() > 8) counts.resize(8);
  std::sort(counts.rbegin(), counts.rend());
  return counts;
}

RC_GTEST_PROP(ReportFormats, ShowTheSameErrors, ()) {
  const Summary summary = summary_of(some_counts());
  const Counts json = counts_in(part(report_json(summary, {}), "\"top_errors\"", "\n  ]"),
                                R"re("status": (\d+),\s+"count": (\d+))re");
  RC_ASSERT(json.size() == summary.top_errors.size());
  RC_ASSERT(counts_in(report_text(summary, {}), R"re(^error (\d{3}) +(\d+) )re") == json);
  RC_ASSERT(counts_in(part(report_terminal(summary, terminal()), "What fails", "\n\n"),
                      R"re(^(\d{3}) +([\d,]+) )re") == json);
  RC_ASSERT(counts_in(part(report_markdown(summary), "## What fails", "\n## "),
                      R"re(^\| (\d{3}) \| ([\d,]+) \|)re") == json);
  RC_ASSERT(counts_in(report_table(summary, RecordFormat::kCsv), R"re(^(\d{3}),(\d+),)re") == json);
}

RC_GTEST_PROP(ReportFormats, ShowTheSameStatuses, ()) {
  const Summary summary = summary_of(some_counts());
  const Counts json = counts_in(part(report_json(summary, {}), "\"codes\"", "\"classes\""),
                                R"re("(\d{3})": (\d+))re");
  RC_ASSERT(json.size() == summary.top_errors.size() + 1);
  RC_ASSERT(counts_in(report_text(summary, {}), R"re(^status (\d{3}) +(\d+) )re") == json);
  RC_ASSERT(counts_in(part(report_markdown(summary), "| status |", "\n\n"),
                      R"re(^\| (\d{3}) \| ([\d,]+) \|)re") == json);
  RC_ASSERT(counts_in(report_table(summary, RecordFormat::kTsv, "statuses"),
                      R"re(^(\d{3})\t(\d+)\t)re") == json);
  Counts shown = counts_in(part(report_terminal(summary, terminal()), "Statuses", "\n\n"),
                           R"re(  (\d{3}) ([\d,]+))re");
  std::sort(shown.begin(), shown.end());
  RC_ASSERT(shown == json);
}

RC_GTEST_PROP(ReportFormats, ShowTheSameGroups, ()) {
  Summary summary = small_summary();
  GroupSummary group;
  group.by = {"path"};
  group.show = {Measure::kCount, Measure::kErrors};
  for (const std::uint64_t count : some_counts()) {
    GroupRow row;
    row.key = {"/page" + std::to_string(group.rows.size())};
    row.count = count;
    row.errors = count / 2;
    group.total.count += count;
    group.rows.push_back(row);
  }
  group.distinct = group.rows.size();
  summary.groups = {group};
  const Counts json =
      counts_in(report_json(summary, {}), R"re("key": \["(/page\d+)"\],\s+"count": (\d+))re");
  RC_ASSERT(json.size() == group.rows.size());
  RC_ASSERT(counts_in(report_terminal(summary, terminal()), R"re(^(/page\d+) +([\d,]+) )re") ==
            json);
  RC_ASSERT(counts_in(report_markdown(summary), R"re(^\| `(/page\d+)` \| ([\d,]+) \|)re") == json);
  RC_ASSERT(counts_in(report_table(summary, RecordFormat::kCsv), R"re(^(/page\d+),(\d+),)re") ==
            json);
}

RC_GTEST_PROP(ReportFormats, CloseWithTheSameAccounting, ()) {
  const Summary summary = summary_of(some_counts());
  const std::string text = report_text(summary, {});
  std::string accounting = text.substr(text.rfind("\nlines ") + 1);
  accounting.pop_back();
  RC_ASSERT(report_terminal(summary, terminal()).find(accounting) != std::string::npos);
  RC_ASSERT(report_markdown(summary).find("`" + accounting + "`") != std::string::npos);
}

}  // namespace
}  // namespace logscan
