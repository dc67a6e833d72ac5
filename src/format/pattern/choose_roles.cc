#include "format/pattern/choose_roles.h"

#include <algorithm>

namespace logscan::pattern {
namespace {

std::size_t count(FieldSet set) {
  std::size_t fields = 0;
  for (std::size_t i = 0; i < kFields; ++i)
    if (set.has(static_cast<Field>(i))) ++fields;
  return fields;
}

}  // namespace

void choose_roles(std::vector<PatternPart>& pieces) {
  std::vector<PatternPart*> order;
  for (PatternPart& piece : pieces) {
    if (!fields_of(piece.rule.role).empty()) order.push_back(&piece);
  }
  // A request says more than its parts, and a target more than its path.
  std::stable_sort(order.begin(), order.end(), [](const PatternPart* a, const PatternPart* b) {
    const std::size_t a_fields = count(fields_of(a->rule.role));
    const std::size_t b_fields = count(fields_of(b->rule.role));
    return a_fields != b_fields ? a_fields > b_fields : a->rule.rank < b->rule.rank;
  });
  FieldSet taken;
  PatternPart* forwarded = nullptr;
  for (PatternPart* const piece : order) {
    const FieldSet fields = fields_of(piece->rule.role);
    if (taken.has_any(fields)) {
      piece->rule.role = Role::kSkip;
      continue;
    }
    if (piece->rule.role == Role::kForwardedFor) forwarded = piece;
    taken |= fields;
  }
  if (forwarded != nullptr && !taken.has(Field::kClient))
    forwarded->rule.role = Role::kForwardedClient;
}

}  // namespace logscan::pattern
