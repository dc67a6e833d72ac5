// The section of --baseline: the methods side by side, their counts, and the reason of every
// difference.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "report/text_sections.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kDifferencesShown = 16;  // for each method

void write_speed(TextWriter& text, const std::string& name, const std::string& lines,
                 double seconds, double bytes_per_second, const std::string& speedup) {
  text.line(fmt::format("method {:<17} {:>12} {:>9.4f} {:>9.1f} {:>10}", name, lines, seconds,
                        bytes_per_second / 1e6, speedup));
}

void write_speeds(TextWriter& text, const Summary& summary, const Baseline& baseline) {
  text.line(
      fmt::format("{:<24} {:>12} {:>9} {:>9} {:>10}", "", "lines", "seconds", "MB/s", "speed-up"));
  const double scan = baseline.scan_seconds;
  write_speed(text, "scan", std::to_string(summary.totals.lines), scan,
              scan > 0 ? static_cast<double>(summary.totals.bytes) / scan : 0, "-");
  for (const BaselineMethod& method : baseline.methods) {
    write_speed(text, method.name, method.lines ? std::to_string(*method.lines) : "-",
                method.seconds, method.bytes_per_second, fmt::format("{:.1f} x", method.speedup));
  }
}

/// One row of the counts: a status, or all statuses that no line has.
struct CountRow {
  std::string name;
  std::uint64_t exact = 0;
  std::vector<std::uint64_t> counts;  ///< One count for each method.
};

/// Returns a row for each error status that lines have, and one row for all other codes: a naive
/// method finds each of the 200 codes in some byte count.
std::vector<CountRow> count_rows(const Summary& summary, const Baseline& baseline) {
  std::vector<CountRow> rows;
  CountRow other{"other", 0, std::vector<std::uint64_t>(baseline.methods.size())};
  for (StatusCode code = 400; code <= 599; ++code) {
    CountRow row{status_name(code), summary.status.codes[code], {}};
    for (std::size_t i = 0; i < baseline.methods.size(); ++i) {
      row.counts.push_back(baseline.methods[i].errors[code]);
      if (row.exact == 0) other.counts[i] += row.counts.back();
    }
    if (row.exact != 0) rows.push_back(row);
  }
  if (std::any_of(other.counts.begin(), other.counts.end(), [](auto count) { return count != 0; }))
    rows.push_back(other);
  return rows;
}

/// Writes the counts of all methods in one row per status, or in one row per status and method if
/// the report is too narrow.
void write_counts(TextWriter& text, const Summary& summary, const Baseline& baseline) {
  const std::vector<BaselineMethod>& methods = baseline.methods;
  std::string titles = fmt::format("{:<11} {:>10}", "", "exact");
  for (const BaselineMethod& method : methods) {
    titles += fmt::format(" {:>{}}", method.name, std::max<std::size_t>(10, method.name.size()));
  }
  const bool wide = titles.size() <= text.columns();
  if (wide) text.line(titles);
  for (const CountRow& row : count_rows(summary, baseline)) {
    std::string line = fmt::format("count {:<5} {:>10}", row.name, row.exact);
    if (!wide) text.line(line + "  exact");
    for (std::size_t i = 0; i < methods.size(); ++i) {
      const std::uint64_t count = row.counts[i];
      const Ink ink = count == row.exact ? Ink::kPlain : Ink::kYellow;
      if (wide) {
        const std::size_t width = std::max<std::size_t>(10, methods[i].name.size());
        line += " " + text.paint(ink, fmt::format("{:>{}}", count, width));
      } else {
        text.line(text.paint(
            ink, fmt::format("count {:<5} {:>10}  {}", row.name, count, methods[i].name)));
      }
    }
    if (wide) text.line(line);
  }
}

void write_example(TextWriter& text, std::string_view kind, const Sample& sample) {
  const std::string label = fmt::format("  {:<11} ", kind);
  text.line(label + text.place(sample, label.size()));
  text.quote(sample.text);
}

/// The terms of count = exact + other_field - sliced + misread.
struct Sum {
  std::uint64_t count = 0;
  std::uint64_t exact = 0;
  std::uint64_t other_field = 0;
  std::uint64_t sliced = 0;
  std::int64_t misread = 0;

  bool adds_up() const {
    return count == exact + other_field - sliced + static_cast<std::uint64_t>(misread);
  }
};

Sum sum_of(const Summary& summary, const BaselineMethod& method,
           const BaselineDifference& difference) {
  return {method.errors[difference.status], summary.status.codes[difference.status],
          difference.other_field, difference.sliced, difference.misread};
}

void write_sum(TextWriter& text, const BaselineMethod& method, std::string_view status,
               const Sum& sum, bool adds_up, std::string_view note) {
  const std::string label = fmt::format("differs {} {}: ", method.name, status);
  text.words(label, fmt::format("{} = {} + {} - {} + {}{}{}", sum.count, sum.exact, sum.other_field,
                                sum.sliced, sum.misread, note, adds_up ? "" : " DOES NOT ADD UP"));
}

/// Writes the first example of each kind.
void write_examples(TextWriter& text, const std::vector<const BaselineDifference*>& differences) {
  constexpr std::array<std::string_view, 3> kKinds = {"other_field", "sliced", "misread"};
  std::array<const Sample*, 3> first{};
  for (const BaselineDifference* difference : differences) {
    const std::array<bool, 3> has = {difference->other_field != 0, difference->sliced != 0,
                                     difference->misread != 0};
    std::size_t at = 0;
    for (std::size_t kind = 0; kind < has.size(); ++kind) {
      if (!has[kind] || at == difference->examples.size()) continue;
      const Sample& sample = difference->examples[at++];
      if (first[kind] == nullptr) first[kind] = &sample;
    }
  }
  for (std::size_t kind = 0; kind < first.size(); ++kind) {
    if (first[kind] != nullptr) write_example(text, kKinds[kind], *first[kind]);
  }
}

/// Writes the differences of one method: a row for each status that lines have, a row for all other
/// codes, and examples. The statuses that lines have come first, so that they provide the examples.
void write_differences(TextWriter& text, const Summary& summary, const Baseline& baseline,
                       const BaselineMethod& method) {
  std::vector<const BaselineDifference*> differences;
  for (const BaselineDifference& difference : baseline.differences) {
    if (difference.method == method.name) differences.push_back(&difference);
  }
  const auto others = std::stable_partition(
      differences.begin(), differences.end(),
      [&](const auto* difference) { return summary.status.codes[difference->status] != 0; });
  const auto statuses = static_cast<std::size_t>(others - differences.begin());
  const std::size_t shown = std::min(statuses, kDifferencesShown);
  Sum rest;
  bool rest_adds_up = true;
  for (std::size_t i = 0; i < differences.size(); ++i) {
    const Sum sum = sum_of(summary, method, *differences[i]);
    if (i < shown) {
      write_sum(text, method, status_name(differences[i]->status), sum, sum.adds_up(), "");
      continue;
    }
    rest.count += sum.count;
    rest.exact += sum.exact;
    rest.other_field += sum.other_field;
    rest.sliced += sum.sliced;
    rest.misread += sum.misread;
    rest_adds_up = rest_adds_up && sum.adds_up();
  }
  if (shown < differences.size()) {
    const std::string note = fmt::format(" ({})", counted(differences.size() - shown, "code"));
    write_sum(text, method, "other", rest, rest_adds_up, note);
  }
  write_examples(text, differences);
}

}  // namespace

void write_baseline_text(TextWriter& text, const Summary& summary) {
  if (!summary.baseline) return;
  const Baseline& baseline = *summary.baseline;
  text.heading("Baseline: naive methods over the same bytes");
  write_speeds(text, summary, baseline);
  text.line("");
  write_counts(text, summary, baseline);

  if (!baseline.differences.empty()) {
    text.line("");
    text.line("count = exact + other_field - sliced + misread");
    text.line("other = all further codes together; each of them: --json");
  }
  for (const BaselineMethod& method : baseline.methods) {
    write_differences(text, summary, baseline, method);
  }
  text.line("");
  text.line(fmt::format("reference: {} of {} lines differ", baseline.reference_differs,
                        summary.totals.lines));
  if (baseline.reference_example) write_example(text, "first", *baseline.reference_example);
  text.line(baseline.reconciled
                ? text.paint(Ink::kGreen, "reconciled: yes, every difference is explained")
                : text.paint(Ink::kRed, "reconciled: NO, not every difference is explained"));
}

}  // namespace logscan::detail
