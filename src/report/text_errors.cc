#include <algorithm>
#include <string>
#include <vector>

#include "report/code_order.h"
#include "report/document_sections.h"
#include "report/text_sections.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kPathsShown = 5;
constexpr std::size_t kClientsShown = 3;

std::size_t errors_shown(const Summary& summary) {
  return std::min(summary.top_errors.size(), kDetailedErrors);
}

void write_more(TextWriter& text, const Summary& summary) {
  const std::size_t more = summary.top_errors.size() - errors_shown(summary);
  if (more == 0) return;
  std::uint64_t lines = 0;
  for (std::size_t i = kDetailedErrors; i < summary.top_errors.size(); ++i) {
    lines += summary.top_errors[i].count;
  }
  text.line(fmt::format("... and {} more error status{} with {}: see --json", more,
                        more == 1 ? "" : "es", counted(lines, "line")));
}

void write_keys(TextWriter& text, const ErrorSummary& error, std::string_view name,
                const std::vector<KeyCount>& keys, std::size_t most) {
  const std::string label = fmt::format("{} {:<8}", status_name(error.status), name);
  for (std::size_t i = 0; i < keys.size() && i < most; ++i) {
    const std::string numbers =
        fmt::format("{:>10} {:>9}  ", keys[i].count, share(keys[i].count, error.count));
    text.row(status_ink(error.status), label, numbers, keys[i].key);
  }
}

void write_error(TextWriter& text, const ErrorSummary& error, const Summary& summary) {
  const std::string name = status_name(error.status);
  const Ink ink = status_ink(error.status);
  const auto fact = [&](std::string_view key, std::string_view value) {
    text.line(fmt::format("{}{}", text.paint(ink, fmt::format("{} {:<8}", name, key)), value));
  };
  fact("count", fmt::format("{:>10} {:>9}  of all parsed lines", error.count,
                            share(error.count, summary.totals.parsed)));
  fact("first", error.first ? "  " + format_rfc3339(*error.first) : "  no readable time");
  fact("last", error.last ? "  " + format_rfc3339(*error.last) : "  no readable time");
  if (!error.exact) {
    fact("bound", fmt::format("  counts below are at most {} too high", error.error_bound));
  }
  write_keys(text, error, "path", error.paths, summary.top_keys.value_or(kPathsShown));
  write_keys(text, error, "client", error.clients, summary.top_keys.value_or(kClientsShown));
  fact("example", "  " + text.place(error.example, 14));
  text.quote(error.example.text);
}

void write_count(TextWriter& text, Ink ink, std::string_view kind, std::string_view name,
                 std::uint64_t count, std::uint64_t parsed) {
  text.line(fmt::format("{} {:>12} {:>9}", text.paint(ink, fmt::format("{:<6} {:<5}", kind, name)),
                        count, share(count, parsed)));
}

}  // namespace

void write_failing(TextWriter& text, const Summary& summary) {
  if (summary.top_errors.empty()) return;
  text.heading("What fails, since when, most often where");
  std::vector<std::string> periods;
  std::size_t width = 0;
  const std::size_t digits = std::to_string(summary.top_errors.front().count).size();
  const std::size_t count = std::max<std::size_t>(8, digits + 1);
  for (const ErrorSummary& error : summary.top_errors) {
    periods.push_back(error.first && error.last ? short_period(on_clock(summary, *error.first),
                                                               on_clock(summary, *error.last))
                                                : "no readable time");
    width = std::max(width, periods.back().size());
  }
  for (std::size_t i = 0; i < summary.top_errors.size(); ++i) {
    const ErrorSummary& error = summary.top_errors[i];
    const std::string numbers =
        fmt::format("{:>{}} {:>8}  {:<{}}  ", error.count, count,
                    share(error.count, summary.totals.parsed), periods[i], width);
    text.row(status_ink(error.status), "error " + status_name(error.status), numbers,
             error.paths.empty() ? "-" : std::string_view(error.paths.front().key));
  }
}

void write_statuses(TextWriter& text, const Summary& summary) {
  const std::uint64_t parsed = summary.totals.parsed;
  if (parsed == 0) return;
  text.heading("Counts by class and by status, with shares of the parsed lines");
  for (std::size_t i = 0; i < kStatusClasses; ++i) {
    const std::uint64_t count = summary.status.classes[i];
    const Ink ink = i < 5 ? status_ink(static_cast<StatusCode>((i + 1) * 100)) : Ink::kPlain;
    write_count(text, ink, "class", kStatusClassNames[i], count, parsed);
  }
  for (const StatusCode code : codes_seen(summary.status.codes)) {
    write_count(text, status_ink(code), "status", status_name(code), summary.status.codes[code],
                parsed);
  }
}

void write_errors(TextWriter& text, const Summary& summary) {
  if (summary.top_errors.empty()) return;
  text.heading(summary.top_keys ? "Errors in detail" : "Errors in detail; longer lists: --json");
  for (std::size_t i = 0; i < errors_shown(summary); ++i) {
    if (i > 0) text.line("");
    write_error(text, summary.top_errors[i], summary);
  }
  write_more(text, summary);
}

void write_malformed(TextWriter& text, const Summary& summary) {
  const std::uint64_t malformed = summary.totals.malformed;
  if (malformed == 0) return;
  text.heading(fmt::format("Malformed: {}, {} of all lines", counted(malformed, "line"),
                           share(malformed, summary.totals.lines)));
  for (std::size_t i = 0; i < kReasons; ++i) {
    const std::uint64_t count = summary.malformed.reasons[i];
    if (count == 0) continue;
    const std::string label = fmt::format("malformed {:<10}", reason_name(static_cast<Reason>(i)));
    text.line(fmt::format("{} {:>12}", text.paint(Ink::kYellow, label), count));
  }
  for (const Sample& sample : summary.malformed.samples) {
    const std::string label = fmt::format("sample {:<10} ", reason_name(sample.reason));
    text.line(text.paint(Ink::kYellow, label) + text.place(sample, label.size()));
    text.quote(sample.text);
    if (!sample.closest) continue;
    constexpr std::string_view kLabel = "closest: ";
    const std::size_t room = text.columns() - kLabel.size() - 1;  // for a word and a comma
    const ClosestFormat& closest = *sample.closest;
    text.words(kLabel,
               fmt::format("{}, at column {}: expected {}", text.log_text(closest.name, room),
                           closest.column, text.log_text(closest.expected, room)));
  }
}

}  // namespace logscan::detail
