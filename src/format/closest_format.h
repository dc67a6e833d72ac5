#pragma once

#include <string_view>

#include "logscan/log_format.h"

namespace logscan {

class UnquotedParser;

/// Finds the format that a malformed line comes closest to. The line has no terminator and no
/// leading NULs, and kPadding readable bytes after it. `others` must know the directive in force;
/// it forgets the line that it parsed last.
///
/// Among formats that get equally far, the first in the order of log_format.h wins. Where a
/// quote-delimited line fails, all these formats are still alike, so `combined` or `vhost_combined`
/// stands for them. If such a line has no bracket before that, any other format that fits at least
/// one byte is closer. A line that begins with `{` is never quote-delimited. The prefix of a
/// collector is skipped, but counts in the column. Allocates, so only for a few lines.
ClosestFormat find_closest_format(std::string_view line, UnquotedParser& others);

}  // namespace logscan
