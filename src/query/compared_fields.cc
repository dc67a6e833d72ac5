#include "query/compared_fields.h"

#include <bit>
#include <cstdint>

#include "query/value_conditions.h"

namespace logscan {

void ComparedFields::find(const LogLine& line, FieldSet fields) {
  // A field that is not found is looked for in every line.
  for (std::uint64_t left = fields.without(found).bits(); left != 0; left &= left - 1) {
    const auto field = static_cast<Field>(std::countr_zero(left));
    if (field == Field::kStatus || field_text(line, field).data() != nullptr ||
        detail::field_number(line, field)) {
      found.add(field);
    }
  }
}

}  // namespace logscan
