#include "cli/sources.h"

#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "cli/messages.h"
#include "cli/output.h"
#include "input/file_head.h"
#include "logscan/log_check.h"
#include "report/own_files.h"
#include "state/state_file.h"

namespace logscan::cli {
namespace {

constexpr std::size_t kMostTold = 10;
constexpr std::size_t kOwnHead = 64;  // is_own_file() and is_state() want less

// Regular files can be read again, and devices such as /dev/null hold nothing.
bool is_pipe(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 &&
         (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode));
}

Input open_source(const std::string& path, bool baseline) {
  if (path != "-" || !baseline) return Input::open(path);
  if (is_pipe(STDIN_FILENO)) {
    message::warn("standard input: copied to a temporary file, for --baseline reads it repeatedly");
  }
  return Input::spool_stdin();
}

bool is_output(const std::string& path, const std::string& output) {
  struct stat status {};
  return !output.empty() && ::stat(path.c_str(), &status) == 0 &&
         same_file(output, {status.st_dev, status.st_ino});
}

Discovery find_files(const Options& options, const PipelineOptions& pipeline) {
  LogCheck check(pipeline);
  DiscoveryOptions discovery;
  discovery.recursive = options.recursive;
  discovery.why_left_out = [&](const std::string& path) -> std::optional<std::string> {
    if (is_output(path, options.output)) {
      // Records of the last run look like a log.
      if (!options.query.records && may_be_log(path) && !check.why_left_out(path))
        throw output_is_log(options.output);
      return "is the file that --output writes";
    }
    if (is_of_state(options.state.state, path)) return "belongs to the state";
    return check.why_left_out(path);
  };
  discovery.is_copy = LogCheck::begin_alike;
  return discover(options.files, discovery);
}

// 0 where nobody knows: its file has another name by now, and is closed.
std::uint64_t size_now(const Input& input) {
  struct stat status {};
  const int descriptor = input.descriptor();
  const bool known = descriptor >= 0 ? ::fstat(descriptor, &status) == 0
                                     : ::stat(input.path().c_str(), &status) == 0;
  if (!known || input.file_id() != FileId{status.st_dev, status.st_ino}) return 0;
  return static_cast<std::uint64_t>(status.st_size);
}

void tell_discovery(const Discovery& found) {
  for (std::size_t i = 0; i < found.repeated.size() && i < kMostTold; ++i) {
    const PathNote& note = found.repeated[i];
    message::warn("{}: {}; it is read once", shown_name(note.path), note.text);
  }
  if (found.repeated.size() > kMostTold) {
    message::warn("{} more files and folders are named twice, and read once",
                  found.repeated.size() - kMostTold);
  }
  for (const PathNote& note : found.left_out)
    message::info("{}: left out: {}", shown_name(note.path), note.text);
}

}  // namespace

bool may_be_log(const std::string& output) {
  const std::string first = file_head(output, kOwnHead);
  return !first.empty() && !is_own_file(first);
}

void refuse_state_as_output(const std::string& output) {
  if (!is_state(file_head(output, kOwnHead))) return;
  throw UsageError{"--output: " + shown_name(output) +
                   " is a state of logscan, which would be lost; name another file"};
}

UsageError output_is_log(const std::string& output) {
  return UsageError{"--output: " + shown_name(output) +
                    " is one of the logs, which would be lost; name another file"};
}

std::vector<FoundFile> find_sources(const Options& options, const PipelineOptions& pipeline) {
  Discovery found = find_files(options, pipeline);
  tell_discovery(found);
  return std::move(found.files);
}

std::vector<Input> open_sources(const Options& options, const PipelineOptions& pipeline) {
  std::vector<FoundFile> files;
  if (options.files.empty()) {
    if (::isatty(STDIN_FILENO) != 0) throw UsageError{short_usage()};
    files.push_back({"-", std::nullopt});
  } else {
    files = find_sources(options, pipeline);
  }
  std::vector<Input> inputs;
  for (const auto& [path, error] : files) {
    inputs.push_back(error ? Input::not_found(path, *error) : open_source(path, options.baseline));
    const Input& input = inputs.back();
    if (input.error()) continue;
    if (same_file(options.output, input.file_id())) throw output_is_log(options.output);
    if (options.baseline && !input.is_repeatable() && is_pipe(input.descriptor())) {
      throw UsageError{"--baseline: " + shown_name(path) +
                       " is a pipe, which cannot be read twice; give it as standard input"};
    }
  }
  return inputs;
}

void tell_growth(const std::vector<Input>& inputs) {
  for (const Input& input : inputs) {
    if (input.error() || !input.seekable()) continue;
    const std::uint64_t then = input.start() + input.size();
    const std::uint64_t now = size_now(input);
    if (now <= then) continue;
    message::info(
        "{}: {} bytes came while it was read; the report goes as far as the file did then",
        shown_name(input.path()), now - then);
  }
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
