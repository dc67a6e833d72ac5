#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

/// Bars of Unicode blocks, or of ASCII for terminals without them.
namespace logscan::detail {

/// Returns a horizontal bar of at most `width` columns, padded with spaces. `mark` is for ASCII. A
/// value above zero is visible.
std::string horizontal_bar(std::uint64_t value, std::uint64_t peak, std::size_t width, char mark,
                           bool unicode);

/// Returns one cell of a vertical bar, filled from below by 0 to 8 eighths.
const char* vertical_block(std::size_t eighths, bool unicode);

/// Returns the height of a vertical bar in eighths of a row, at most 8 * rows. A value above zero
/// is visible.
std::size_t vertical_height(double value, double peak, std::size_t rows);

}  // namespace logscan::detail
