#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "text/zone_change.h"

namespace logscan {

/// The changes that a POSIX TZ string such as `CET-1CEST,M3.5.0,M10.5.0/3` lays down for the years
/// from `first` to `last`, with the times of -167 to 167 hours that RFC 8536 adds. None for a clock
/// that is never changed. In the order of the string's years; they ascend if the string makes
/// sense. Nullopt for any other text.
std::optional<std::vector<ZoneChange>> posix_changes(std::string_view text, int first, int last);

}  // namespace logscan
