#pragma once

#include <string>
#include <string_view>

#include "logscan/field.h"
#include "logscan/log_line.h"
#include "logscan/query_spec.h"

namespace logscan {

/// Returns the line with the `wanted` ones of its fields masked. Those are views into `scratch`,
/// whose former content is lost. All other fields, and `file`, stay as they were.
LogLine mask_fields(const Mask& mask, const LogLine& line, FieldSet wanted, std::string& scratch);

/// Masks the value of an own field.
void mask_own(OwnValue& value);

/// Appends the bytes of a parsed line, `raw`, masked. `line` holds all its fields as views into
/// `raw`. A collector's prefix is left out.
///
/// Returns false, and appends nothing, unless every byte belongs to a field or is known to be
/// harmless: punctuation, names that formats use, and values that repeat the line's time, status,
/// bytes or duration. Text in a column that is no field might be anything, a cookie or a name. So
/// might the whole text of a malformed line.
[[nodiscard]] bool append_masked_line(const Mask& mask, const LogLine& line, std::string_view raw,
                                      std::string& out);

}  // namespace logscan
