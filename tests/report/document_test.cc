#include "report/document.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "report/cell_text.h"
#include "support/summaries.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::detail {
namespace {

using ::testing::ElementsAre;
using testing::small_summary;

const Section* find_section(const Document& document, std::string_view name) {
  const auto found = std::find_if(document.sections.begin(), document.sections.end(),
                                  [&](const Section& each) { return each.name == name; });
  return found == document.sections.end() ? nullptr : &*found;
}

std::vector<const Table*> tables_of(const Section& section) {
  std::vector<const Table*> tables;
  for (const Part& part : section.parts) {
    if (const auto* table = std::get_if<Table>(&part)) tables.push_back(table);
  }
  for (const Section& child : section.children) {
    for (const Table* table : tables_of(child))
      tables.push_back(table);
  }
  return tables;
}

std::vector<const Table*> tables_of(const Document& document) {
  std::vector<const Table*> tables;
  for (const Section& section : document.sections) {
    for (const Table* table : tables_of(section))
      tables.push_back(table);
  }
  return tables;
}

/// Returns the cells of a row as the text report writes them.
std::vector<std::string> texts(const TableRow& row) {
  std::vector<std::string> all;
  for (const Cell& cell : row.cells)
    all.push_back(plain_text(cell));
  return all;
}

std::vector<std::string> section_names(const Document& document) {
  std::vector<std::string> names;
  for (const Section& section : document.sections)
    names.push_back(section.name + (section.aside ? " (aside)" : ""));
  return names;
}

std::string fact(const Document& document, std::string_view label) {
  std::string text;
  for (const Fact& each :
       std::get<Facts>(find_section(document, "overview")->parts.front()).facts) {
    if (each.label != label) continue;
    for (const Cell& part : each.parts)
      text += plain_text(part);
  }
  return text;
}

Summary grouped_summary() {
  Summary summary = small_summary();
  GroupSummary group;
  group.by = {"path"};
  group.show = {Measure::kCount, Measure::kRate, Measure::kP95};
  GroupRow fast;
  fast.key = {"/fast"};
  fast.count = 7;
  fast.errors = 1;
  fast.p95 = 2'000'000;
  GroupRow slow = fast;
  slow.key = {std::nullopt};
  slow.count = 2;
  slow.p95 = 3'500'000'000;
  group.rows = {fast, slow};
  group.others.count = 3;
  group.total.count = 12;
  group.distinct = 5;
  summary.groups.push_back(group);
  return summary;
}

TEST(Document, DescribesTheDefaultReport) {
  const Document document = make_document(small_summary());
  EXPECT_THAT(section_names(document),
              ElementsAre("overview", "timeline", "statuses", "failing", "errors", "malformed"));
  EXPECT_EQ(document.accounting,
            "lines 4 = parsed 3 + malformed 1 + blank 0 + comment 0 + filtered 0");
  EXPECT_EQ(fact(document, "input"), "/checkout");
  EXPECT_EQ(fact(document, "read"), "4 lines, 400");
  EXPECT_EQ(fact(document, "errors"), "2 of 3 parsed (66.67 %): 0 client 4xx, 2 server 5xx");
  EXPECT_EQ(fact(document, "period"), "2023-10-10T12:00:00+00:00 .. 2023-10-10T12:59:59+00:00");
}

TEST(Document, ListsFailingEndpoints) {
  const Document document = make_document(small_summary());
  const Table& table = *tables_of(*find_section(document, "failing")).front();
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_THAT(texts(table.rows.front()),
              ElementsAre("503", "2", "66.67 %", "2023-10-10T12:31:00+00:00",
                          "2023-10-10T12:31:59+00:00", "/checkout", "/checkout"));
  EXPECT_EQ(table.rows.front().severity, Severity::kError);
}

TEST(Document, LeadsFromAStatusToItsPathsClientsAndExample) {
  const Document document = make_document(small_summary());
  const Section& errors = *find_section(document, "errors");
  ASSERT_EQ(errors.children.size(), 1U);
  const Section& child = errors.children.front();
  EXPECT_EQ(child.name, "503");
  const std::vector<const Table*> tables = tables_of(child);
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_EQ(tables[0]->name, "paths_503");
  EXPECT_EQ(tables[1]->name, "clients_503");
  EXPECT_THAT(texts(tables[0]->rows.front()), ElementsAre("/checkout", "2", "100.00 %"));
  EXPECT_EQ(std::get<Quote>(child.parts.back()).sample.line, 2U);
}

TEST(Document, PutsAnswersFirstAndTheDefaultReportAside) {
  const Document document = make_document(grouped_summary());
  EXPECT_THAT(section_names(document),
              ElementsAre("overview", "groups", "slowest (aside)", "timeline (aside)",
                          "statuses (aside)", "failing (aside)", "errors (aside)", "malformed"));
  const Table& table = *tables_of(*find_section(document, "groups")).front();
  EXPECT_THAT(texts(table.rows[0]), ElementsAre("/fast", "7", "14.29 %", "0.002"));
  EXPECT_THAT(texts(table.rows[1]), ElementsAre("-", "2", "50.00 %", "3.5"));
  EXPECT_THAT(texts(*table.others), ElementsAre("others: 3 groups", "3", "0.00 %", "-"));
  EXPECT_THAT(texts(*table.total), ElementsAre("total", "12", "0.00 %", "-"));
  EXPECT_THAT(table.notes, ElementsAre("2 of 5 groups listed; every count is exact"));
}

TEST(Document, SortsTheSlowestGroupsFirst) {
  const Document document = make_document(grouped_summary());
  const Section& section = *find_section(document, "slowest");
  EXPECT_EQ(section.title, "Slowest path, by p95");
  const Table& table = *tables_of(section).front();
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(plain_text(table.rows[0].cells[3]), "3.5");
  EXPECT_FALSE(table.total);
}

TEST(Document, NamesOfTablesAreUniqueAndRowsAreComplete) {
  Summary summary = grouped_summary();
  summary.groups.push_back(summary.groups.front());
  SeriesSummary series;
  series.by = {"status"};
  series.show = {Measure::kCount};
  series.rows.push_back({{1696939200, 0}, {}});
  series.rows.back().group.key = {"200"};
  summary.series = {series, series};
  summary.inputs.push_back(summary.inputs.front());
  summary.totals.lines += 4;
  const Document document = make_document(summary);
  std::set<std::string> names;
  for (const Table* table : tables_of(document)) {
    EXPECT_TRUE(names.insert(table->name).second) << table->name;
    for (const TableRow& row : table->rows)
      EXPECT_EQ(row.cells.size(), table->columns.size()) << table->name;
    for (const auto& sum : {table->others, table->total}) {
      if (sum) {
        EXPECT_EQ(sum->cells.size(), table->columns.size()) << table->name;
      }
    }
  }
  EXPECT_TRUE(names.contains("groups_2"));
  EXPECT_TRUE(names.contains("series_2"));
  EXPECT_TRUE(names.contains("inputs"));
}

TEST(Document, LeavesOutSectionsWithoutContent) {
  const Document document = make_document(Summary());
  EXPECT_THAT(section_names(document), ElementsAre("overview"));
  EXPECT_EQ(fact(document, "errors"), "nothing to count: there are no lines");
}

}  // namespace
}  // namespace logscan::detail
