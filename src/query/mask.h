#pragma once

#include <string>
#include <string_view>

#include "logscan/field.h"
#include "logscan/log_line.h"
#include "logscan/query_spec.h"

namespace logscan {

/// Returns the line with its `wanted` fields masked. These become views into `scratch`, which is
/// overwritten. All other fields, and `file`, are unchanged.
LogLine mask_fields(const Mask& mask, const LogLine& line, FieldSet wanted, std::string& scratch);

/// Masks the value of an own field.
void mask_own(OwnValue& value);

/// Appends the bytes of a parsed line, `raw`, masked. `line` must hold all its fields as views into
/// `raw`. The prefix of a collector is omitted.
///
/// Returns false and appends nothing unless every byte belongs to a field or is known to be
/// harmless: punctuation, names that formats use, and values that repeat the line's time, status,
/// bytes or duration. Other text may be anything, such as a cookie or a name, and so may the text
/// of a malformed line.
[[nodiscard]] bool append_masked_line(const Mask& mask, const LogLine& line, std::string_view raw,
                                      std::string& out);

}  // namespace logscan
