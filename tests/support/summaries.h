#pragma once

#include <string>

#include "logscan/summary.h"

namespace logscan::testing {

/// Returns the summary of a file with four lines: one 200, two 503, one malformed. The path, the
/// client, the name of the file and the samples are the given bytes.
inline Summary small_summary(const std::string& bytes = "/checkout") {
  Summary summary;
  InputSummary input;
  input.path = bytes;
  input.counts = {400, 4, 3, 1, 0, 0, 0};
  input.bytes_read = 400;
  input.formats[static_cast<std::size_t>(LogFormat::kCombined)] = 3;
  summary.totals = input.counts;
  summary.inputs.push_back(input);
  summary.first = LogTime{1696939200, 0};  // 2023-10-10T12:00:00
  summary.last = LogTime{1696942799, 0};
  summary.timeline.from = {1696939200, 0};
  summary.timeline.requests.assign(60, 0);
  summary.timeline.errors.assign(60, 0);
  summary.timeline.requests[0] = 1;
  summary.timeline.requests[31] = 2;
  summary.timeline.errors[31] = 2;
  summary.status.codes[200] = 1;
  summary.status.codes[503] = 2;
  summary.status.classes[1] = 1;
  summary.status.classes[4] = 2;
  summary.status.server_errors = 2;
  summary.malformed.reasons[static_cast<std::size_t>(Reason::kNoStatus)] = 1;
  summary.malformed.samples.push_back({bytes, 4, 300, Reason::kNoStatus, bytes});
  summary.malformed.samples[0].closest = ClosestFormat{"combined", 45, bytes};
  ErrorSummary error;
  error.status = 503;
  error.count = 2;
  error.first = LogTime{1696941060, 0};
  error.last = LogTime{1696941119, 0};
  error.paths.push_back({bytes, 2});
  error.clients.push_back({bytes, 2});
  error.example = {bytes, 2, 100, Reason::kNone, bytes};
  summary.top_errors.push_back(error);
  return summary;
}

}  // namespace logscan::testing
