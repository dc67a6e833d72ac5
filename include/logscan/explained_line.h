#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/closest_format.h"
#include "logscan/log_line.h"
#include "logscan/own_field.h"
#include "logscan/report.h"

namespace logscan {

/// One line of an input with all that is read from it. The views are into the line.
struct ExplainedLine {
  std::uint64_t number = 0;  ///< in its input, from 1
  std::string_view text;     ///< without terminator; of a line that is too long only a first part
  Verdict verdict;
  LogLine fields;                        ///< of a parsed line
  const OwnFields* own = nullptr;        ///< of the given format, if there is one
  std::vector<std::string> left_over;    ///< columns of a parsed line that no field comes from
  std::optional<ClosestFormat> closest;  ///< of a malformed line that is not too long
};

/// For people: a line that says what the line is, and a row for each of its fields that is not
/// null, and for each column that is left over; of a line that is not parsed, its text. Every value
/// is made harmless, and cut at 1,024 columns. `path` is the input's, `-` standard input. Pure,
/// like the reports.
std::string explain_text(std::string_view path, const ExplainedLine& line,
                         const ReportStyle& style);

}  // namespace logscan
