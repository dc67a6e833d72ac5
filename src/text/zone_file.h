#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "text/posix_zone.h"

namespace logscan {

constexpr std::string_view kZoneFileMagic = "TZif";

/// The last year for which clock changes are derived from the rule at the end of a zone file.
constexpr int kLastRuleYear = 2200;

/// Reads a zone file (TZif, RFC 8536, version 2 or later; the 32-bit data of version 1 is skipped)
/// and derives later changes from its rule. Returns at least one change, in ascending order, each
/// with an offset that differs from the one before and is less than a day. The first offset applies
/// to all earlier times, too. Returns nullopt for a corrupt file and for one that counts leap
/// seconds.
std::optional<std::vector<ZoneChange>> read_zone_file(std::string_view bytes);

}  // namespace logscan
