#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "cli/messages.h"
#include "cli/usage_error.h"
#include "logscan/c.h"

namespace logscan::c {

/// The scan was cancelled.
struct Cancelled {};

/// An input cannot be read, as the message says.
struct InputRefused {
  std::string message;
};

/// A status and its message.
struct Failure {
  logscan_status status = LOGSCAN_OK;
  std::string message;
};

/// Returns what the exception that is being handled means to the caller.
Failure failure_of_exception() noexcept;

/// Keeps a message for logscan_message(), and returns the status.
logscan_status set_failure(const Failure& failure) noexcept;

/// Runs the body of a call. What it throws becomes a status and a message; nothing is printed.
template <typename Body>
logscan_status guarded(Body&& body) noexcept {
  try {
    const cli::CaughtMessages caught;
    body();
    return LOGSCAN_OK;
  } catch (...) {
    return set_failure(failure_of_exception());
  }
}

/// Throws UsageError if an argument is NULL.
void require(const void* argument, std::string_view name);

/// Copies `text`, terminated with NUL, into memory that logscan_free() frees. Throws
/// std::bad_alloc.
void copy_out(std::string_view text, char** to, std::size_t* size);

}  // namespace logscan::c
