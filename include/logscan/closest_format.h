#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace logscan {

class UnquotedParser;

/// What a malformed line comes closest to: of all log formats the one that fits the most bytes of
/// its front, and where it stops to fit.
struct ClosestFormat {
  std::string name;          ///< `combined`, as in log_format.h
  std::uint32_t column = 0;  ///< the byte of the line that does not fit, from 1; one more than it
                             ///< has where it ends too early
  std::string expected;      ///< what belongs there, as `"[" before the time`: printable ASCII

  friend bool operator==(const ClosestFormat&, const ClosestFormat&) = default;
};

/// Finds it for a line without terminator and leading NULs, with kPadding readable bytes behind it;
/// `others` knows the directive in force, and no longer knows the line that it judged last. Of
/// several formats that got as far it is the first in the order of log_format.h; but where a
/// quote-delimited line fails, all of these are still alike: `combined` stands for them, or
/// `vhost_combined`; and where such a line has no bracket in front, any other format that fits more
/// than nothing is closer. A line that begins with `{` is none of them. A collector's prefix is
/// passed over, and counts in the column. For few lines: it allocates.
ClosestFormat find_closest_format(std::string_view line, UnquotedParser& others);

}  // namespace logscan
