#pragma once

#include <string_view>

#include "logscan/log_format.h"

namespace logscan {

class UnquotedParser;

/// Finds the format that a malformed line comes closest to: a line without terminator and leading
/// NULs, with kPadding readable bytes behind it; `others` knows the directive in force, and no
/// longer knows the line that it judged last. Of several formats that got as far it is the first in
/// the order of log_format.h; but where a quote-delimited line fails, all of these are still alike:
/// `combined` stands for them, or `vhost_combined`; and where such a line has no bracket in front,
/// any other format that fits more than nothing is closer. A line that begins with `{` is none of
/// them. A collector's prefix is passed over, and counts in the column. For few lines: it
/// allocates.
ClosestFormat find_closest_format(std::string_view line, UnquotedParser& others);

}  // namespace logscan
