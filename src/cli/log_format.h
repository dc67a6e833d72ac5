#pragma once

#include <string>
#include <string_view>

#include "logscan/given_format.h"

namespace logscan::cli {

/// What --log-format gives. Throws UsageError, with the place at fault.
GivenFormat given_format(std::string_view text);

/// What --log-format-from FILE[:NAME] gives, and a message that says which it is. Throws
/// UsageError.
GivenFormat configured_format(const std::string& word);

/// Messages about what a format can be used for all the same.
void tell_notes(const GivenFormat& format);

}  // namespace logscan::cli
