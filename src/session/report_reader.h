#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "logscan/summary.h"

namespace logscan::cli {

/// A JSON report that cannot be used. The message says why.
class ReportError : public std::runtime_error {
 public:
  enum class Kind {
    kSchema,   ///< written by a version with another schema
    kDamaged,  ///< truncated or changed
  };

  ReportError(Kind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

/// Reads a JSON report as report_json() writes it: filters, totals, times, statuses, errors and
/// groups; nothing else. Throws ReportError.
Summary read_report(std::string_view json);

}  // namespace logscan::cli
