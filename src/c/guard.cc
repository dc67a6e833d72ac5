#include "c/guard.h"

#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <system_error>

#include "logscan/aggregate.h"
#include "logscan/query_spec.h"
#include "session/count_mode.h"
#include "text/safe_text.h"
#include "version.h"
#include <fmt/core.h>

namespace logscan::c {
namespace {

thread_local std::string message;
thread_local bool has_no_memory = false;

Failure describe_exception() {
  try {
    throw;
  } catch (const cli::UsageError& error) {
    return {LOGSCAN_USAGE, error.message};
  } catch (const cli::EndOfRun& end) {
    return {end.code == cli::ExitCode::kUsage ? LOGSCAN_USAGE : LOGSCAN_FAILED, end.message};
  } catch (const Cancelled&) {
    return {LOGSCAN_CANCELLED, "the scan was cancelled"};
  } catch (const InputRefused& error) {
    return {LOGSCAN_INPUT, error.message};
  } catch (const PartialError& error) {
    return {LOGSCAN_FAILED, error.what()};
  } catch (const MergeError& error) {
    return {LOGSCAN_USAGE, fmt::format("the counts cannot be merged: {}", error.what())};
  } catch (const MemoryError& error) {
    return {LOGSCAN_FAILED,
            fmt::format("exact: {}; list fewer with top, raise memory, or leave out exact to list "
                        "the most frequent groups, with a bound on their error",
                        error.what())};
  } catch (const SpillError& error) {
    return {LOGSCAN_FAILED,
            fmt::format("exact: {}; name a folder with more room with temp_dir, raise memory, or "
                        "leave out exact",
                        error.what())};
  } catch (const std::system_error& error) {
    return {LOGSCAN_FAILED, fmt::format("system: {}; try again", safe_text(error.what()))};
  } catch (const std::exception& error) {
    return {LOGSCAN_FAILED, fmt::format("internal check failed: {}; please report it with the log",
                                        safe_text(error.what()))};
  } catch (...) {
    return {LOGSCAN_FAILED, "an unknown error; please report it with the log"};
  }
}

}  // namespace

Failure failure_of_exception() noexcept {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return {LOGSCAN_FAILED, {}};  // there may be no memory for a message
  } catch (...) {
    try {
      return describe_exception();
    } catch (...) {
      return {LOGSCAN_FAILED, {}};
    }
  }
}

logscan_status set_failure(const Failure& failure) noexcept {
  has_no_memory = failure.message.empty();
  try {
    message = failure.message;
  } catch (...) {
    has_no_memory = true;
  }
  return failure.status;
}

void require(const void* argument, std::string_view name) {
  if (argument == nullptr) throw cli::UsageError{fmt::format("{}: is NULL; see logscan/c.h", name)};
}

void copy_out(std::string_view text, char** to, std::size_t* size) {
  auto* const bytes = static_cast<char*>(std::malloc(text.size() + 1));
  if (bytes == nullptr) throw std::bad_alloc();
  std::memcpy(bytes, text.data(), text.size());
  bytes[text.size()] = '\0';
  *to = bytes;
  *size = text.size();
}

}  // namespace logscan::c

const char* logscan_message(void) {
  using namespace logscan::c;
  return has_no_memory ? "no memory is left; lower memory or threads" : message.c_str();
}

const char* logscan_version(void) {
  return logscan::kVersion.data();  // a literal, which ends with a NUL
}

void logscan_free(void* bytes) {
  std::free(bytes);
}
