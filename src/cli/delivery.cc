#include "cli/delivery.h"

#include <string>

#include "cli/messages.h"
#include "cli/output.h"
#include "os/place.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

std::string advice(const std::error_code& problem) {
  if (problem == planted_link()) return "name the file that it points to, if you mean that";
  if (problem == no_reader()) return "start its reader first, or write elsewhere with -o";
  if (problem == std::errc::no_space_on_device)
    return "free some space, or write elsewhere with -o";
  if (problem == std::errc::permission_denied) return "write to a folder of your own";
  if (problem == std::errc::no_such_file_or_directory) return "create its folder first";
  return "write elsewhere with -o";
}

}  // namespace

std::string write_error(const std::string& output, const std::system_error& failure) {
  return fmt::format("{}: the report was not written: {}; {}",
                     output.empty() ? "standard output" : safe_text(output),
                     failure.code().message(), advice(failure.code()));
}

ExitCode print_write_error(const std::string& output, const std::system_error& failure) {
  message::error("{}", write_error(output, failure));
  return ExitCode::kNotDelivered;
}

ExitCode print_information(std::string_view text) {
  const std::string standard_output;
  try {
    Output(standard_output).write(text);
  } catch (const std::system_error& failure) {
    return print_write_error(standard_output, failure);
  }
  return ExitCode::kOk;
}

}  // namespace logscan::cli
