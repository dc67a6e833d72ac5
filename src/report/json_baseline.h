#pragma once

#include "logscan/summary.h"
#include "report/json_writer.h"

namespace logscan::detail {

/// The keys path, line and offset of a sample, inside an open object.
void write_place(JsonWriter& json, const Sample& sample);

/// {path, line, offset, text}
void write_example(JsonWriter& json, const Sample& sample);

/// The key `baseline` with its object.
void write_baseline(JsonWriter& json, const Baseline& baseline);

}  // namespace logscan::detail
