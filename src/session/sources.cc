#include "session/sources.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

#include "cli/help.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "engine/log_check.h"
#include "logset/file_print.h"
#include "os/regular_file.h"
#include "state/state_file.h"

namespace logscan::cli {
namespace {

constexpr std::size_t kMostTold = 10;
constexpr int kMostLooks = 10;

// Regular files can be read again, and devices such as /dev/null hold nothing.
bool is_pipe(int descriptor) {
  struct stat status {};
  return status_of(descriptor, status) == 0 &&
         (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode));
}

Input open_source(const FoundFile& file, const Options& options) {
  if (file.error) return Input::not_found(file.path, *file.error);
  if (file.found != nullptr) return std::move(file.found->input());
  if (file.path != "-" || !options.baseline) return Input::open(file.path);
  if (is_pipe(STDIN_FILENO)) {
    message::warn("standard input: copied to a temporary file, since --baseline reads it again");
  }
  return Input::spool_stdin(options.temp_folder());
}

bool is_output(const std::string& path, const std::string& output) {
  struct stat status {};
  return !output.empty() && ::stat(path.c_str(), &status) == 0 &&
         same_file(output, {status.st_dev, status.st_ino});
}

void print_discovery(const Discovery& found) {
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

Discovery find_files(const Options& options, const EngineOptions& pipeline) {
  LogCheck check(pipeline);
  DiscoveryOptions discovery;
  discovery.recursive = options.recursive;
  discovery.why_left_out = [&](FoundInput& file) -> std::optional<std::string> {
    const std::string& path = file.path();
    if (is_output(path, options.output)) {
      // Records of the last run look like a log.
      if (!options.query->spec.records && may_be_log(path) && !check.why_left_out(file.input()))
        throw output_is_log(options.output);
      return "is the file that --output writes";
    }
    if (is_of_state(options.state.state, path)) return "belongs to the state";
    return check.why_left_out(file.input());
  };
  discovery.is_copy = [](FoundInput& compressed, FoundInput& plain) {
    return begin_alike(compressed.input(), plain.input());
  };
  return discover(options.files, discovery);
}

// Files that were renamed or replaced between being found and being opened.
bool were_replaced(const Discovery& found) {
  return std::any_of(found.files.begin(), found.files.end(), [](const FoundFile& file) {
    return file.found != nullptr && file.found->input().was_replaced();
  });
}

// Everything that is found is open. If logs are rotated meanwhile, another look finds them all.
Discovery find_and_open(const Options& options, const EngineOptions& pipeline) {
  for (int looks = 1;; ++looks) {
    Discovery found = find_files(options, pipeline);
    if (looks == kMostLooks || !were_replaced(found)) return found;
    std::this_thread::sleep_for(std::chrono::milliseconds(looks));
  }
}

// Returns 0 if the size is unknown: the file has another name by now, and is closed.
std::uint64_t size_now(const Input& input) {
  struct stat status {};
  const int descriptor = input.descriptor();
  const bool known = descriptor >= 0 ? status_of(descriptor, status) == 0
                                     : ::stat(input.path().c_str(), &status) == 0;
  if (!known || input.file_id() != id_of(status)) return 0;
  return static_cast<std::uint64_t>(status.st_size);
}

UsageError refusal(const std::string& path, OwnFile kind) {
  const std::string name = shown_name(path);
  switch (kind) {
    case OwnFile::kPartial:
      return UsageError{fmt::format("{} is a partial report; to read it, run: logscan --merge {}",
                                    name, path == "-" ? path : name)};
    case OwnFile::kState:
      return UsageError{fmt::format(
          "{} is a state of logscan, not a log; name the log, and the state with --state", name)};
    case OwnFile::kReport:
      break;
  }
  return UsageError{
      fmt::format("{} is a report of logscan, not a log; name the log that it is about", name)};
}

}  // namespace

bool OwnFiles::take(const std::string& path, std::string_view first_bytes) {
  const std::optional<OwnFile> kind = own_file(first_bytes);
  if (!kind) return false;
  const std::vector<std::string>& named = options_.files;
  if (path == "-" || std::find(named.begin(), named.end(), path) != named.end())
    throw refusal(path, *kind);
  found_.push_back({path, *kind});
  return true;
}

bool OwnFiles::take(const std::string& path) {
  if (path == "-") return false;
  try {
    return take(path, file_head(path, kOwnFileBytes));
  } catch (const std::system_error&) {
    return false;  // whoever opens it says why
  }
}

void OwnFiles::finish(bool any_left) const {
  if (found_.empty()) return;
  if (!any_left) throw refusal(found_.front().path, found_.front().kind);
  for (std::size_t i = 0; i < found_.size() && i < kMostTold; ++i)
    message::warn("{}: skipped, since it is {}", shown_name(found_[i].path),
                  own_file_name(found_[i].kind));
  if (found_.size() > kMostTold)
    message::warn("{} more files that logscan wrote are skipped", found_.size() - kMostTold);
}

bool may_be_log(const std::string& output) {
  const std::string first = file_head(output, kOwnFileBytes);
  return !first.empty() && !is_own_file(first);
}

void refuse_state_as_output(const std::string& output) {
  if (own_file(file_head(output, kOwnFileBytes)) != OwnFile::kState) return;
  throw UsageError{"--output: " + shown_name(output) +
                   " is a state of logscan and would be overwritten; name another file"};
}

UsageError output_is_log(const std::string& output) {
  return UsageError{"--output: " + shown_name(output) +
                    " is one of the logs and would be overwritten; name another file"};
}

std::vector<FoundFile> find_sources(const Options& options, const EngineOptions& pipeline) {
  Discovery found = find_files(options, pipeline);
  print_discovery(found);
  std::vector<FoundFile> files = std::move(found.files);
  OwnFiles own(options);
  std::erase_if(files, [&](const FoundFile& file) {
    return !file.error && !is_of_state(options.state.state, file.path) && own.take(file.path);
  });
  own.finish(!files.empty());
  return files;
}

std::vector<Input> open_sources(const Options& options, const EngineOptions& pipeline) {
  std::vector<FoundFile> files;
  if (options.files.empty()) {
    if (::isatty(STDIN_FILENO) != 0) throw UsageError{short_usage()};
    files.push_back({"-", std::nullopt});
  } else {
    Discovery found = find_and_open(options, pipeline);
    print_discovery(found);
    files = std::move(found.files);
  }
  std::vector<Input> inputs;
  OwnFiles own(options);
  for (const FoundFile& file : files) {
    Input& input = inputs.emplace_back(open_source(file, options));
    if (input.error()) continue;
    if (own.take(file.path, input.head())) {
      inputs.pop_back();
      continue;
    }
    input.limit_decompressed(options.max_decompressed);
    if (same_file(options.output, input.file_id())) throw output_is_log(options.output);
    if (options.baseline && !input.is_repeatable() && is_pipe(input.descriptor())) {
      throw UsageError{"--baseline: " + shown_name(file.path) +
                       " is a pipe, which cannot be read twice; give it as standard input"};
    }
  }
  own.finish(!inputs.empty());
  return inputs;
}

void print_growth(const std::vector<Input>& inputs) {
  for (const Input& input : inputs) {
    if (input.error() || !input.seekable()) continue;
    const std::uint64_t then = input.start() + input.size();
    const std::uint64_t now = size_now(input);
    if (now <= then) continue;
    message::info("{}: {} bytes were added while it was read, and are not in the report",
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
