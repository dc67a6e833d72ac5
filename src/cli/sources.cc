#include "cli/sources.h"

#include <sys/stat.h>
#include <unistd.h>

#include "cli/messages.h"
#include "cli/output.h"
#include <spdlog/spdlog.h>

namespace logscan::cli {
namespace {

// Regular files can be read again, and devices such as /dev/null hold nothing.
bool is_pipe(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 &&
         (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode));
}

Input open_source(const std::string& path, bool baseline) {
  if (path != "-" || !baseline) return Input::open(path);
  if (is_pipe(STDIN_FILENO)) {
    spdlog::warn("standard input: copied to a temporary file, for --baseline reads it repeatedly");
  }
  return Input::spool_stdin();
}

}  // namespace

std::variant<std::vector<Input>, UsageError> open_sources(const Options& options) {
  std::vector<std::string> paths = options.files;
  if (paths.empty()) {
    if (::isatty(STDIN_FILENO) != 0) return UsageError{short_usage()};
    paths.push_back("-");
  }
  std::vector<Input> inputs;
  for (const std::string& path : paths) {
    inputs.push_back(open_source(path, options.baseline));
    const Input& input = inputs.back();
    if (input.error()) continue;
    if (same_file(options.output, input.file_id())) {
      return UsageError{"--output: " + shown_name(options.output) +
                        " is one of the logs, which would be lost; name another file"};
    }
    if (options.baseline && !input.is_repeatable() && is_pipe(input.descriptor())) {
      return UsageError{"--baseline: " + shown_name(path) +
                        " is a pipe, which cannot be read twice; give it as standard input"};
    }
  }
  return inputs;
}

std::uint64_t bytes_of(const std::vector<Input>& inputs) {
  std::uint64_t bytes = 0;
  for (const Input& input : inputs) {
    if (input.error()) continue;
    if (!input.seekable()) return 0;
    bytes += input.size();
  }
  return bytes;
}

}  // namespace logscan::cli
