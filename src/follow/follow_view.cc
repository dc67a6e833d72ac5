#include "follow/follow_view.h"

#include <algorithm>

#include "report/bars.h"
#include "report/code_order.h"
#include "report/text_sections.h"
#include "report/text_table.h"
#include "report/text_writer.h"
#include "text/safe_text.h"
#include "text/utf8.h"
#include <fmt/core.h>

namespace logscan {
namespace {

using detail::Ink;
using detail::TextWriter;

constexpr std::size_t kMostPaths = 10;
constexpr std::size_t kMostNotes = 3;
constexpr std::size_t kLabel = 10;  // "requests  "

std::string per_second(double count, std::optional<double> seconds) {
  return seconds.value_or(0) > 0 ? fmt::format("{:.1f}/s", count / *seconds) : "-";
}

std::string names_of(const std::vector<std::string>& logs) {
  std::string names;
  for (const std::string& log : logs)
    names += (names.empty() ? "" : ", ") + (log == "-" ? "standard input" : safe_text(log));
  return names.empty() ? "no log so far" : names;
}

void write_head(TextWriter& text, const WindowSum& window, const FollowView& view) {
  // A window with backlog covers more than the last seconds, so it has another title.
  const std::string right =
      fmt::format("{} {:.0f} s  {}", window.counts.backlog.read ? "covers" : "last",
                  window.seconds.value_or(0), view.clock);
  const std::size_t room =
      text.columns() > right.size() + 6 ? text.columns() - right.size() - 2 : 4;
  const std::string names = text.log_text(names_of(view.logs), room);
  const std::size_t used = text_columns(names) + right.size();
  const std::size_t gap = text.columns() > used ? text.columns() - used : 1;
  text.line(text.paint(Ink::kBold, names) + std::string(gap, ' ') + right);
}

void write_counts(TextWriter& text, const WindowSum& window) {
  const WindowCounts& counts = window.counts;
  const std::uint64_t errors = counts.errors();
  text.line(fmt::format("{:<{}}{}  {}", "requests", kLabel, counts.requests(),
                        per_second(static_cast<double>(counts.requests()), window.seconds)));
  text.line(fmt::format("{:<{}}{}  {}  4xx {}  5xx {}", "errors", kLabel,
                        text.paint(errors > 0 ? Ink::kRed : Ink::kGreen, std::to_string(errors)),
                        detail::share(errors, counts.requests()), counts.client_errors(),
                        counts.server_errors()));
  const Accounting& all = counts.accounting;
  text.line(text.paint(
      Ink::kDim,
      fmt::format("lines {} = parsed {} + malformed {} + blank {} + comment {} + "
                  "filtered {}",
                  all.lines, all.parsed, all.malformed, all.blank, all.comment, all.filtered)));
}

void write_bars(TextWriter& text, const char* label, const std::vector<double>& numbers, Ink ink,
                double slice_seconds) {
  const double peak = *std::max_element(numbers.begin(), numbers.end());
  const std::string right = fmt::format("  peak {}", per_second(peak, slice_seconds));
  const std::size_t used = kLabel + right.size();
  const std::size_t room = text.columns() > used + 4 ? text.columns() - used : 4;
  text.line(fmt::format("{:<{}}{}{}", label, kLabel,
                        text.paint(ink, small_bars(numbers, room, text.unicode())), right));
}

// Uses as many lines as needed: a code without its count would be misread.
void write_statuses(TextWriter& text, const WindowCounts& counts) {
  std::string line = fmt::format("{:<{}}", "status", kLabel);
  std::size_t used = kLabel;
  for (const StatusCode code : detail::codes_seen(counts.codes())) {
    const std::string name = status_name(code);
    const std::string count = fmt::format(" {}  ", counts.codes()[code]);
    const std::size_t width = name.size() + count.size() - 2;
    if (used > kLabel && used + width > text.columns()) {
      text.line(line);
      line.assign(kLabel, ' ');
      used = kLabel;
    }
    line += text.paint(detail::status_ink(code), name) + count;
    used += width + 2;
  }
  text.line(line);
}

void write_paths(TextWriter& text, const WindowCounts& counts, LiveSort sort) {
  const std::vector<FailingPath> paths = counts.failing_paths(kMostPaths, sort);
  if (paths.empty()) return;
  text.heading("Failing paths");
  detail::TextTable table{{"errors", "5xx"}, {"path"}, {}};
  for (const FailingPath& path : paths) {
    table.rows.push_back({path.server > 0 ? Ink::kRed : Ink::kYellow,
                          "path",
                          {std::to_string(path.count), std::to_string(path.server)},
                          {path.path},
                          ""});
  }
  detail::write_table(text, table);
  if (!counts.paths.exact())
    text.line(fmt::format("there are more paths than are kept: counts are at most {} too high",
                          counts.paths.bound()));
}

void write_notes(TextWriter& text, const std::vector<std::string>& notes) {
  const std::size_t some = std::min(notes.size(), kMostNotes);
  for (std::size_t i = notes.size() - some; i < notes.size(); ++i)
    text.row(Ink::kYellow, "note      ", "", notes[i]);
}

}  // namespace

std::string small_bars(const std::vector<double>& numbers, std::size_t columns, bool unicode) {
  const std::size_t shown = std::min(columns, numbers.size());
  const auto first = numbers.end() - static_cast<std::ptrdiff_t>(shown);
  const double peak = shown == 0 ? 0 : *std::max_element(first, numbers.end());
  std::string bars;
  for (auto number = first; number != numbers.end(); ++number) {
    bars += detail::vertical_block(detail::vertical_height(*number, peak, 1), unicode);
  }
  return bars;
}

std::string cut_to_columns(std::string_view line, std::size_t columns) {
  std::string shown;
  std::size_t width = 0;
  bool is_colored = false;
  while (!line.empty()) {
    if (line.starts_with("\x1b[")) {
      const std::size_t end = std::min(line.find('m'), line.size() - 1);
      const std::string_view color = line.substr(0, end + 1);
      is_colored = color != "\x1b[0m";
      shown += color;
      line.remove_prefix(color.size());
      continue;
    }
    const std::size_t length = detail::decode_utf8(line).length;
    width += text_columns(line.substr(0, length));
    if (width > columns) break;
    shown += line.substr(0, length);
    line.remove_prefix(length);
  }
  if (!line.empty() && is_colored) shown += "\x1b[0m";
  return shown;
}

std::vector<std::string> follow_view(const WindowSum& window, const FollowView& view,
                                     const ReportStyle& style, std::size_t rows) {
  TextWriter text(style);
  write_head(text, window, view);
  if (!view.filters.empty()) {
    text.line(text.paint(Ink::kDim, fmt::format("{:<{}}", "filter", kLabel) +
                                        text.log_text(detail::filter_words(text, view.filters),
                                                      text.columns() - kLabel)));
  }
  write_counts(text, window);
  if (!window.requests.empty()) {
    write_bars(text, "rate", window.requests, Ink::kGreen, window.slice_seconds);
    write_bars(text, "failing", window.errors, Ink::kRed, window.slice_seconds);
  }
  write_statuses(text, window.counts);
  write_notes(text, view.notes);
  if (const std::vector<GroupSummary> groups = window.counts.live_groups(window.seconds, view.sort);
      !groups.empty())
    detail::write_groups(text, groups);
  write_paths(text, window.counts, view.sort);

  std::vector<std::string> lines;
  const std::string all = text.finish();
  const std::size_t room = view.keys.empty() || rows < 2 ? rows : rows - 1;
  for (std::size_t at = 0; at < all.size() && lines.size() < room;) {
    const std::size_t end = all.find('\n', at);
    lines.push_back(cut_to_columns(std::string_view(all).substr(at, end - at), style.columns));
    at = end + 1;
  }
  if (room < rows) lines.push_back(cut_to_columns(text.paint(Ink::kDim, view.keys), style.columns));
  return lines;
}

}  // namespace logscan
