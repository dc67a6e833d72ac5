#include "report/code_order.h"
#include "report/json_sections.h"

namespace logscan::detail {
namespace {

void write_method(JsonWriter& json, const BaselineMethod& method) {
  json.open_object();
  json.key("name").string(method.name);
  json.key("seconds").real(method.seconds);
  json.key("bytes_per_second").real(method.bytes_per_second);
  json.key("speedup").real(method.speedup);
  json.key("lines");
  method.lines ? json.number(*method.lines) : json.null();
  json.key("errors").open_object();
  for (const StatusCode code : codes_seen(method.errors)) {
    if (is_error(code)) json.key(status_name(code)).number(method.errors[code]);
  }
  json.close_object();
  json.close_object();
}

void write_difference(JsonWriter& json, const BaselineDifference& difference) {
  json.open_object();
  json.key("method").string(difference.method);
  json.key("status").number(difference.status);
  json.key("other_field").number(difference.other_field);
  json.key("sliced").number(difference.sliced);
  json.key("misread").signed_number(difference.misread);
  json.key("examples").open_list();
  for (const Sample& sample : difference.examples)
    write_example(json, sample);
  json.close_list();
  json.close_object();
}

}  // namespace

void write_place(JsonWriter& json, const Sample& sample) {
  json.log_string("path", sample.path);
  json.key("line").number(sample.line);
  json.key("offset").number(sample.offset);
}

void write_example(JsonWriter& json, const Sample& sample) {
  json.open_object();
  write_place(json, sample);
  json.log_string("text", sample.text);
  json.close_object();
}

void write_baseline(JsonWriter& json, const Baseline& baseline) {
  json.key("baseline").open_object();
  json.key("methods").open_list();
  for (const BaselineMethod& method : baseline.methods)
    write_method(json, method);
  json.close_list();
  json.key("differences").open_list();
  for (const BaselineDifference& difference : baseline.differences) {
    write_difference(json, difference);
  }
  json.close_list();
  json.key("reconciled").boolean(baseline.reconciled);
  json.close_object();
}

}  // namespace logscan::detail
