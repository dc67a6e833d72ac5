#include "cli/last_words.h"

#include <exception>
#include <new>
#include <string_view>
#include <unistd.h>

#include "cli/exit_code.h"
#include "cli/temporary.h"

namespace logscan::cli {
namespace {

void write_message(std::string_view text) noexcept {
  [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, text.data(), text.size());
}

// Without an exception there was no memory to make one.
bool is_out_of_memory() noexcept {
  const std::exception_ptr failure = std::current_exception();
  if (!failure) return true;
  try {
    std::rethrow_exception(failure);
  } catch (const std::bad_alloc&) {
    return true;
  } catch (...) {
    return false;
  }
}

[[noreturn]] void end() noexcept {
  remove_temporary();
  if (is_out_of_memory()) {
    print_out_of_memory();
  } else {
    write_message("logscan: internal check failed; please report it with the log\n");
  }
  ::_exit(static_cast<int>(ExitCode::kNotDelivered));
}

// Static objects need memory, too, and are made before main: 101 is the first place there is.
[[gnu::constructor(101)]] void before_all_others() {
  set_last_words();
}

}  // namespace

void print_out_of_memory() noexcept {
  write_message("logscan: out of memory; try a smaller --max-line or --threads 1\n");
}

void set_last_words() noexcept {
  std::set_terminate(end);
}

}  // namespace logscan::cli
