#pragma once

#include <span>
#include <string_view>

#include "cli/option.h"

/// What the names of formats, fields, keys and measures mean, in a line each: for the help, the man
/// pages and completions.
namespace logscan::cli {

struct NameNote {
  std::string_view name;
  std::string_view note;  ///< starts in lower case, without a period
};

/// Returns the log formats in the order in which a line is tried against them, without `custom`.
std::span<const NameNote> format_notes();

std::span<const NameNote> field_notes();

/// Returns the keys of --by that are no field, or whose values differ from the field's.
std::span<const NameNote> key_notes();

std::span<const NameNote> measure_notes();

std::span<const NameNote> operator_notes();

std::span<const NameNote> exit_code_notes();

std::span<const NameNote> environment_notes();

/// Returns what follows the options, as if it were one of them.
const Option& files_argument();

/// Returns commands that show what logscan can do.
std::span<const std::string_view> help_examples();

}  // namespace logscan::cli
