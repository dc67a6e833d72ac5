#pragma once

#include <span>
#include <string_view>

namespace logscan::detail {

/// Returns the name that `word` probably stands for, ignoring case, or an empty text. A name that
/// starts with `word` comes first, if that has at least two letters. Otherwise it is the name with
/// the fewest edits: letters added, removed, replaced or swapped with a neighbour. At most one edit
/// is allowed, or one per three letters. The first of equals wins.
std::string_view nearest_name(std::string_view word, std::span<const std::string_view> names);

}  // namespace logscan::detail
