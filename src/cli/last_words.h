#pragma once

namespace logscan::cli {

/// Says on standard error that there is not enough memory, without a byte of memory more.
void print_out_of_memory() noexcept;

/// From here on, what nothing else catches ends the program with a message, no temporary file and
/// exit 5, in place of a crash. The program calls it before the first of its static objects is
/// made.
void set_last_words() noexcept;

}  // namespace logscan::cli
