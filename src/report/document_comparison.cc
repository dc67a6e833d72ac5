#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "report/document_sections.h"
#include "report/wording.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

void append(std::vector<Cell>& to, std::initializer_list<Cell> cells) {
  to.insert(to.end(), cells);
}

Severity severity_of(Change::Verdict verdict) {
  using enum Change::Verdict;
  switch (verdict) {
    case kNew:
    case kWorse:
      return Severity::kError;
    case kGone:
    case kBetter:
      return Severity::kGood;
    case kMore:
    case kLess:
      break;
  }
  return Severity::kNone;
}

/// Returns a key as one cell; null is `(none)`.
Cell key_cell(const Change& change) {
  if (change.key.empty()) return {};
  if (change.key.size() == 1 && !change.key[0]) return Words{"(none)"};
  std::string keys;
  for (const std::optional<std::string>& key : change.key)
    keys += (keys.empty() ? "" : ", ") + key.value_or("(none)");
  return LogBytes{std::move(keys)};
}

/// Returns `503 on /checkout`.
std::vector<Cell> subject(const Change& change) {
  using enum Change::Of;
  switch (change.of) {
    case kErrors:
      return {Words{"errors"}};
    case kServerErrors:
      return {Words{"server errors"}};
    case kStatus:
      return {Words{"status "}, StatusCell{change.status.value_or(0)}};
    case kPath:
      return {StatusCell{change.status.value_or(0)}, Words{" on "}, key_cell(change)};
    case kClient:
      return {StatusCell{change.status.value_or(0)}, Words{" from "}, key_cell(change)};
    case kGroup:
      return {key_cell(change)};
    case kGroupErrors:
      return {Words{"errors of "}, key_cell(change)};
  }
  return {};
}

void append_count(std::vector<Cell>& parts, const ComparedCount& count) {
  if (!count.is_exact()) parts.emplace_back(Words{"at most "});
  append(parts, {Share{count.most, count.whole}, Words{" ("}, Count{count.most}, Words{" of "},
                 Count{count.whole}, Words{")"}});
}

Fact change_fact(const Change& change) {
  Fact fact{kVerdictNames[static_cast<std::size_t>(change.verdict)], subject(change),
            severity_of(change.verdict)};
  fact.parts.emplace_back(Words{": "});
  append_count(fact.parts, change.after);
  fact.parts.emplace_back(Words{", before "});
  append_count(fact.parts, change.before);
  return fact;
}

Fact side_fact(const char* label, const Summary& summary, const ComparedSide& side) {
  Fact fact{label, {Count{side.requests}, Words{" requests, "}}, Severity::kNone};
  append(fact.parts, {Share{side.errors, side.requests}, Words{" errors"}});
  if (side.first && side.last) {
    append(fact.parts, {Words{", "}, moment_cell(summary, side.first), Words{" .. "},
                        moment_cell(summary, side.last)});
  }
  return fact;
}

Facts side_facts(const Summary& summary) {
  const ReportComparison& comparison = *summary.comparison;
  Facts facts;
  facts.facts.push_back({"with", {LogBytes{comparison.with}}, Severity::kNone});
  facts.facts.push_back(side_fact("before", summary, comparison.before));
  facts.facts.push_back(side_fact("now", summary, comparison.after));
  if (comparison.before.requests == 0 || comparison.after.requests == 0) {
    const char* const side = comparison.before.requests == 0 ? "before" : "now";
    facts.facts.push_back({"none",
                           {Words{fmt::format("nothing to compare: no requests {}", side)}},
                           Severity::kWarning});
  } else if (comparison.changes.empty()) {
    const std::string words =
        fmt::format("no rate differs by more than chance ({} tested)", comparison.tests);
    facts.facts.push_back({"same", {Words{words}}, Severity::kGood});
  }
  return facts;
}

Cell count_cell(const ComparedCount& count) {
  return Count{count.most, !count.is_exact()};
}

TableRow change_row(const Change& change) {
  return {
      {Words{kVerdictNames[static_cast<std::size_t>(change.verdict)]},
       Words{kChangeOfNames[static_cast<std::size_t>(change.of)]},
       change.status ? Cell(StatusCell{*change.status}) : Cell(), key_cell(change),
       Share{change.before.most, change.before.whole}, Share{change.after.most, change.after.whole},
       count_cell(change.before), count_cell(change.after)},
      severity_of(change.verdict)};
}

}  // namespace

Facts comparison_facts(const Summary& summary, std::size_t most) {
  Facts facts = side_facts(summary);
  const std::vector<Change>& changes = summary.comparison->changes;
  const std::size_t named = std::min(changes.size(), most);
  for (std::size_t i = 0; i < named; ++i)
    facts.facts.push_back(change_fact(changes[i]));
  if (changes.size() > named) {
    facts.facts.push_back(
        {"more", {Words{fmt::format("{} more: --json", changes.size() - named)}}, Severity::kNone});
  }
  return facts;
}

Table changes_table(const Summary& summary) {
  Table table;
  table.name = "changes";
  table.label = "change";
  table.columns = {{"verdict", "verdict"},
                   {"of", "what"},
                   {"status", "status"},
                   {"key", "key"},
                   {"rate_before", "rate before", true},
                   {"rate", "rate now", true},
                   {"count_before", "before", true},
                   {"count", "now", true}};
  if (!summary.comparison) return table;
  for (const Change& change : summary.comparison->changes)
    table.rows.push_back(change_row(change));
  table.notes.push_back(fmt::format(
      "{} rates tested; by chance, a line stands here in at most one report of a hundred",
      summary.comparison->tests));
  return table;
}

void add_comparison(Document& document, const Summary& summary) {
  if (!summary.comparison) return;
  Section section;
  section.name = "comparison";
  section.title = "Comparison";
  section.brief = true;
  section.parts.emplace_back(side_facts(summary));
  if (!summary.comparison->changes.empty()) section.parts.emplace_back(changes_table(summary));
  document.sections.push_back(std::move(section));
}

}  // namespace logscan::detail
