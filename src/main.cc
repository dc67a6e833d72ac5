#include <exception>
#include <new>
#include <signal.h>
#include <system_error>
#include <variant>

#include "cli/config_file.h"
#include "cli/delivery.h"
#include "cli/descriptor_limit.h"
#include "cli/exit_code.h"
#include "cli/last_words.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "cli/output.h"
#include "session/session.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

ExitCode refuse(const UsageError& error) {
  // The usage that follows a bare `logscan` is text of its own, not a message.
  if (error.message.ends_with('\n')) {
    fmt::print(stderr, "{}", error.message);
  } else {
    message::error("{}", error.message);
  }
  return ExitCode::kUsage;
}

ExitCode start(int argc, const char* const* argv) {
  hold_standard_descriptors();
  raise_descriptor_limit();
  // A closed pipe and a file over its limit are then errors of write().
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);
  const auto parsed = parse_options(argc, argv, usual_config_path());
  if (const auto* error = std::get_if<UsageError>(&parsed)) return refuse(*error);
  if (const auto* asked = std::get_if<Information>(&parsed)) return print_information(asked->text);
  try {
    return run_session(std::get<Options>(parsed));
  } catch (const UsageError& error) {
    return refuse(error);
  }
}

}  // namespace
}  // namespace logscan::cli

int main(int argc, char** argv) {
  using logscan::cli::ExitCode;
  namespace message = logscan::cli::message;
  ExitCode code = ExitCode::kNotDelivered;
  try {
    code = logscan::cli::start(argc, argv);
  } catch (const std::bad_alloc&) {
    logscan::cli::print_out_of_memory();
  } catch (const std::system_error& failure) {
    message::error("system: {}; try again", logscan::safe_text(failure.what()));
  } catch (const std::exception& failure) {
    message::error("internal check failed: {}; please report it with the log",
                   logscan::safe_text(failure.what()));
  }
  return static_cast<int>(code);
}
