#include <algorithm>

#include "logscan/group_summary.h"

namespace logscan {

std::string measure_name(Measure measure, const OwnFields& own) {
  if (!is_own(measure)) return measure_name(measure);
  return std::string(kOwnStatNames[static_cast<std::size_t>(own_stat(measure))]) + "(" +
         own[own_index(measure)].name + ")";
}

std::optional<Measure> find_measure(std::string_view name, const OwnFields& own) {
  if (const std::optional<Measure> known = find_measure(name)) return known;
  const std::size_t open = name.find('(');
  if (open == std::string_view::npos || !name.ends_with(')')) return std::nullopt;
  const std::string_view field = name.substr(open + 1, name.size() - open - 2);
  std::optional<std::size_t> place = find_own(own, field);
  if (!place) place = find_own(own, "x." + std::string(field));
  if (!place || own[*place].kind == OwnKind::kText) return std::nullopt;
  for (std::size_t i = 0; i < kOwnStats; ++i) {
    if (name.substr(0, open) == kOwnStatNames[i])
      return own_measure(static_cast<OwnStat>(i), *place);
  }
  return std::nullopt;
}

std::optional<double> GroupRow::rps() const {
  if (!seconds || *seconds <= 0) return std::nullopt;
  return static_cast<double>(count) / *seconds;
}

std::optional<OwnAmount::Value> GroupRow::own_amount(Measure measure) const {
  const auto found = std::find_if(own.begin(), own.end(), [measure](const OwnAmount& amount) {
    return amount.measure == measure;
  });
  return found == own.end() ? std::nullopt : std::optional(found->value);
}

}  // namespace logscan
