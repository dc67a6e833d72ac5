#include "query/filter_terms.h"

#include "logscan/query_spec.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

QuerySpec spec_with(FilterSpec filter, std::string_view mask = "") {
  QuerySpec spec;
  spec.filter = std::move(filter);
  if (!mask.empty()) spec.mask = Mask::parse(mask);
  return spec_of(*compile_query(std::move(spec), {1'768'212'000, {}}));
}

std::vector<std::string> words_of(const QuerySpec& spec) {
  std::vector<std::string> words;
  for (const FilterTerm& term : filter_terms(spec)) {
    words.push_back(term.option + " " + term.value);
    if (term.time) words.back() += " " + format_rfc3339(*term.time);
  }
  return words;
}

TEST(FilterTerms, RepeatEachOption) {
  EXPECT_THAT(words_of(spec_with({})), IsEmpty());
  FilterSpec filter;
  filter.statuses = {"5xx,404", "403"};
  filter.not_clients = {"192.0.2.1"};
  filter.paths = {"/b", "/a,1"};
  filter.since = "2 hours ago";
  filter.where = {"user = frank"};
  EXPECT_THAT(
      words_of(spec_with(filter)),
      ElementsAre("--status 403,404,5xx", "--path /a,1", "--path /b", "--not-client 192.0.2.1",
                  "--since 2 hours ago 2026-01-12T08:00:00+00:00", "--where user = frank"));
}

TEST(FilterTerms, HideWhatIsMasked) {
  FilterSpec filter;
  filter.clients = {"192.0.2.77"};
  filter.paths = {"/of/192.0.2.77"};
  filter.where = {"user = frank", "client = 192.0.2.77", "query *= token", "status >= 500",
                  "referer *= a"};
  EXPECT_THAT(words_of(spec_with(filter, "clients")),
              ElementsAre("--path /of/192.0.2.0", "--client 192.0.2.0", "--where (masked)",
                          "--where query *= token", "--where (masked)", "--where status >= 500",
                          "--where user = frank"));
  EXPECT_THAT(words_of(spec_with(filter, "users,queries")),
              ElementsAre("--path /of/192.0.2.77", "--client 192.0.2.77",
                          "--where client = 192.0.2.77", "--where (masked)", "--where (masked)",
                          "--where status >= 500", "--where (masked)"));
}

std::vector<std::string> hints_for(std::string where) {
  FilterSpec filter;
  filter.where = {std::move(where)};
  return filter_hints(spec_with(filter), {});
}

TEST(FilterTerms, HintAtPathsThatBeginWithOne) {
  FilterSpec filter;
  filter.paths = {"/api", "/x*", "shop"};
  EXPECT_THAT(filter_hints(spec_with(filter), {}),
              ElementsAre(HasSubstr("use '/api*'"), HasSubstr("use --path '*shop*'")));
}

TEST(FilterTerms, HintAtThePatternsOfSql) {
  EXPECT_THAT(hints_for("path like '/api/%'"), ElementsAre(HasSubstr("use like '/api/*'")));
  EXPECT_THAT(hints_for("status = 200 and not (path LIKE /a%)"),
              ElementsAre(HasSubstr("use like '/a*'")));
  EXPECT_THAT(hints_for("path like '/a%*'"), IsEmpty());
  EXPECT_THAT(hints_for("path = 'like %'"), IsEmpty());
  EXPECT_THAT(hints_for("path = '%' and agent like 'x'"), IsEmpty());
  EXPECT_THAT(hints_for("path = likely"), IsEmpty());
}

}  // namespace
}  // namespace logscan
