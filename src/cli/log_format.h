#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "format/given_format.h"

namespace logscan::cli {

/// Returns the format that --log-format names. Throws UsageError, which points at the error.
GivenFormat given_format(std::string_view text);

/// A message about a usable format.
struct FormatMessage {
  std::string text;
  bool is_warning = false;
};

/// Returns the format that --log-format-from FILE[:NAME] names, and adds messages about which it
/// is. If the file names the given logs, their format is taken. Throws UsageError.
GivenFormat configured_format(const std::string& word, const std::vector<std::string>& logs,
                              std::vector<FormatMessage>& messages);

/// Prints them, and the notes of the format.
void print_notes(const std::vector<FormatMessage>& messages, const GivenFormat& format);

}  // namespace logscan::cli
