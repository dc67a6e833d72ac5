#include "query/compared_fields.h"

#include <cstddef>

#include "query/value_conditions.h"

namespace logscan {

void ComparedFields::find(const LogLine& line, FieldSet fields) {
  for (std::size_t i = 0; i < kFields + kMaxOwnFields; ++i) {
    const Field field = static_cast<Field>(i);
    if (!fields.has(field)) continue;
    if (field == Field::kStatus || field_text(line, field).data() != nullptr ||
        detail::field_number(line, field)) {
      found.add(field);
    }
  }
}

}  // namespace logscan
