#include "logscan/query.h"

#include <algorithm>

namespace logscan {
namespace {

FieldSet fields_of(const std::vector<GroupKey>& by) {
  FieldSet fields;
  for (const GroupKey& key : by)
    fields |= key.fields();
  return fields;
}

FieldSet fields_of(const std::vector<Measure>& show) {
  FieldSet fields;
  for (const Measure measure : show) {
    switch (measure) {
      case Measure::kBytes:
        fields.add(Field::kBytes);
        break;
      case Measure::kClients:
        fields.add(Field::kClient);
        break;
      case Measure::kP50:
      case Measure::kP90:
      case Measure::kP95:
      case Measure::kP99:
      case Measure::kMax:
        fields.add(Field::kDuration);
        break;
      case Measure::kCount:
      case Measure::kErrors:
      case Measure::kRate:
      case Measure::kFirst:
      case Measure::kLast:
        break;
    }
  }
  return fields;
}

}  // namespace

bool Query::empty() const {
  return !filter && groups.empty() && !series && trusted_proxies.empty() && !mask.any();
}

FieldSet Query::fields() const {
  FieldSet fields;
  if (filter) fields |= filter->fields();
  for (const GroupQuery& group : groups) {
    fields |= fields_of(group.by);
    fields |= fields_of(group.show);
  }
  if (series) {
    fields |= fields_of(series->by);
    fields |= fields_of(series->show);
  }
  if (!trusted_proxies.empty() && fields.has(Field::kClient)) fields.add(Field::kForwardedFor);
  return fields;
}

}  // namespace logscan
