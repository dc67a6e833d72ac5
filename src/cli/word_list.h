#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "cli/usage_error.h"
#include "text/join.h"
#include "text/nearest_name.h"
#include "text/safe_text.h"
#include <fmt/core.h>

/// Helpers of options that take lists of words.
namespace logscan::cli {

inline UsageError wrong(std::string_view flag, std::string_view what) {
  return {fmt::format("{}: {}; see logscan --help", flag, what)};
}

/// Returns "; did you mean json?" for `jsn`; empty if no name is near.
inline std::string did_you_mean(std::string_view word, std::span<const std::string_view> names) {
  const std::string_view meant = detail::nearest_name(word, names);
  return meant.empty() ? "" : fmt::format("; did you mean {}?", meant);
}

/// Returns what stands between commas.
inline std::vector<std::string_view> pieces(std::string_view list) {
  std::vector<std::string_view> all;
  for (;;) {
    const std::size_t comma = list.find(',');
    all.push_back(list.substr(0, comma));
    if (comma == std::string_view::npos) return all;
    list.remove_prefix(comma + 1);
  }
}

/// Returns what `find` returns for each name of a list. A message lists the known `names`, and the
/// one of `near` that was likely meant. Throws UsageError.
template <class Find>
auto read_names(std::string_view flag, std::string_view what, std::string_view list, Find&& find,
                std::string_view names, std::span<const std::string_view> near) {
  std::vector<typename std::invoke_result_t<Find, std::string_view>::value_type> all;
  for (const std::string_view name : pieces(list)) {
    const auto found = find(name);
    if (!found) {
      throw wrong(flag, fmt::format("there is no {} \"{}\"{}; choose from {}", what,
                                    safe_text(name), did_you_mean(name, near), names));
    }
    if (std::find(all.begin(), all.end(), *found) != all.end())
      throw wrong(flag, fmt::format("{} is listed twice; list it once", name));
    all.push_back(*found);
  }
  return all;
}

}  // namespace logscan::cli
