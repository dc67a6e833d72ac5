#pragma once

#include <span>
#include <string_view>

namespace logscan::detail {

/// The name that was likely meant: one that begins with `word` (two letters at
/// least), else the one with the fewest letters added, left out, exchanged or swapped with a
/// neighbour: one, or one in three; the first of equals. Case is ignored. Empty when none is near.
std::string_view nearest_name(std::string_view word, std::span<const std::string_view> names);

}  // namespace logscan::detail
