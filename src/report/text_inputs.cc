#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "report/burst.h"
#include "report/code_order.h"
#include "report/text_sections.h"
#include "report/unread_text.h"
#include "text/day.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kInputsShown = 5;
constexpr std::size_t kProblemsShown = 10;
constexpr std::size_t kFilterColumns = 240;  // the most of one value

using FormatLines = std::array<std::uint64_t, kLogFormats>;

std::string format_names(const FormatLines& lines) {
  const std::vector<LogFormat> formats = formats_by_lines(lines);
  if (formats.empty()) return "none found";
  if (formats.size() == 1) return log_format_name(formats.front());
  std::string names;
  for (const LogFormat format : formats) {
    if (!names.empty()) names += ", ";
    names += fmt::format("{} {}", log_format_name(format), lines[static_cast<std::size_t>(format)]);
  }
  return names;
}

std::string shown_path(const std::string& path) {
  return path == "-" ? "standard input" : path;
}

FormatLines sum_of_formats(const Summary& summary) {
  FormatLines sum{};
  for (const InputSummary& input : summary.inputs) {
    for (std::size_t i = 0; i < kLogFormats; ++i)
      sum[i] += input.formats[i];
  }
  return sum;
}

// Returns all inputs, or the kInputsShown with the most lines, in the order of the summary.
std::vector<const InputSummary*> inputs_to_show(const Summary& summary) {
  std::vector<const InputSummary*> inputs;
  for (const InputSummary& input : summary.inputs)
    inputs.push_back(&input);
  if (inputs.size() <= kInputsShown) return inputs;
  std::stable_sort(inputs.begin(), inputs.end(), [](const InputSummary* a, const InputSummary* b) {
    return a->counts.lines > b->counts.lines;
  });
  inputs.resize(kInputsShown);
  std::sort(inputs.begin(), inputs.end());
  return inputs;
}

void write_input_rows(TextWriter& text, const Summary& summary) {
  const std::size_t count = summary.inputs.size();
  const std::vector<const InputSummary*> shown = inputs_to_show(summary);
  std::uint64_t lines_shown = 0;
  for (const InputSummary* input : shown) {
    const std::string lines = count == 1 ? "" : fmt::format("{:>10} lines  ", input->counts.lines);
    text.row(Ink::kBold, "input    ", lines, shown_path(input->path));
    lines_shown += input->counts.lines;
  }
  if (count > shown.size()) {
    text.line(fmt::format("input    {:>10} lines  ... and {} more of {}; all of them: --json",
                          summary.totals.lines - lines_shown, count - shown.size(), count));
  }
}

/// Writes the inputs that could not be read, then those without a final line feed.
void write_problems(TextWriter& text, const Summary& summary) {
  std::size_t unread = 0;
  for (const InputSummary& input : summary.inputs) {
    if (!input.error || ++unread > kProblemsShown) continue;
    const std::string path = text.log_text(shown_path(input.path), text.columns() / 2);
    text.row(Ink::kRed, "unread   ", "", path + ": " + *input.error);
  }
  if (unread > kProblemsShown) {
    text.line(fmt::format("unread   ... and {} more of {}; all of them: --json",
                          unread - kProblemsShown, unread));
  }
  std::size_t incomplete = 0;
  for (const InputSummary& input : summary.inputs) {
    if (!input.incomplete_last_line || ++incomplete > kProblemsShown) continue;
    text.row(Ink::kYellow, "no end   ",
             "the last line, without line feed, counts: ", shown_path(input.path));
  }
  if (incomplete > kProblemsShown) {
    text.line(fmt::format("no end   ... and {} more of {}; all of them: --json",
                          incomplete - kProblemsShown, incomplete));
  }
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

/// Names the clock of the times below, if the period does not show it.
void write_zone(TextWriter& text, const Summary& summary) {
  if (!summary.zone.empty()) {
    text.words("zone     ", summary.zone);
  } else if (summary.first && summary.last &&
             summary.first->offset_minutes != summary.last->offset_minutes) {
    text.words("zone     ", format_rfc3339(*summary.first).substr(19) + " where none is shown");
  }
}

void write_burst(TextWriter& text, const Summary& summary) {
  const Timeline& timeline = summary.timeline;
  const std::optional<Burst> burst = find_burst(timeline);
  if (!burst) return;
  const auto label = [&timeline](std::size_t bucket) {
    const auto after = static_cast<std::int64_t>(bucket * timeline.every);
    return time_label(clock_time(timeline, timeline.from.seconds + after), timeline.every);
  };
  std::string from = label(burst->first);
  std::string to = label(burst->last + 1);
  const std::string_view date = std::string_view(from).substr(0, kDateColumns);
  if (timeline.every < kDay && to.starts_with(date)) to.erase(0, kDateColumns + 1);
  // The period above shows the date if it is of one day.
  if (timeline.every < kDay && summary.first && summary.last &&
      time_label(*summary.first, kDay) == time_label(*summary.last, kDay))
    from.erase(0, kDateColumns + 1);

  const std::uint64_t usual = burst->usual * (burst->last - burst->first + 1);
  std::string line = fmt::format("{} errors from {} to {}, ", burst->errors, from, to);
  line += usual == 0 ? "usually none"
                     : fmt::format("{:.0f} x the usual",
                                   static_cast<double>(burst->errors) / static_cast<double>(usual));
  if (const std::optional<BurstCause> cause = find_cause(*burst, summary)) {
    line += fmt::format("; mostly {}", status_name(cause->status));
    if (cause->path != nullptr) line += " on " + text.log_text(*cause->path, text.columns() / 2);
  }
  text.words("burst    ", line);
}

}  // namespace

std::string filter_words(const TextWriter& text, const std::vector<FilterTerm>& filters) {
  std::string all;
  for (const FilterTerm& filter : filters) {
    all += all.empty() ? "" : " ";
    all += filter.option + " " + text.log_text(shell_word(filter.value), kFilterColumns);
    if (!filter.time) continue;
    const std::string time = format_rfc3339(*filter.time);
    if (time != filter.value) all += " (" + time + ")";
  }
  return all;
}

void write_inputs(TextWriter& text, const Summary& summary) {
  const Accounting& totals = summary.totals;
  write_input_rows(text, summary);
  const bool all_filtered = totals.parsed == 0 && totals.filtered > 0;
  if (!all_filtered) text.words("format   ", format_names(sum_of_formats(summary)));
  text.words("read     ", fmt::format("{}, {}", counted(totals.lines, "line"),
                                      text.has_units() ? text.bytes(totals.bytes)
                                                       : counted(totals.bytes, "byte")));
  if (!summary.filters.empty()) text.words("filter   ", filter_words(text, summary.filters));
  text.words("period   ", all_filtered ? "none; the log covers " +
                                             period_text(summary.log_first, summary.log_last)
                                       : period_text(summary.first, summary.last));
  write_zone(text, summary);
  if (summary.utc_assumed) text.words("clock    ", std::string(kAssumesUtc));

  const StatusSummary& status = summary.status;
  std::string errors =
      all_filtered ? "none: no line passed the filter" : "none: no line could be parsed";
  if (totals.parsed > 0) {
    errors = fmt::format("{} of {} parsed ({}): {} client 4xx, {} server 5xx", status.errors(),
                         totals.parsed, share(status.errors(), totals.parsed), status.client_errors,
                         status.server_errors);
  } else if (totals.lines == 0) {
    errors = "nothing to count: there are no lines";
  }
  text.words("errors   ", errors);
  for (const std::string& hint : summary.filter_hints)
    text.words("hint     ", text.log_text(hint, kFilterColumns));
  write_burst(text, summary);
  write_problems(text, summary);
}

}  // namespace logscan::detail
