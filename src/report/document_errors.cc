#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "report/code_order.h"
#include "report/document_sections.h"
#include "report/wording.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kErrorsInDetail = 20;

Table key_table(const ErrorSummary& error, std::string_view list, const std::string& key,
                const std::vector<KeyCount>& keys) {
  Table table;
  table.name = fmt::format("{}_{}", list, status_name(error.status));
  table.label = key;
  table.columns = {
      {.name = key, .title = key},
      {.name = "count", .title = "errors", .number = true, .bar = true},
      {.name = "share", .title = "share", .number = true},
  };
  for (const KeyCount& each : keys) {
    table.rows.push_back(
        {{LogBytes{each.key}, Count{each.count, !error.exact}, Share{each.count, error.count}},
         Severity::kNone});
  }
  if (!error.exact)
    table.notes.push_back(fmt::format("counts are at most {} too high", error.error_bound));
  return table;
}

Section error_section(const Summary& summary, const ErrorSummary& error) {
  const std::string name = status_name(error.status);
  const auto time = [&summary](const std::optional<LogTime>& moment) {
    return moment ? moment_cell(summary, moment) : Cell(Words{"no readable time"});
  };
  Facts facts;
  facts.facts = {
      {"count",
       {Count{error.count}, Words{", "}, Share{error.count, summary.totals.parsed},
        Words{" of all parsed lines"}},
       status_severity(error.status)},
      {"first", {time(error.first)}, Severity::kNone},
      {"last", {time(error.last)}, Severity::kNone},
  };
  Section section{name, "Status " + name, {std::move(facts)}, {}, false, false};
  if (!error.paths.empty()) section.parts.emplace_back(paths_table(error));
  if (!error.clients.empty()) section.parts.emplace_back(clients_table(error));
  section.parts.emplace_back(Quote{"example", error.example});
  return section;
}

}  // namespace

Table class_table(const Summary& summary) {
  const std::uint64_t parsed = summary.totals.parsed;
  Table table;
  table.name = "classes";
  table.label = "class";
  table.columns = {
      {.name = "class", .title = "class"},
      {.name = "count", .title = "requests", .number = true, .bar = true},
      {.name = "share", .title = "share", .number = true},
  };
  for (std::size_t i = 0; i < kStatusClasses; ++i) {
    const std::uint64_t count = summary.status.classes[i];
    const auto code = static_cast<StatusCode>((i + 1) * 100);
    table.rows.push_back({{Words{kStatusClassNames[i]}, Count{count}, Share{count, parsed}},
                          i < 5 ? status_severity(code) : Severity::kNone});
  }
  return table;
}

Table status_table(const Summary& summary) {
  const std::uint64_t parsed = summary.totals.parsed;
  Table table;
  table.name = "statuses";
  table.label = "status";
  table.columns = {
      {.name = "status", .title = "status"},
      {.name = "count", .title = "requests", .number = true, .bar = true},
      {.name = "share", .title = "share", .number = true},
  };
  for (const StatusCode code : codes_seen(summary.status.codes)) {
    const std::uint64_t count = summary.status.codes[code];
    table.rows.push_back(
        {{StatusCell{code}, Count{count}, Share{count, parsed}}, status_severity(code)});
  }
  table.total = {{Words{"total"}, Count{parsed}, Share{parsed, parsed}}, Severity::kNone};
  return table;
}

Table paths_table(const ErrorSummary& error) {
  return key_table(error, "paths", "path", error.paths);
}

Table clients_table(const ErrorSummary& error) {
  return key_table(error, "clients", "client", error.clients);
}

void add_statuses(Document& document, const Summary& summary) {
  if (summary.totals.parsed == 0) return;
  document.sections.push_back({"statuses",
                               "Statuses",
                               {class_table(summary), status_table(summary)},
                               {},
                               true,
                               has_answers(summary)});
}

Table failing_table(const Summary& summary) {
  Table table;
  table.name = "failing";
  table.label = "error";
  table.columns = {
      {.name = "status", .title = "status"},
      {.name = "count", .title = "errors", .number = true, .bar = true},
      {.name = "share", .title = "share", .number = true},
      {.name = "first_seen", .title = "first seen"},
      {.name = "last_seen", .title = "last seen"},
      {.name = "path", .title = "most often on"},
      {.name = "client", .title = "worst client"},
  };
  const auto most_frequent = [](const std::vector<KeyCount>& keys) {
    return keys.empty() ? Cell() : Cell(LogBytes{keys.front().key});
  };
  for (const ErrorSummary& error : summary.top_errors) {
    table.rows.push_back(
        {{StatusCell{error.status}, Count{error.count}, Share{error.count, summary.totals.parsed},
          moment_cell(summary, error.first), moment_cell(summary, error.last),
          most_frequent(error.paths), most_frequent(error.clients)},
         status_severity(error.status)});
  }
  return table;
}

void add_failing(Document& document, const Summary& summary) {
  if (summary.top_errors.empty()) return;
  document.sections.push_back({"failing",
                               "What fails, since when, most often where",
                               {failing_table(summary)},
                               {},
                               true,
                               has_answers(summary)});
}

void add_errors(Document& document, const Summary& summary) {
  if (summary.top_errors.empty()) return;
  Section section{"errors", "Errors in detail", {}, {}, false, has_answers(summary)};
  const std::size_t shown = std::min(summary.top_errors.size(), kErrorsInDetail);
  for (std::size_t i = 0; i < shown; ++i)
    section.children.push_back(error_section(summary, summary.top_errors[i]));
  if (const std::size_t more = summary.top_errors.size() - shown; more > 0) {
    std::uint64_t lines = 0;
    for (std::size_t i = shown; i < summary.top_errors.size(); ++i)
      lines += summary.top_errors[i].count;
    Facts facts;
    facts.facts.push_back(
        {"others",
         {Count{more}, Words{more == 1 ? " error status with " : " error statuses with "},
          Count{lines}, Words{lines == 1 ? " line: see --json" : " lines: see --json"}},
         Severity::kNone});
    section.parts.emplace_back(std::move(facts));
  }
  document.sections.push_back(std::move(section));
}

}  // namespace logscan::detail
