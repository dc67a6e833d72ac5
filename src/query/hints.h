#pragma once

#include <string>
#include <string_view>

#include "logscan/field.h"

/// What a message says of a word that is not understood.
namespace logscan::detail {

/// A user's text for a message: in single quotes, made safe, and cut when it is long.
std::string quoted(std::string_view text);

/// That there is no such field, and which was meant, or which there are.
std::string unknown_field(std::string_view word, const FormatFields& fields);

/// What stands here for an operator of another language; empty when it is not known.
std::string_view meant_operator(std::string_view found);

}  // namespace logscan::detail
