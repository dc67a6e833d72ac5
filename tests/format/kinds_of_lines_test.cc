// Each kind of line that servers write gives its record, and is judged alike by the reference.

#include "support/kinds_of_lines.h"

#include <span>
#include <string>

#include "support/ask.h"
#include "support/records_of.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

void expect_records(std::span<const test::KindRow> rows) {
  for (const test::KindRow& row : rows) {
    std::string text;
    for (const std::string& line : row.lines)
      text += line + "\n";
    EngineOptions options = test::one_thread();
    if (row.log_format != nullptr)
      test::ask(options, [&](QuerySpec& spec) {
        spec.log_format = GivenFormat::parse(row.log_format).spec();
      });
    if (row.trusted_proxy != nullptr)
      test::ask(options, [&](QuerySpec& spec) { spec.trusted_proxies = {row.trusted_proxy}; });
    EXPECT_EQ(test::records_of(text, options), row.records) << row.why;
    if (row.log_format != nullptr) continue;
    const test::TempFile file(text);
    EXPECT_EQ(test::counts_of(analyse(test::open_all({file.path()}), test::one_thread())),
              test::plain_counts(text, UINT64_MAX))
        << row.why;
  }
}

TEST(KindsOfLines, InTextGiveTheirRecords) {
  expect_records(test::kinds_of_text());
}

TEST(KindsOfLines, InJsonGiveTheirRecords) {
  expect_records(test::kinds_of_json());
}

}  // namespace
}  // namespace logscan
