#pragma once

#include <cstdint>
#include <string_view>

#include "gen/population.h"

namespace logscan::gen {

/// Error paths below this number are also pages of the site; the others exist only as errors.
inline constexpr std::uint32_t kSharedPaths = 1000;

/// The size of a buffer for any path.
inline constexpr std::size_t kPathRoom = 96;

/// Returns the path of page `number`, which is below kPages. `room` has kPathRoom bytes.
std::string_view page_path(std::uint32_t number, char* room);

/// Returns error path `number`, which is below 2^31. `room` has kPathRoom bytes.
std::string_view error_path(const Population& people, std::uint32_t number, char* room);

}  // namespace logscan::gen
