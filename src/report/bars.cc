#include "report/bars.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace logscan::detail {

std::string horizontal_bar(std::uint64_t value, std::uint64_t peak, std::size_t width, char mark,
                           bool unicode) {
  if (value == 0 || peak == 0) return std::string(width, ' ');
  const std::size_t parts = unicode ? 8 : 1;
  const double length =
      static_cast<double>(value) / static_cast<double>(peak) * static_cast<double>(width * parts);
  const auto whole =
      std::clamp<std::size_t>(static_cast<std::size_t>(std::lround(length)), 1, width * parts);
  if (!unicode) return std::string(whole, mark) + std::string(width - whole, ' ');
  constexpr std::array<const char*, 8> kEighths = {"",
                                                   "\xE2\x96\x8F",
                                                   "\xE2\x96\x8E",
                                                   "\xE2\x96\x8D",
                                                   "\xE2\x96\x8C",
                                                   "\xE2\x96\x8B",
                                                   "\xE2\x96\x8A",
                                                   "\xE2\x96\x89"};
  std::string text;
  for (std::size_t i = 0; i < whole / 8; ++i)
    text += "\xE2\x96\x88";
  text += kEighths[whole % 8];
  return text + std::string(width - (whole + 7) / 8, ' ');
}

const char* vertical_block(std::size_t eighths, bool unicode) {
  constexpr std::array<const char*, 9> kEighths = {" ",
                                                   "\xE2\x96\x81",
                                                   "\xE2\x96\x82",
                                                   "\xE2\x96\x83",
                                                   "\xE2\x96\x84",
                                                   "\xE2\x96\x85",
                                                   "\xE2\x96\x86",
                                                   "\xE2\x96\x87",
                                                   "\xE2\x96\x88"};
  constexpr std::array<const char*, 9> kPlain = {" ", ".", ".", ":", ":", "+", "*", "#", "#"};
  return (unicode ? kEighths : kPlain)[std::min<std::size_t>(eighths, 8)];
}

std::size_t vertical_height(double value, double peak, std::size_t rows) {
  if (value <= 0 || peak <= 0) return 0;
  const double part = value / peak * static_cast<double>(8 * rows);
  return std::clamp<std::size_t>(static_cast<std::size_t>(std::ceil(part)), 1, 8 * rows);
}

}  // namespace logscan::detail
