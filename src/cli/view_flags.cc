#include "cli/view_flags.h"

#include <algorithm>
#include <array>

#include "cli/byte_size.h"
#include "cli/word_list.h"
#include "query/measure_needs.h"
#include "report/document_tables.h"
#include "text/join.h"

namespace logscan::cli {
namespace {

constexpr std::size_t kMostMetricRows = 1000;

constexpr std::uint64_t kMostRows = 1'000'000;

constexpr std::array<std::string_view, kMeasures> kMeasureWords = [] {
  std::array<std::string_view, kMeasures> words;
  std::copy(kMeasureNames.begin(), kMeasureNames.end(), words.begin());
  return words;
}();

// The names of all measures that groups can have.
std::string measure_names(const OwnFields& own) {
  std::string fields;
  for (const OwnField& field : own) {
    if (field.kind != OwnKind::kText) fields += (fields.empty() ? "" : ", ") + field.name;
  }
  const std::string known = detail::join(kMeasureNames, " ");
  if (fields.empty()) return known;
  return fmt::format("{}, and {}() of {}", known, detail::join(kOwnStatNames, "() "), fields);
}

// `mean(x.cache)` of a text.
void refuse_measured_text(const char* flag, std::string_view name, const OwnFields& own) {
  const std::size_t open = name.find('(');
  if (open == std::string_view::npos || !name.ends_with(')')) return;
  const std::optional<Field> field = find_field(name.substr(open + 1, name.size() - open - 2), own);
  if (!field || !is_own(*field) || own[own_index(*field)].kind != OwnKind::kText) return;
  const std::string& text = own[own_index(*field)].name;
  throw wrong(flag, fmt::format("{0} is text; in the log format, write {0}@n for a number, or "
                                "{0}@ms for a duration",
                                text));
}

// Those of series, too.
std::vector<GroupSpec> all_groups(const QuerySpec& spec) {
  std::vector<GroupSpec> all = spec.groups;
  for (const SeriesSpec& series : spec.series)
    all.push_back(series.groups);
  return all;
}

}  // namespace

std::optional<std::uint64_t> read_top(const ViewWords& words) {
  if (words.top.empty()) return std::nullopt;
  const std::optional<std::uint64_t> top = whole_number(words.top);
  if (!top || *top == 0 || *top > kMostRows) {
    throw wrong("--top", fmt::format("expected a whole number from 1 to {}, got \"{}\"", kMostRows,
                                     safe_text(words.top)));
  }
  return top;
}

void read_view(const ViewWords& words, const OwnFields& own, GroupSpec& base) {
  const auto find = [&own](std::string_view name) { return find_measure(name, own); };
  base.top = read_top(words).value_or(base.top);
  if (!words.min_count.empty()) {
    const std::optional<std::uint64_t> least = whole_number(words.min_count);
    if (!least)
      throw wrong("--min-count",
                  fmt::format("expected a whole number, got \"{}\"", safe_text(words.min_count)));
    base.min_count = *least;
  }
  if (!words.show.empty()) {
    for (const std::string_view name : pieces(words.show))
      refuse_measured_text("--show", name, own);
    base.show =
        read_names("--show", "measure", words.show, find, measure_names(own), kMeasureWords);
  }
  if (!words.sort.empty()) {
    refuse_measured_text("--sort", words.sort, own);
    base.sort = find(words.sort);
    if (!base.sort && words.sort != "key") {
      throw wrong("--sort",
                  fmt::format("expected key or a measure ({}), got \"{}\"{}", measure_names(own),
                              safe_text(words.sort), did_you_mean(words.sort, kMeasureWords)));
    }
    // Nobody can follow an order that is not seen.
    const bool shown =
        !base.sort || std::find(base.show.begin(), base.show.end(), *base.sort) != base.show.end();
    if (words.show.empty() && !shown) base.show.push_back(*base.sort);
  }
}

void check_view(const ViewWords& words, const GroupSpec& shown, const GroupSpec& counted,
                const QuerySpec& spec) {
  MeasureNeeds needs(counted);
  // What is summed up for some groups is summed up for all.
  for (const GroupSpec& groups : all_groups(spec)) {
    needs.bytes = needs.bytes || MeasureNeeds(groups).bytes;
    needs.times = needs.times || MeasureNeeds(groups).times;
  }
  const auto check = [&](const char* flag, Measure measure) {
    if (needs.has(measure)) return;
    throw wrong(flag, fmt::format("{0} was not counted; add --show {0} when you make the partials",
                                  measure_name(measure, spec.log_format.own)));
  };
  if (!words.sort.empty() && shown.sort) check("--sort", *shown.sort);
  for (const Measure measure : shown.show)
    check("--show", measure);
}

void check_view(const ViewWords& words, const QuerySpec& spec) {
  const std::vector<GroupSpec> groups = all_groups(spec);
  const bool any = std::any_of(groups.begin(), groups.end(),
                               [](const GroupSpec& each) { return !each.by.empty(); });
  const auto needs = [](bool holds, const std::string& given, const char* flag) {
    if (!holds && !given.empty())
      throw wrong(flag, "the partials have no groups or series; make them with --by or --every");
  };
  needs(!groups.empty(), words.show, "--show");
  needs(!groups.empty(), words.memory, "--memory");
  // Without groups and series, the lists of errors are what it shortens.
  needs(any || groups.empty(), words.top, "--top");
  needs(any, words.sort, "--sort");
  needs(any, words.min_count, "--min-count");
}

void check_table(std::string_view name, const QuerySpec& spec, bool baseline) {
  const detail::TableChoice choice{spec.groups.size(), spec.series.size(), baseline};
  if (name.empty() && !detail::usual_table(choice)) {
    throw UsageError{
        fmt::format("--format: csv and tsv hold one table; name it with --table, expected {}",
                    detail::table_names(choice))};
  }
  if (!name.empty() && !detail::has_table(choice, name)) {
    throw wrong("--table", fmt::format("expected {}, got \"{}\"", detail::table_names(choice),
                                       safe_text(name)));
  }
}

void check_metrics(const ViewWords& words, const QuerySpec& spec) {
  if (!spec.series.empty())
    throw UsageError{
        "--format: openmetrics has no place for a series over time; use --format json"};
  if (spec.groups.empty() && !words.top.empty())
    throw UsageError{"--top: requires --by with --format openmetrics; add --by path"};
  for (const GroupSpec& groups : spec.groups) {
    if (groups.top > kMostMetricRows)
      throw UsageError{
          fmt::format("--top: expected at most {} with --format openmetrics, since each row "
                      "becomes a time series",
                      kMostMetricRows)};
  }
}

}  // namespace logscan::cli
