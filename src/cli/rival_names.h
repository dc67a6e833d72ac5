#pragma once

#include <span>
#include <string>
#include <string_view>

namespace logscan::cli {

/// What other programs call an option, or what people type instead of it.
struct RivalName {
  std::string_view name;   ///< without dashes in front, in lower case, with `-` between words
  std::string_view meant;  ///< options of logscan, with a value where it belongs to the meaning
};

/// Returns all names that logscan knows to mean one of its options.
std::span<const RivalName> rival_names();

/// Returns the option that an unknown one was likely meant for: `--timezone` for `--tz=UTC`, `--by`
/// for
/// `--group_bye` or `-by`. Empty if none is near.
std::string meant_option(std::string_view word);

}  // namespace logscan::cli
