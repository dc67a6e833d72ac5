// The report for terminals: the default report fits on one screen.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "logscan/report.h"
#include "report/cell_text.h"
#include "report/document_sections.h"
#include "report/terminal_sections.h"
#include "report/text_sections.h"
#include "report/text_writer.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan {
namespace {

using detail::Chart;
using detail::Document;
using detail::Fact;
using detail::Facts;
using detail::Ink;
using detail::Quote;
using detail::Section;
using detail::Table;
using detail::TextWriter;

constexpr std::size_t kScreenRows = 44;  // and one for the prompt
constexpr std::size_t kLeastColumns = 80;
constexpr std::size_t kMostNotes = 6;
constexpr std::size_t kNoteIndent = 12;  // the longest label, and a gap
constexpr std::size_t kMostFailing = 10;
constexpr std::size_t kLeastFailing = 2;

const Section* section_named(const Document& document, std::string_view name) {
  const auto found = std::find_if(document.sections.begin(), document.sections.end(),
                                  [&](const Section& each) { return each.name == name; });
  return found == document.sections.end() || found->aside ? nullptr : &*found;
}

const Facts& overview_of(const Document& document) {
  return std::get<Facts>(document.sections.front().parts.front());
}

const Fact* fact_named(const Facts& facts, std::string_view label) {
  const auto found = std::find_if(facts.facts.begin(), facts.facts.end(),
                                  [&](const Fact& each) { return each.label == label; });
  return found == facts.facts.end() ? nullptr : &*found;
}

/// Returns the parts of a fact for people.
std::string people_parts(const TextWriter& text, const Document& document, const Fact& fact) {
  std::string all;
  for (const detail::Cell& part : fact.parts) {
    const auto* bytes = std::get_if<detail::LogBytes>(&part);
    all += bytes != nullptr ? text.log_text(bytes->bytes, text.columns() - kNoteIndent)
                            : detail::people_text(part, document);
  }
  return all;
}

/// Returns the period, with the name of its clock at the end.
std::string people_period(const Summary& summary) {
  if (!summary.first || !summary.last) return "no readable time";
  const LogTime first = detail::on_clock(summary, *summary.first);
  const LogTime last = detail::on_clock(summary, *summary.last);
  return detail::short_period(first, last) + " " +
         (summary.zone.empty() ? format_rfc3339(first).substr(19) : summary.zone);
}

/// Writes what was read in one line: what there is room for, the name of the log at least in part.
void write_read(TextWriter& text, const Document& document, const Summary& summary) {
  constexpr std::size_t kLeastName = 12;
  const Facts& facts = overview_of(document);
  const Accounting& totals = summary.totals;
  const Fact& input = *fact_named(facts, "input");
  const auto* path = std::get_if<detail::LogBytes>(&input.parts.front());
  const auto name_in = [&](std::size_t room) {
    if (path == nullptr) return people_parts(text, document, input);
    const std::string whole = text.log_text(path->bytes, path->bytes.size() * 10 + 10);
    if (text_columns(whole) <= room) return whole;
    return text.log_text(path->bytes.substr(path->bytes.rfind('/') + 1), room);
  };
  std::string rest = fmt::format(": {} line{}, {}", detail::grouped(totals.lines),
                                 totals.lines == 1 ? "" : "s", detail::short_bytes(totals.bytes));
  if (totals.parsed > 0) rest += ", " + people_period(summary);
  const std::size_t room =
      std::max(text.columns() - std::min(text.columns(), rest.size()), kLeastName);
  const std::string name = name_in(room);
  const Fact* format = fact_named(facts, "format");
  if (format != nullptr && totals.parsed > 0) {
    const std::string formats =
        ", " + (format->parts.size() == 1 ? detail::plain_text(format->parts.front())
                                          : fmt::format("{} formats", format->parts.size() / 2));
    if (text_columns(name) + rest.size() + formats.size() <= text.columns()) rest += formats;
  }
  text.line(text.paint(Ink::kBold, name) + rest);
}

void write_totals(TextWriter& text, const Document& document, const Summary& summary) {
  const Fact& errors = *fact_named(overview_of(document), "errors");
  const Ink ink = detail::severity_ink(errors.severity);
  const StatusSummary& status = summary.status;
  if (summary.totals.parsed == 0) {
    text.line(text.paint(ink, people_parts(text, document, errors)));
    return;
  }
  const std::string failed =
      fmt::format("{} of {} requests failed ({})", detail::grouped(status.errors()),
                  detail::grouped(summary.totals.parsed),
                  detail::share(status.errors(), summary.totals.parsed));
  std::string rest;
  if (status.errors() > 0) {
    rest = fmt::format(": 4xx {}, 5xx {}", detail::grouped(status.client_errors),
                       detail::grouped(status.server_errors));
  }
  text.line(text.paint(ink, failed) + rest);
}

Fact malformed_fact(const Summary& summary) {
  std::string reasons;
  for (std::size_t i = 0; i < kReasons; ++i) {
    if (summary.malformed.reasons[i] == 0) continue;
    reasons +=
        fmt::format("{}{} {}", reasons.empty() ? ": " : ", ", reason_name(static_cast<Reason>(i)),
                    detail::grouped(summary.malformed.reasons[i]));
  }
  return {"malformed",
          {detail::Count{summary.totals.malformed},
           detail::Words{summary.totals.malformed == 1 ? " line" : " lines"},
           detail::Words{reasons + "; samples: --full"}},
          detail::Severity::kWarning};
}

/// Returns what needs a line of its own: alarms, the window, filters, incidents, what was not read.
std::vector<Fact> notes_of(const Document& document, const Summary& summary) {
  constexpr std::array<std::string_view, 6> kInHead = {"input",  "read",   "format",
                                                       "period", "errors", "zone"};
  // Without a line that passed the filter, the head names no period.
  const bool all_filtered = summary.totals.parsed == 0 && summary.totals.filtered > 0;
  std::vector<Fact> notes;
  for (const Fact& fact : overview_of(document).facts) {
    const bool is_in_head = std::find(kInHead.begin(), kInHead.end(), fact.label) != kInHead.end();
    if (!is_in_head || (all_filtered && fact.label == "period")) notes.push_back(fact);
  }
  if (summary.totals.malformed > 0 && summary.totals.parsed > 0)
    notes.push_back(malformed_fact(summary));
  if (const Section* unread = section_named(document, "unread")) {
    for (const detail::Part& part : unread->parts) {
      const auto* facts = std::get_if<Facts>(&part);
      if (facts != nullptr) notes.insert(notes.end(), facts->facts.begin(), facts->facts.end());
    }
  }
  return notes;
}

void write_notes(TextWriter& text, const Document& document, const Summary& summary) {
  std::size_t width = 0;
  const std::vector<Fact> notes = notes_of(document, summary);
  const std::size_t shown = std::min(notes.size(), kMostNotes);
  for (std::size_t i = 0; i < shown; ++i)
    width = std::max(width, notes[i].label.size() + 2);
  for (std::size_t i = 0; i < shown; ++i) {
    const Fact& note = notes[i];
    const std::string words =
        safe_text(people_parts(text, document, note), 2 * (text.columns() - width));
    const bool is_plain = note.severity == detail::Severity::kNone;
    text.words(fmt::format("{:<{}}", note.label, width), words,
               is_plain ? Ink::kBold : detail::severity_ink(note.severity));
  }
  if (notes.size() > shown)
    text.line(fmt::format("... and {} more of these: --full", notes.size() - shown));
}

void write_comparison(TextWriter& text, const Document& document, const Summary& summary) {
  if (!summary.comparison) return;
  constexpr std::size_t kChangesOfScreen = 5;
  text.heading("Compared with an earlier time");
  for (const Fact& fact : detail::comparison_facts(summary, kChangesOfScreen).facts) {
    const Ink ink =
        fact.severity == detail::Severity::kNone ? Ink::kBold : detail::severity_ink(fact.severity);
    text.words(fmt::format("{:<8}", fact.label), people_parts(text, document, fact), ink);
  }
}

/// Writes the first samples of a log without a parsable line: there is nothing else to show.
void write_samples(TextWriter& text, const Summary& summary) {
  Summary few;
  few.totals = summary.totals;
  few.malformed = summary.malformed;
  constexpr std::size_t kSome = 3;
  if (few.malformed.samples.size() > kSome) few.malformed.samples.resize(kSome);
  detail::write_malformed(text, few);
}

/// Writes the tables that --by and --every ask for.
void write_answers(TextWriter& text, const Document& document, const Summary& summary) {
  std::size_t group = 0;
  std::size_t series = 0;
  for (const Section& section : document.sections) {
    const bool is_group = section.name.starts_with("groups");
    if (!is_group && !section.name.starts_with("series")) continue;
    const auto& table = std::get<Table>(section.parts.back());
    if (detail::write_terminal_table(text, document, section.title, table, table.rows.size())) {
      for (const std::string& note : table.notes)
        text.words("", note);
    } else if (is_group) {
      detail::write_groups(text, {summary.groups[group]}, document.clock);
    } else {
      detail::write_series(text, {summary.series[series]}, document.clock);
    }
    ++(is_group ? group : series);
  }
}

std::string failing_text(const Document& document, const Table& table, const ReportStyle& style,
                         std::size_t rows) {
  TextWriter text(style);
  const std::size_t shown = std::min(table.rows.size(), rows);
  detail::write_terminal_table(text, document, "What fails, since when, most often where", table,
                               shown);
  if (shown < table.rows.size()) {
    std::uint64_t left = 0;
    for (std::size_t i = shown; i < table.rows.size(); ++i)
      left += std::get<detail::Count>(table.rows[i].cells[1]).value;
    text.line(fmt::format("... and {} more error status{} with {} errors: --full",
                          table.rows.size() - shown, table.rows.size() - shown == 1 ? "" : "es",
                          detail::grouped(left)));
  }
  return text.finish();
}

std::string last_lines(const Document& document, const Summary& summary, const ReportStyle& style) {
  TextWriter text(style);
  text.line("");
  text.line(document.accounting);
  if (summary.totals.lines > 0) {
    text.line(text.paint(Ink::kDim, detail::has_answers(summary)
                                        ? "more: --full  -o report.html  --top N  --show MEASURES"
                                        : "more: --full  -o report.html  --by path  --every 1h"));
  }
  return text.finish();
}

std::size_t rows_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

std::string report_terminal(const Summary& summary, const ReportStyle& style) {
  if (style.columns < kLeastColumns) return report_text(summary, style);
  const Document document = detail::make_document(summary);
  TextWriter text(style);
  write_read(text, document, summary);
  write_totals(text, document, summary);
  write_notes(text, document, summary);
  write_comparison(text, document, summary);
  if (summary.totals.parsed == 0) write_samples(text, summary);
  write_answers(text, document, summary);
  if (const Section* timeline = section_named(document, "timeline")) {
    const auto& chart = std::get<Chart>(timeline->parts.front());
    if (!chart.series.empty()) text.heading(detail::terminal_chart_title(text, chart));
    detail::write_terminal_chart(text, chart);
  }
  if (const Section* statuses = section_named(document, "statuses")) {
    detail::write_terminal_statuses(text, std::get<Table>(statuses->parts[0]),
                                    std::get<Table>(statuses->parts[1]));
  }
  std::string all = text.finish();
  const std::string end = last_lines(document, summary, style);
  if (const Section* failing = section_named(document, "failing")) {
    const std::size_t used =
        rows_of(all) + rows_of(end) + document.accounting.size() / style.columns + 4;
    const std::size_t room = kScreenRows > used ? kScreenRows - used : 0;
    all += failing_text(document, std::get<Table>(failing->parts.front()), style,
                        std::clamp(room, kLeastFailing, kMostFailing));
  }
  if (summary.baseline) {
    TextWriter baseline(style);
    detail::write_baseline_text(baseline, summary);
    all += baseline.finish();
  }
  return all + end;
}

}  // namespace logscan
