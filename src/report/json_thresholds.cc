#include <cstdint>

#include "report/json_sections.h"

namespace logscan::detail {
namespace {

void write_value(JsonWriter& json, const ThresholdResult& result) {
  json.key("value");
  if (!result.value) {
    json.null();
  } else if (result.threshold.amount == Threshold::Amount::kDuration) {
    json.seconds(static_cast<std::int64_t>(*result.value));
  } else if (result.threshold.rate) {
    json.real(*result.value);
  } else {
    json.number(static_cast<std::uint64_t>(*result.value));
  }
}

void write_groups_judged(JsonWriter& json, const ThresholdResult& result) {
  write_by(json, result.by);
  if (result.key.empty()) {
    json.key("key").null();
  } else {
    write_key(json, result.key);
  }
  json.key("judged").number(result.judged);
  json.key("failing").number(result.failing);
  json.key("unsure").number(result.unsure);
  json.key("unseen_requests").number(result.unseen);
}

}  // namespace

void write_thresholds(JsonWriter& json, const std::vector<ThresholdResult>& results) {
  json.key("fail_if").open_list();
  for (const ThresholdResult& result : results) {
    json.open_object();
    json.key("condition").string(result.threshold.text);
    json.key("holds").boolean(result.holds);
    write_value(json, result);
    if (result.threshold.rate) json.key("part").number(result.part);
    json.key("whole").number(result.whole);
    if (!result.by.empty()) write_groups_judged(json, result);
    json.close_object();
  }
  json.close_list();
}

}  // namespace logscan::detail
