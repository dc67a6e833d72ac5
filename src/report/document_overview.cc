#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "report/code_order.h"
#include "report/document_sections.h"
#include "report/unread_text.h"
#include "report/wording.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kLostShown = 10;
constexpr std::size_t kProblemsNamed = 10;

Words lines_word(std::uint64_t lines) {
  return {lines == 1 ? " line" : " lines"};
}

Fact lost_fact(const LostBytes& lost) {
  Fact fact{"lost", {LogBytes{lost.path}}, Severity::kError};
  if (lost.bytes == 0) {
    fact.parts.emplace_back(Words{": everything after offset "});
  } else {
    fact.parts.emplace_back(Words{lost.maybe_more ? ": at least " : ": "});
    fact.parts.emplace_back(ByteCount{lost.bytes});
    fact.parts.emplace_back(Words{" from offset "});
  }
  fact.parts.emplace_back(Words{fmt::format("{}, lost before logscan read that far", lost.offset)});
  return fact;
}

Fact format_fact(const Summary& summary) {
  std::array<std::uint64_t, kLogFormats> lines{};
  for (const InputSummary& input : summary.inputs) {
    for (std::size_t i = 0; i < kLogFormats; ++i)
      lines[i] += input.formats[i];
  }
  const std::vector<LogFormat> formats = formats_by_lines(lines);
  Fact fact{"format", {}, Severity::kNone};
  if (formats.empty()) fact.parts.emplace_back(Words{"none found"});
  for (const LogFormat format : formats) {
    const bool is_only = formats.size() == 1;
    fact.parts.emplace_back(Words{(fact.parts.empty() ? "" : ", ") +
                                  std::string(log_format_name(format)) + (is_only ? "" : " ")});
    if (!is_only) fact.parts.emplace_back(Count{lines[static_cast<std::size_t>(format)]});
  }
  return fact;
}

/// Returns a value as a shell takes it.
std::string shell_word(const std::string& value) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=.,:/@%^";
  if (!value.empty() && value.find_first_not_of(kPlain) == std::string::npos) return value;
  std::string word = "'";
  for (const char byte : value)
    word += byte == '\'' ? std::string("'\\''") : std::string(1, byte);
  return word + "'";
}

void append_period(Fact& fact, const std::optional<LogTime>& first,
                   const std::optional<LogTime>& last) {
  if (first && last) {
    fact.parts.insert(fact.parts.end(), {Moment{*first}, Words{" .. "}, Moment{*last}});
  } else {
    fact.parts.emplace_back(Words{"no line with a readable time"});
  }
}

/// Returns whether a time of the report has another offset than the first line. A log may begin and
/// end in winter, and have its errors in summer.
bool offsets_differ(const Summary& summary) {
  const auto differs = [&](const std::optional<LogTime>& time) {
    return time && summary.first && time->offset_minutes != summary.first->offset_minutes;
  };
  return differs(summary.last) || std::any_of(summary.top_errors.begin(), summary.top_errors.end(),
                                              [&](const ErrorSummary& error) {
                                                return differs(error.first) || differs(error.last);
                                              });
}

/// Names the clock of the times below, if the period does not show it.
void add_zone(Facts& facts, const Summary& summary) {
  if (!summary.zone.empty()) {
    facts.facts.push_back({"zone", {Words{summary.zone}}, Severity::kNone});
  } else if (offsets_differ(summary)) {
    const std::string offset = format_rfc3339(*summary.first).substr(19);
    facts.facts.push_back({"zone", {Words{offset + " where none is shown"}}, Severity::kNone});
  }
}

Fact errors_fact(const Summary& summary) {
  const Accounting& totals = summary.totals;
  const StatusSummary& status = summary.status;
  if (totals.parsed == 0) {
    const char* const reason = totals.filtered > 0 ? "none: no line passed the filter"
                               : totals.lines == 0 ? "nothing to count: there are no lines"
                                                   : "none: no line could be parsed";
    return {"errors", {Words{reason}}, Severity::kWarning};
  }
  const Severity severity = status.server_errors > 0   ? Severity::kError
                            : status.client_errors > 0 ? Severity::kWarning
                                                       : Severity::kGood;
  return {"errors",
          {Count{status.errors()}, Words{" of "}, Count{totals.parsed}, Words{" parsed ("},
           Share{status.errors(), totals.parsed}, Words{"): "}, Count{status.client_errors},
           Words{" client 4xx, "}, Count{status.server_errors}, Words{" server 5xx"}},
          severity};
}

void add_more(Facts& facts, std::string_view label, std::size_t shown, std::size_t all) {
  if (shown >= all) return;
  facts.facts.push_back(
      {std::string(label),
       {Words{fmt::format("... and {} more of {}; all of them: --json", all - shown, all)}},
       Severity::kWarning});
}

/// Adds the inputs that could not be read, then those without a final line feed.
void add_problems(Facts& facts, const Summary& summary) {
  std::size_t unread = 0;
  for (const InputSummary& input : summary.inputs) {
    if (!input.error || ++unread > kProblemsNamed) continue;
    facts.facts.push_back(
        {"unread", {path_cell(input.path), Words{": "}, LogBytes{*input.error}}, Severity::kError});
  }
  add_more(facts, "unread", kProblemsNamed, unread);
  std::size_t incomplete = 0;
  for (const InputSummary& input : summary.inputs) {
    if (!input.incomplete_last_line || ++incomplete > kProblemsNamed) continue;
    facts.facts.push_back(
        {"no end",
         {Words{"the last line, without line feed, counts: "}, path_cell(input.path)},
         Severity::kWarning});
  }
  add_more(facts, "no end", kProblemsNamed, incomplete);
}

Fact input_fact(const Summary& summary) {
  Fact fact{"input", {}, Severity::kNone};
  if (summary.inputs.size() == 1) {
    fact.parts.push_back(path_cell(summary.inputs.front().path));
  } else {
    fact.parts = {Count{summary.inputs.size()}, Words{" logs"}};
  }
  return fact;
}

void append(Facts& to, Facts from) {
  to.facts.insert(to.facts.end(), std::make_move_iterator(from.facts.begin()),
                  std::make_move_iterator(from.facts.end()));
}

}  // namespace

Facts window_facts(const Summary& summary) {
  Facts facts;
  if (!summary.window) return facts;
  const WindowSummary& window = *summary.window;
  const std::string from = window.from ? "from " + *window.from : "the first, up";
  facts.facts.push_back(
      {"window",
       {Count{window.number},
        Words{fmt::format(", {} to {}{}", from, window.to, window.repeated ? "; repeated" : "")}},
       Severity::kNone});
  if (window.pending_bytes > 0) {
    facts.facts.push_back({"pending",
                           {ByteCount{window.pending_bytes},
                            Words{" of incomplete last lines, left for the next report"}},
                           Severity::kNone});
  }
  for (std::size_t i = 0; i < window.lost.size() && i < kLostShown; ++i)
    facts.facts.push_back(lost_fact(window.lost[i]));
  add_more(facts, "lost", kLostShown, window.lost.size());
  return facts;
}

Fact filter_fact(const std::vector<FilterTerm>& filters) {
  Fact fact{"filter", {}, Severity::kNone};
  for (const FilterTerm& filter : filters) {
    fact.parts.emplace_back(Words{(fact.parts.empty() ? "" : " ") + filter.option + " "});
    fact.parts.emplace_back(LogBytes{shell_word(filter.value)});
    if (!filter.time) continue;
    const std::string time = format_rfc3339(*filter.time);
    if (time != filter.value) fact.parts.emplace_back(Words{" (" + time + ")"});
  }
  return fact;
}

Facts scope_facts(const Summary& summary) {
  const Accounting& totals = summary.totals;
  const bool all_filtered = totals.parsed == 0 && totals.filtered > 0;
  Facts facts;
  if (!all_filtered) facts.facts.push_back(format_fact(summary));
  facts.facts.push_back(
      {"read",
       {Count{totals.lines}, lines_word(totals.lines), Words{", "}, ByteCount{totals.bytes}},
       Severity::kNone});
  if (!summary.filters.empty()) facts.facts.push_back(filter_fact(summary.filters));
  Fact period{"period", {}, Severity::kNone};
  if (all_filtered) {
    period.parts.emplace_back(Words{"none; the log covers "});
    append_period(period, summary.log_first, summary.log_last);
  } else {
    append_period(period, summary.first, summary.last);
  }
  facts.facts.push_back(std::move(period));
  add_zone(facts, summary);
  if (summary.utc_assumed)
    facts.facts.push_back({"clock", {Words{std::string(kAssumesUtc)}}, Severity::kNone});
  facts.facts.push_back(errors_fact(summary));
  for (const std::string& hint : summary.filter_hints)
    facts.facts.push_back({"hint", {LogBytes{hint}}, Severity::kNone});
  add_incident_facts(facts, summary);
  return facts;
}

void add_overview(Document& document, const Summary& summary) {
  Facts facts = threshold_facts(summary.thresholds);
  append(facts, window_facts(summary));
  facts.facts.push_back(input_fact(summary));
  append(facts, scope_facts(summary));
  add_problems(facts, summary);
  document.sections.push_back({"overview", "Overview", {std::move(facts)}, {}, true, false});
}

}  // namespace logscan::detail
