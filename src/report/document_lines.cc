// The sections about inputs and about lines that could not be read.
#include <algorithm>
#include <string>
#include <utility>

#include "report/code_order.h"
#include "report/document_sections.h"
#include "report/unread_text.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kInputsListed = 100;

Fact closest_fact(const ClosestFormat& closest) {
  return {"closest",
          {LogBytes{closest.name}, Words{fmt::format(", at column {}: expected ", closest.column)},
           LogBytes{closest.expected}},
          Severity::kNone};
}

TableRow input_row(const InputSummary& input) {
  const std::vector<LogFormat> formats = formats_by_lines(input.formats);
  std::string names;
  for (const LogFormat format : formats)
    names += (names.empty() ? "" : ", ") + std::string(log_format_name(format));
  return {{path_cell(input.path), Count{input.counts.lines}, Count{input.counts.parsed},
           ByteCount{input.counts.bytes}, names.empty() ? Cell() : Cell(Words{names}),
           input.error ? Cell(LogBytes{*input.error}) : Cell()},
          input.error ? Severity::kError : Severity::kNone};
}

}  // namespace

Table malformed_table(const Summary& summary) {
  const std::uint64_t malformed = summary.totals.malformed;
  Table table;
  table.name = "malformed";
  table.label = "malformed";
  table.columns = {
      {.name = "reason", .title = "reason"},
      {.name = "count", .title = "lines", .number = true, .bar = true},
      {.name = "share", .title = "share of all lines", .number = true},
  };
  for (std::size_t i = 0; i < kReasons; ++i) {
    const std::uint64_t count = summary.malformed.reasons[i];
    if (count == 0) continue;
    table.rows.push_back({{Words{reason_name(static_cast<Reason>(i))}, Count{count},
                           Share{count, summary.totals.lines}},
                          Severity::kWarning});
  }
  table.total = {{Words{"total"}, Count{malformed}, Share{malformed, summary.totals.lines}},
                 Severity::kNone};
  return table;
}

void add_malformed(Document& document, const Summary& summary) {
  if (summary.totals.malformed == 0) return;
  Section section{"malformed", "Malformed lines", {malformed_table(summary)}, {}, false, false};
  for (const Sample& sample : summary.malformed.samples) {
    section.parts.emplace_back(Quote{reason_name(sample.reason), sample});
    if (!sample.closest) continue;
    Facts facts;
    facts.facts.push_back(closest_fact(*sample.closest));
    section.parts.emplace_back(std::move(facts));
  }
  document.sections.push_back(std::move(section));
}

void add_unread(Document& document, const Summary& summary) {
  Section section{"unread", "Not sure: fields with unexpected content", {}, {}, false, false};
  for (std::size_t i = 0; i < kUnreadFields; ++i) {
    const UnreadSummary& unread = summary.unread[i];
    if (unread.lines == 0) continue;
    Facts facts;
    facts.facts.push_back({std::string("no ") + kUnreadFieldNames[i],
                           {Words{unread_text(static_cast<UnreadField>(i), unread)}},
                           Severity::kWarning});
    section.parts.emplace_back(std::move(facts));
    if (unread.first) section.parts.emplace_back(Quote{kUnreadFieldNames[i], *unread.first});
  }
  if (!section.parts.empty()) document.sections.push_back(std::move(section));
}

Table inputs_table(const Summary& summary) {
  const std::size_t count = summary.inputs.size();
  Table table;
  table.name = "inputs";
  table.label = "input";
  table.columns = {
      {.name = "path", .title = "log"},
      {.name = "lines", .title = "lines", .number = true, .bar = true},
      {.name = "parsed", .title = "parsed", .number = true},
      {.name = "bytes", .title = "size", .number = true},
      {.name = "log_format", .title = "format"},
      {.name = "error", .title = "problem"},
  };
  const std::size_t shown = std::min(count, kInputsListed);
  Accounting left = summary.totals;
  for (std::size_t i = 0; i < shown; ++i) {
    const InputSummary& input = summary.inputs[i];
    table.rows.push_back(input_row(input));
    left.lines -= input.counts.lines;
    left.parsed -= input.counts.parsed;
    left.bytes -= input.counts.bytes;
  }
  const auto sum = [](std::string words, const Accounting& counts) {
    return TableRow{{Words{std::move(words)}, Count{counts.lines}, Count{counts.parsed},
                     ByteCount{counts.bytes}, Cell(), Cell()},
                    Severity::kNone};
  };
  if (shown < count) table.others = sum(fmt::format("others: {} logs", count - shown), left);
  table.total = sum("total", summary.totals);
  return table;
}

void add_inputs(Document& document, const Summary& summary) {
  if (summary.inputs.size() < 2) return;
  document.sections.push_back({"inputs", "Inputs", {inputs_table(summary)}, {}, false, false});
}

}  // namespace logscan::detail
