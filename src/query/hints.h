#pragma once

#include <string>
#include <string_view>

#include "logscan/field.h"

/// Parts of messages about words that are not understood.
namespace logscan::detail {

/// Returns a user's text for a message: in single quotes, made safe, and truncated if long.
std::string quoted(std::string_view text);

/// Returns a message that there is no such field, with a suggestion or the list of fields.
std::string unknown_field(std::string_view word, const FormatFields& fields);

/// Returns the operator to use instead of one from another language; empty if it is not known.
std::string_view meant_operator(std::string_view found);

}  // namespace logscan::detail
