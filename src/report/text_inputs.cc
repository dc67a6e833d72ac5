#include <algorithm>
#include <string>
#include <vector>

#include "report/document_sections.h"
#include "report/text_sections.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kInputsShown = 5;
constexpr std::size_t kProblemsShown = 10;
constexpr std::size_t kWordColumns = 240;  // the most of one word of a command

std::string shown_path(const std::string& path) {
  return path == "-" ? "standard input" : path;
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

}  // namespace

void write_facts(TextWriter& text, const Facts& facts) {
  for (const Fact& fact : facts.facts) {
    const bool is_command = fact.label == "filter" || fact.label == "hint";
    text.words(fmt::format("{:<9}", fact.label),
               text.parts(fact, is_command ? kWordColumns : text.columns() / 2));
  }
}

std::string filter_words(const TextWriter& text, const std::vector<FilterTerm>& filters) {
  return text.parts(filter_fact(filters), kWordColumns);
}

void write_inputs(TextWriter& text, const Summary& summary) {
  write_input_rows(text, summary);
  write_facts(text, scope_facts(summary));
  write_problems(text, summary);
}

}  // namespace logscan::detail
