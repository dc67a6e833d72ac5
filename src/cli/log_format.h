#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "logscan/given_format.h"

namespace logscan::cli {

/// What --log-format gives. Throws UsageError, with the place at fault.
GivenFormat given_format(std::string_view text);

/// A message about a format that can be used.
struct FormatMessage {
  std::string text;
  bool is_warning = false;
};

/// What --log-format-from FILE[:NAME] gives. Adds messages that say which it is. Throws UsageError.
GivenFormat configured_format(const std::string& word, std::vector<FormatMessage>& messages);

/// Prints them, and what is to be known of the format.
void print_notes(const std::vector<FormatMessage>& messages, const GivenFormat& format);

}  // namespace logscan::cli
