#pragma once

#include <string>
#include <string_view>

namespace logscan::detail {

/// Joins `texts` with `separator` between them. fmt::join needs <fmt/format.h>, which takes longer
/// to compile than most sources.
template <class Texts>
std::string join(const Texts& texts, std::string_view separator) {
  std::string all;
  bool first = true;
  for (const std::string_view text : texts) {
    if (!first) all += separator;
    first = false;
    all += text;
  }
  return all;
}

}  // namespace logscan::detail
