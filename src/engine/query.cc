#include "logscan/query.h"

namespace logscan {
namespace {

FieldSet field_of(Measure measure) {
  if (is_own(measure)) return {own_field(own_index(measure))};
  switch (measure) {
    case Measure::kBytes:
      return {Field::kBytes};
    case Measure::kClients:
      return {Field::kClient};
    case Measure::kP50:
    case Measure::kP90:
    case Measure::kP95:
    case Measure::kP99:
    case Measure::kMax:
      return {Field::kDuration};
    case Measure::kFirst:
    case Measure::kLast:
      return {Field::kTime};
    case Measure::kCount:
    case Measure::kErrors:
    case Measure::kRate:
    case Measure::kShare:
      return {};
  }
  return {};
}

}  // namespace

bool Query::empty() const {
  return trusted_proxies.empty() && !filter && groups.empty() && series.empty() && !records &&
         !normalizer && !mask.any();
}

FieldSet Query::fields_of(const GroupQuery& groups) {
  FieldSet fields;
  for (const GroupKey& key : groups.by)
    fields |= key.fields();
  for (const Measure measure : groups.show)
    fields |= field_of(measure);
  if (groups.sort) fields |= field_of(*groups.sort);
  return fields;
}

FieldSet Query::fields() const {
  FieldSet fields;
  if (filter) fields |= filter->fields();
  for (const GroupQuery& each : groups)
    fields |= fields_of(each);
  for (const SeriesQuery& each : series)
    fields |= fields_of(each.groups);
  if (records) {
    for (const Field field : records->fields)
      fields.add(field);
  }
  if (!trusted_proxies.empty() && fields.has(Field::kClient)) fields.add(Field::kForwardedFor);
  return fields;
}

}  // namespace logscan
