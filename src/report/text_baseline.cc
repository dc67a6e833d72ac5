// The section of --baseline: the methods side by side, their counts, and every difference
// explained.
#include <algorithm>
#include <string>
#include <vector>

#include "report/text_sections.h"
#include <fmt/format.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kDifferencesShown = 20;

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

bool is_counted(const Summary& summary, const Baseline& baseline, StatusCode code) {
  return summary.status.codes[code] != 0 ||
         std::any_of(baseline.methods.begin(), baseline.methods.end(),
                     [code](const BaselineMethod& method) { return method.errors[code] != 0; });
}

/// Counts of all methods in one row per status; where the line is too short for that, in one row
/// per status and method.
void write_counts(TextWriter& text, const Summary& summary, const Baseline& baseline) {
  std::string titles = fmt::format("{:<9} {:>10}", "", "exact");
  for (const BaselineMethod& method : baseline.methods) {
    titles += fmt::format(" {:>{}}", method.name, std::max<std::size_t>(10, method.name.size()));
  }
  const bool wide = titles.size() <= text.columns();
  if (wide) text.line(titles);
  for (StatusCode code = 400; code <= 599; ++code) {
    if (!is_counted(summary, baseline, code)) continue;
    const std::uint64_t exact = summary.status.codes[code];
    std::string row = fmt::format("count {} {:>10}", status_name(code), exact);
    if (!wide) text.line(row + "  exact");
    for (const BaselineMethod& method : baseline.methods) {
      const std::uint64_t count = method.errors[code];
      const Ink ink = count == exact ? Ink::kPlain : Ink::kYellow;
      if (wide) {
        const std::size_t width = std::max<std::size_t>(10, method.name.size());
        row += " " + text.paint(ink, fmt::format("{:>{}}", count, width));
      } else {
        text.line(text.paint(
            ink, fmt::format("count {} {:>10}  {}", status_name(code), count, method.name)));
      }
    }
    if (wide) text.line(row);
  }
}

void write_example(TextWriter& text, std::string_view kind, const Sample& sample) {
  const std::string label = fmt::format("  {:<11} ", kind);
  text.line(label + text.place(sample, label.size()));
  text.quote(sample.text);
}

void write_difference(TextWriter& text, const Summary& summary, const Baseline& baseline,
                      const BaselineDifference& difference) {
  const auto method =
      std::find_if(baseline.methods.begin(), baseline.methods.end(),
                   [&](const BaselineMethod& each) { return each.name == difference.method; });
  if (method == baseline.methods.end()) return;
  const std::uint64_t exact = summary.status.codes[difference.status];
  const std::uint64_t count = method->errors[difference.status];
  const std::uint64_t explained = exact + difference.other_field - difference.sliced +
                                  static_cast<std::uint64_t>(difference.misread);
  const std::string label =
      fmt::format("differs {} {}: ", difference.method, status_name(difference.status));
  text.line(fmt::format("{}{} = {} + {} - {} + {}{}", text.paint(Ink::kBold, label), count, exact,
                        difference.other_field, difference.sliced, difference.misread,
                        count == explained ? "" : "  DOES NOT ADD UP"));
  std::vector<std::string_view> kinds;
  if (difference.other_field != 0) kinds.push_back("other_field");
  if (difference.sliced != 0) kinds.push_back("sliced");
  if (difference.misread != 0) kinds.push_back("misread");
  for (std::size_t i = 0; i < difference.examples.size(); ++i) {
    write_example(text, i < kinds.size() ? kinds[i] : "example", difference.examples[i]);
  }
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
  }
  const std::size_t shown = std::min(baseline.differences.size(), kDifferencesShown);
  for (std::size_t i = 0; i < shown; ++i) {
    write_difference(text, summary, baseline, baseline.differences[i]);
  }
  if (shown < baseline.differences.size()) {
    text.line(fmt::format("... and {} more: see --json",
                          counted(baseline.differences.size() - shown, "difference")));
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
