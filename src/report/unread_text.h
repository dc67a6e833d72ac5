#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "logscan/summary.h"

/// What reports and messages say of fields that logscan is not sure of.
namespace logscan {

constexpr std::string_view kAssumesUtc =
    "times without an offset are read as UTC; --log-timezone ZONE names their zone";

/// Returns `3 of 120 error lines have no client: ...`, with what to do about it; for a field that
/// some lines lack. Printable.
std::string unread_text(UnreadField field, const UnreadSummary& unread);

}  // namespace logscan
