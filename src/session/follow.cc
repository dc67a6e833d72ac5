#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <poll.h>
#include <set>
#include <signal.h>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "cli/end_signals.h"
#include "cli/help.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "follow/follower.h"
#include "follow/log_finder.h"
#include "os/file.h"
#include "session/follow/follow_notes.h"
#include "session/follow/json_intervals.h"
#include "session/follow/live_output.h"
#include "session/follow/live_view.h"
#include "session/modes.h"
#include "session/sources.h"

namespace logscan::cli {
namespace {

using Time = FollowOutput::Time;
using State = FollowOutput::State;

// A busy log would wake us for every line.
constexpr std::chrono::milliseconds kBetweenLooks(5);

void check_standard_input(const Options& options) {
  const bool is_named =
      std::find(options.files.begin(), options.files.end(), "-") != options.files.end();
  if (!options.files.empty() && !is_named) return;
  if (options.files.empty() && ::isatty(STDIN_FILENO) != 0) throw UsageError{short_usage()};
  struct stat status {};
  if (status_of(STDIN_FILENO, status) != 0 || !S_ISREG(status.st_mode)) return;
  throw UsageError{
      "--follow: standard input is a file, but files are followed by name; name the log"};
}

std::vector<std::string> arguments_of(const Options& options) {
  check_standard_input(options);
  return options.files.empty() ? std::vector<std::string>{"-"} : options.files;
}

std::vector<std::string> paths_of(const std::vector<FoundLog>& logs) {
  std::vector<std::string> paths;
  for (const FoundLog& log : logs)
    paths.push_back(log.path);
  return paths;
}

// Throws UsageError for a file that was named.
LogFinder::Found without_own_files(const Options& options, LogFinder::Found found) {
  OwnFiles own(options);
  std::erase_if(found.logs, [&](const FoundLog& log) { return own.take(log.path); });
  own.finish(true);
  return found;
}

std::set<std::string> found_paths_of(const std::vector<FoundLog>& logs) {
  std::set<std::string> paths;
  for (const FoundLog& log : logs)
    if (log.is_found) paths.insert(log.path);
  return paths;
}

/// Everything that goes on while logs are followed.
class Following {
 public:
  Following(const Options& options, const EngineOptions& engine)
      : options_(options),
        settings_{engine, options.follow.from_start, options.follow.poll},
        finder_(arguments_of(options), {options.recursive, options.follow.from_start},
                settings_.pipeline),
        found_(without_own_files(options, finder_.look(FollowClock::now(), {}))),
        logs_(paths_of(found_.logs)),
        is_view_(options.format == Format::kText && can_show_view()),
        signals_(is_view_),
        writer_(signals_),
        follower_(logs_, settings_, found_paths_of(found_.logs)) {
    const Time now = FollowClock::now();
    if (is_view_) {
      output_ = std::make_unique<LiveView>(options, logs_, now, writer_);
    } else {
      output_ =
          std::make_unique<JsonIntervals>(settings_.pipeline.query->spec, options.follow.interval,
                                          now, writer_, engine.spill_folder);
    }
    tells_ = !is_view_ || ::isatty(STDERR_FILENO) == 0;
    take_found(now);
  }

  ExitCode run() {
    State state = State::kOpen;
    try {
      while (state == State::kOpen && !is_over() && end_ == 0 && !is_quit_) {
        find_more();
        look();
        const Time now = FollowClock::now();
        if (output_->due() && *output_->due() <= now) state = output_->write(now);
        if (state == State::kOpen && !is_over()) wait();
        if (is_closed_) state = State::kClosed;
      }
      if (state == State::kOpen) state = finish();
    } catch (...) {
      output_->pause();
      throw;
    }
    take_signals();
    if (end_ != 0) {
      output_.reset();  // gives back the terminal
      EndSignals::end_by(end_);
    }
    const bool has_failed = is_over() && follower_.has_failed(FollowClock::now());
    return has_failed ? ExitCode::kInput : ExitCode::kOk;
  }

 private:
  // Nothing is left to follow.
  bool is_over() const { return follower_.is_over(FollowClock::now()) && !finder_.may_find_more(); }

  void find_more() {
    const Time now = FollowClock::now();
    if (!finder_.may_find_more() || now < finder_.next()) return;
    found_ = without_own_files(
        options_, finder_.look(now, {[this](const FileId& id) { return follower_.holds(id); },
                                     [this](const FileId& id, std::string_view front) {
                                       return follower_.has_text_like(id, front);
                                     }}));
    for (const FoundLog& log : found_.logs) {
      logs_.push_back(log.path);
      follower_.add(log);
      found_.notes.push_back({FollowNote::Kind::kAppeared, log.path});
    }
    if (!found_.logs.empty()) has_changes_ = true;
    take_found(now);
  }

  void take_found(Time now) {
    if (tells_) {
      for (const PathNote& note : found_.left_out)
        message::info("{}: left out: {}", shown_name(note.path), note.text);
    }
    if (!found_.notes.empty()) take(now, found_.notes, false);
  }

  // The first look tells where the logs are now, so none may be missed before it.
  void look() {
    const Time now = FollowClock::now();
    const bool is_asked_for = has_changes_ || now >= next_round_;
    if ((!is_asked_for || now < next_look_) && !has_stream_bytes_) return;
    std::vector<FollowNote> notes;
    WindowCounts& counts = output_->counts(now);
    const std::uint64_t lines = counts.accounting.lines;
    const bool is_more = follower_.look(now, counts, notes);
    if (has_stream_bytes_) follower_.read_stream(now, counts);
    has_stream_bytes_ = has_changes_ = false;
    next_look_ = is_more ? now : now + kBetweenLooks;
    next_round_ = now + follower_.patience(now);
    take(now, notes, counts.accounting.lines != lines);
  }

  void take(Time now, const std::vector<FollowNote>& notes, bool came) {
    for (const FollowNote& note : notes) {
      if (tells_) print_note(note);
    }
    output_->took(now, notes, came);
  }

  // Until a log changes, a signal or bytes of standard input come, something is to be written, or
  // the reader goes away. What has changed right behind a look waits until the next one may be.
  void wait() {
    const Time now = FollowClock::now();
    Time until = has_changes_ ? next_look_ : std::max(next_round_, next_look_);
    if (output_->due()) until = std::min(until, *output_->due());
    if (finder_.may_find_more()) until = std::min(until, finder_.next());
    std::array<pollfd, 5> fds = {{{signals_.descriptor(), POLLIN, 0},
                                  {STDOUT_FILENO, 0, 0},
                                  {has_changes_ ? -1 : follower_.descriptor(), POLLIN, 0},
                                  {follower_.stream(), POLLIN, 0},
                                  {output_->keys(), POLLIN, 0}}};
    const auto left = std::max(until - now, FollowClock::duration(0));
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    const timespec timeout = {static_cast<time_t>(seconds.count()),
                              static_cast<long>((left - seconds).count())};
    if (::ppoll(fds.data(), fds.size(), &timeout, nullptr) < 0) return;
    is_closed_ = (fds[1].revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
    has_changes_ = has_changes_ || fds[2].revents != 0;
    has_stream_bytes_ = fds[3].revents != 0;
    if (fds[0].revents != 0) take_signals();
    if (fds[4].revents != 0) is_quit_ = output_->press_keys(FollowClock::now());
  }

  void take_signals() {
    while (const std::optional<int> signal = signals_.next()) {
      if (EndSignals::is_end(*signal)) {
        if (end_ == 0) end_ = *signal;
      } else if (*signal == SIGTSTP) {
        output_->pause();
        ::raise(SIGSTOP);
        output_->redraw();
      } else {
        output_->redraw();
      }
    }
  }

  State finish() {
    const Time now = FollowClock::now();
    std::vector<FollowNote> notes;
    WindowCounts& counts = output_->counts(now);
    const std::uint64_t lines = counts.accounting.lines;
    follower_.finish(now, counts, notes);
    take(now, notes, counts.accounting.lines != lines);
    return output_->finish(now);
  }

  const Options& options_;
  const FollowOptions settings_;
  LogFinder finder_;
  LogFinder::Found found_;  ///< last
  std::vector<std::string> logs_;
  const bool is_view_;
  EndSignals signals_;
  LiveOutput writer_;
  Follower follower_;
  std::unique_ptr<FollowOutput> output_;
  bool tells_ = true;  ///< notes are not seen elsewhere
  Time next_look_;     ///< not before
  Time next_round_;    ///< though nothing seems to have changed
  bool has_changes_ = false;
  bool has_stream_bytes_ = false;
  bool is_closed_ = false;
  bool is_quit_ = false;  ///< by a key
  int end_ = 0;           ///< the signal that ends us
};

}  // namespace

ExitCode follow(const Options& options, const EngineOptions& engine) {
  if (options.format == Format::kText && options.format_given && !can_show_view()) {
    throw UsageError{
        "--follow: --format text draws on a terminal, but standard output is not one; use --format "
        "json"};
  }
  Following following(options, engine);
  try {
    return following.run();
  } catch (const StreamError& error) {
    message::error("standard input: {}", error.what());
    return ExitCode::kInput;
  } catch (const std::system_error& failure) {
    message::error("standard output: cannot be written: {}", failure.code().message());
    return ExitCode::kNotDelivered;
  }
}

}  // namespace logscan::cli
