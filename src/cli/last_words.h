#pragma once

namespace logscan::cli {

/// Prints on standard error that memory is out, and allocates none.
void print_out_of_memory() noexcept;

/// Makes an exception that nobody catches end the program with a message, without a temporary file
/// and with exit code 5, instead of a crash. The program calls it before it constructs its static
/// objects.
void set_last_words() noexcept;

}  // namespace logscan::cli
