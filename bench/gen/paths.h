#pragma once

#include <cstdint>
#include <string_view>

#include "gen/population.h"

namespace logscan::gen {

/// Error paths below this number are pages of the site too; the others exist only as errors.
inline constexpr std::uint32_t kSharedPaths = 1000;

/// Longest text of a path, with room to spare.
inline constexpr std::size_t kPathRoom = 96;

/// The path of page `number`, below kPages. `room` has kPathRoom bytes.
std::string_view page_path(std::uint32_t number, char* room);

/// The text of error path `number`, below 2^31. `room` has kPathRoom bytes.
std::string_view error_path(const Population& people, std::uint32_t number, char* room);

}  // namespace logscan::gen
