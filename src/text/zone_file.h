#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "text/zone_change.h"

namespace logscan {

constexpr std::string_view kZoneFileMagic = "TZif";

/// The last year for which a rule at the end of a zone file is followed.
constexpr int kLastRuleYear = 2200;

/// The changes in the bytes of a zone file (TZif, RFC 8536, version 2 or later; the 32-bit data of
/// version 1 is passed over), and those that its rule for later years lays down. At least one,
/// ascending, each with another offset than the one before; all offsets are less than a day. What
/// lies before the first is as behind it. Nullopt for a damaged file, and one that counts leap
/// seconds.
std::optional<std::vector<ZoneChange>> read_zone_file(std::string_view bytes);

}  // namespace logscan
