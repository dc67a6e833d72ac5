#pragma once

#include <span>
#include <string_view>

namespace logscan::detail {

/// The name that a misspelt word was meant to be: the closest by edits (one letter more, less,
/// other, or two swapped), case ignored; empty when none is close.
std::string_view closest_name(std::string_view word, std::span<const std::string_view> names);

}  // namespace logscan::detail
