#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "logscan/summary.h"

/// The text of reports and messages about fields that logscan may have misread.
namespace logscan {

constexpr std::string_view kAssumesUtc =
    "times without an offset are read as UTC; --log-timezone ZONE names their zone";

constexpr std::string_view kNoDuration =
    "no line has a duration; log one and name it, such as -l 'json:status=KEY,duration=KEY@ms' "
    "(docs/fields.md)";

/// Describes a field that some lines lack, with what to do about it: `3 of 120 error lines have no
/// client: ...`. The text is printable.
std::string unread_text(UnreadField field, const UnreadSummary& unread);

}  // namespace logscan
