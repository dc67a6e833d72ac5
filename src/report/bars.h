#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

/// Bars of Unicode blocks, or of ASCII for terminals without them.
namespace logscan::detail {

/// Returns a bar that lies, of at most `width` columns, padded with spaces. `mark` is for ASCII. A
/// value above zero is visible.
std::string lying_bar(std::uint64_t value, std::uint64_t peak, std::size_t width, char mark,
                      bool unicode);

/// Returns one column of a bar that stands, filled by so many eighths, 0 to 8.
const char* standing_block(std::size_t eighths, bool unicode);

/// Returns the height of a bar in eighths of a row, at most 8 * rows. A value above zero is
/// visible.
std::size_t standing_height(double value, double peak, std::size_t rows);

}  // namespace logscan::detail
