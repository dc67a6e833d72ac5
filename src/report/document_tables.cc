#include "report/document_tables.h"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "report/document_sections.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

struct KnownTable {
  std::string_view name;
  Table (*make)(const Summary&);
};

constexpr std::array kKnownTables = {
    KnownTable{"failing", failing_table},     KnownTable{"statuses", status_table},
    KnownTable{"classes", class_table},       KnownTable{"timeline", timeline_table},
    KnownTable{"inputs", inputs_table},       KnownTable{"malformed", malformed_table},
    KnownTable{"incidents", incidents_table}, KnownTable{"changes", changes_table},
};
constexpr std::array<std::string_view, 3> kBaselineTables = {"baseline_speed", "baseline_counts",
                                                             "baseline_differences"};

const KnownTable* known_table(std::string_view name) {
  const auto* const found = std::find_if(kKnownTables.begin(), kKnownTables.end(),
                                         [&](const KnownTable& each) { return each.name == name; });
  return found == kKnownTables.end() ? nullptr : found;
}

/// Returns the number of `404` in `paths_404`; nullopt if the name is of another kind.
std::optional<std::size_t> number_after(std::string_view name, std::string_view start) {
  if (!name.starts_with(start)) return std::nullopt;
  name.remove_prefix(start.size());
  if (name.empty() || name.size() > 3 || name.front() == '0') return std::nullopt;
  std::size_t number = 0;
  for (const char digit : name) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + static_cast<std::size_t>(digit - '0');
  }
  return number;
}

/// Returns the place of `groups`, `groups_2` and so on in its list.
std::optional<std::size_t> place_of(std::string_view name, std::string_view list) {
  if (name == list) return 0;
  const std::optional<std::size_t> number = number_after(name, std::string(list) + "_");
  return number && *number > 1 ? std::optional(*number - 1) : std::nullopt;
}

std::optional<StatusCode> error_after(std::string_view name, std::string_view start) {
  const std::optional<std::size_t> number = number_after(name, start);
  if (!number || !is_error(static_cast<StatusCode>(*number))) return std::nullopt;
  return static_cast<StatusCode>(*number);
}

ErrorSummary error_of(const Summary& summary, StatusCode status) {
  for (const ErrorSummary& error : summary.top_errors) {
    if (error.status == status) return error;
  }
  ErrorSummary none;
  none.status = status;
  return none;
}

}  // namespace

std::optional<std::string> usual_table(const TableChoice& choice) {
  const std::size_t answers = choice.groups + choice.series;
  if (answers > 1) return std::nullopt;
  return answers == 0 ? "failing" : choice.groups > 0 ? "groups" : "series";
}

bool has_table(const TableChoice& choice, std::string_view name) {
  if (known_table(name) != nullptr) return true;
  if (error_after(name, "paths_") || error_after(name, "clients_")) return true;
  if (const std::optional<std::size_t> place = place_of(name, "groups"))
    return *place < choice.groups;
  if (const std::optional<std::size_t> place = place_of(name, "series"))
    return *place < choice.series;
  return choice.baseline &&
         std::find(kBaselineTables.begin(), kBaselineTables.end(), name) != kBaselineTables.end();
}

std::string table_names(const TableChoice& choice) {
  std::string names;
  const auto add = [&names](std::string_view name) {
    names += (names.empty() ? "" : ", ") + std::string(name);
  };
  for (const auto& [list, count] :
       {std::pair("groups", choice.groups), std::pair("series", choice.series)}) {
    for (std::size_t i = 0; i < count; ++i)
      add(i == 0 ? std::string(list) : fmt::format("{}_{}", list, i + 1));
  }
  for (const KnownTable& each : kKnownTables)
    add(each.name);
  add("paths_CODE");
  add("clients_CODE");
  for (const std::string_view name : kBaselineTables) {
    if (choice.baseline) add(name);
  }
  return names;
}

Table table_named(const Summary& summary, std::string_view name) {
  if (const KnownTable* known = known_table(name)) return known->make(summary);
  if (const std::optional<StatusCode> code = error_after(name, "paths_"))
    return paths_table(error_of(summary, *code));
  if (const std::optional<StatusCode> code = error_after(name, "clients_"))
    return clients_table(error_of(summary, *code));
  if (name == "baseline_differences" && summary.baseline)
    return difference_table(summary, *summary.baseline);
  for (const Section& section : make_document(summary).sections) {
    for (const Part& part : section.parts) {
      const auto* table = std::get_if<Table>(&part);
      if (table != nullptr && table->name == name) return *table;
    }
  }
  return {};
}

}  // namespace logscan::detail
