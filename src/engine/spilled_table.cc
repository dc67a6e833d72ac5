#include <limits>
#include <memory>
#include <string_view>

#include "engine/query_rows.h"

namespace logscan {

// The sum may fit even if its parts together would not. So all rows are merged first, without a
// budget; a part is at most what a worker hands on, or another table.
void QueryTable::merge(const QueryTable& other, const MakeForm& form) {
  const std::size_t budget = rows.budget();
  rows.set_budget(std::numeric_limits<std::size_t>::max());
  rows.merge(other.rows);
  undated += other.undated;
  if (other.spilled != nullptr) {
    if (spilled == nullptr) spilled = std::make_unique<SpilledRows>(form());
    spilled->add(*other.spilled);
  }
  set_budget(budget, form);
}

void QueryTable::merge(const QueryPart::Table& part, const MakeForm& form) {
  const std::size_t budget = rows.budget();
  rows.set_budget(std::numeric_limits<std::size_t>::max());
  part.rows.merge_into(rows);
  undated += part.undated;
  set_budget(budget, form);
}

void QueryTable::set_budget(std::size_t budget, const MakeForm& form) {
  if (rows.memory() > budget) spill(form);
  rows.set_budget(budget);
}

void QueryTable::spill(const MakeForm& form) {
  if (spilled == nullptr) spilled = std::make_unique<SpilledRows>(form());
  spilled->add(rows);
  rows.clear();
}

void QueryTable::each(const Visit& visit) const {
  if (spilled == nullptr)
    return rows.each([&](const auto& view) { visit(view.key, *view.measures, view.missed); });
  spilled->each(rows,
                [&](std::string_view key, RowMeasures& measures) { visit(key, measures, 0); });
}

RowMeasures QueryTable::total() const {
  RowMeasures sum = rows.total();
  if (spilled == nullptr) return sum;
  spilled->each(GroupTable<RowMeasures>(0),
                [&](std::string_view, RowMeasures& measures) { sum.merge(measures); });
  return sum;
}

QueryTable::MakeForm QueryRows::form_of(const QuerySpec& spec, const std::vector<QueryTable>& list,
                                        std::size_t place) const {
  return [&spec, &list, place, this] {
    const std::size_t columns = &list == &judged ? spec.tables[place].columns.size() : 0;
    const std::size_t start_bytes = &list == &series ? kStartBytes : 0;
    return SpillForm{spill_folder, spec.log_format.own, columns, start_bytes};
  };
}

}  // namespace logscan
