#include <functional>
#include <string>
#include <utility>

#include "logscan/report.h"
#include "report/document_sections.h"
#include "report/text_sections.h"
#include "report/unread_text.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan {
namespace {

using Amount = Threshold::Amount;
using ShowKey = std::function<std::string(std::string_view)>;

constexpr std::size_t kKeyColumns = 60;

const char* unit_of_count(const ThresholdResult& result) {
  return result.threshold.amount == Amount::kMalformed ? "lines" : "requests";
}

// Returns the value in the unit of the condition.
std::string value_text(const ThresholdResult& result) {
  const Threshold& threshold = result.threshold;
  const double value = *result.value;
  if (threshold.amount == Amount::kDuration) return fmt::format("{:.4g}s", value / 1e9);
  if (!threshold.rate) return std::to_string(static_cast<std::uint64_t>(value));
  if (threshold.text.ends_with("pct")) return fmt::format("{:.4g}pct", value * 100);
  if (threshold.text.ends_with('%')) return fmt::format("{:.4g}%", value * 100);
  return fmt::format("{:.4g}", value);
}

std::string of_text(const ThresholdResult& result) {
  if (result.threshold.amount == Amount::kRequests) return "";
  const std::string whole = fmt::format("{} {}", result.whole, unit_of_count(result));
  if (result.threshold.rate) return fmt::format(" ({} of {})", result.part, whole);
  return fmt::format(" (of {})", whole);
}

std::string more_groups_text(const ThresholdResult& result) {
  return result.failing > 1 ? ", and " + detail::counted(result.failing - 1, "more group") : "";
}

std::string where_text(const ThresholdResult& result, const ShowKey& show) {
  std::string text;
  for (std::size_t i = 0; i < result.key.size(); ++i) {
    text += fmt::format(", {} {}", show(result.by[i]),
                        result.key[i] ? show(*result.key[i]) : std::string("(none)"));
  }
  return text + more_groups_text(result);
}

std::string unsure_text(const ThresholdResult& result, const ShowKey& show) {
  if (result.unmeasured) return fmt::format("{}: {}", result.threshold.text, kNoDuration);
  std::string groups;
  for (const std::string& name : result.by)
    groups += (groups.empty() ? "" : ", ") + show(name);
  std::string text =
      fmt::format("{}: groups by {} exceed --memory: ", result.threshold.text, groups);
  if (result.unsure > 0)
    text += detail::counted(result.unsure, "group") + (result.unsure == 1 ? " is" : " are") +
            " uncertain";
  if (result.unseen > 0) {
    text += fmt::format("{}groups with at most {} requests may be missing",
                        result.unsure > 0 ? ", and " : "", result.unseen);
  }
  return text + "; raise --memory or --min-requests";
}

std::string show_safely(std::string_view bytes) {
  return bytes.empty() ? std::string("(empty)") : safe_text(bytes, kKeyColumns);
}

struct Line {
  std::string label;
  std::string text;
};

std::vector<Line> lines_of(const std::vector<ThresholdResult>& results, const ShowKey& show) {
  std::vector<Line> lines;
  for (const ThresholdResult& result : results) {
    if (result.holds) {
      lines.push_back(
          {"FAILED", fmt::format("{}: {}{}{}", result.threshold.text, value_text(result),
                                 of_text(result), where_text(result, show))});
    }
  }
  for (const ThresholdResult& result : results) {
    if (!result.holds && !result.is_sure())
      lines.push_back({"NOT SURE", unsure_text(result, show)});
  }
  return lines;
}

}  // namespace

std::vector<std::string> threshold_lines(const std::vector<ThresholdResult>& results) {
  std::vector<std::string> all;
  for (const Line& line : lines_of(results, show_safely))
    all.push_back(line.label + " " + line.text);
  return all;
}

namespace detail {

std::string found_text(const ThresholdResult& result) {
  const char* const where = result.by.empty() ? "" : " in one group";
  return value_text(result) + of_text(result) + where + more_groups_text(result);
}

Facts threshold_facts(const std::vector<ThresholdResult>& results) {
  // Safe text has no control bytes, so they tell where keys begin and end.
  const auto show = [](std::string_view bytes) { return '\1' + show_safely(bytes) + '\2'; };
  Facts facts;
  for (const Line& line : lines_of(results, show)) {
    Fact fact{line.label, {}, Severity::kError};
    std::string_view rest = line.text;
    while (!rest.empty()) {
      const std::size_t begin = rest.find('\1');
      fact.parts.emplace_back(Words{std::string(rest.substr(0, begin))});
      if (begin == std::string_view::npos) break;
      const std::size_t end = rest.find('\2');
      fact.parts.emplace_back(LogBytes{std::string(rest.substr(begin + 1, end - begin - 1))});
      rest.remove_prefix(end + 1);
    }
    facts.facts.push_back(std::move(fact));
  }
  return facts;
}

void write_thresholds(TextWriter& text, const std::vector<ThresholdResult>& results) {
  const std::vector<Line> lines =
      lines_of(results, [&](std::string_view bytes) { return text.log_text(bytes, kKeyColumns); });
  for (const Line& line : lines)
    text.line(text.paint(Ink::kRed, line.label) + " " + line.text);
  if (!lines.empty()) text.line("");
}

}  // namespace detail
}  // namespace logscan
