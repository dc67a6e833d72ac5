#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/line_sink.h"
#include "follow/follow_note.h"
#include "follow/followed_log.h"
#include "follow/followed_stream.h"
#include "follow/log_finder.h"
#include "follow/watcher.h"
#include "follow/window_counts.h"
#include "logscan/engine.h"

namespace logscan {

struct FollowOptions {
  EngineOptions pipeline;
  bool from_front = false;  ///< count what the logs hold already, too

  /// Not 0: look at the logs so often, and do not use inotify.
  std::chrono::milliseconds poll{0};
};

/// Follows logs by their names, and standard input, and counts their new lines once (I19). Waiting
/// is the caller's part: until descriptor() or stream() is readable, or patience() is over. For one
/// thread.
class Follower {
 public:
  /// "-" is standard input. A name that is there twice is followed once. The user did not name
  /// those in `found`; see FollowedLog. The options must outlive it.
  Follower(const std::vector<std::string>& paths, const FollowOptions& options,
           const std::set<std::string>& found = {});

  /// One more log, which was found while others were followed: a new one is counted from its front,
  /// and so is what it was rotated to meanwhile.
  void add(const FoundLog& log);

  /// Whether a file is read, by whatever name.
  bool holds(const FileId& id) const;

  /// Whether a file begins like a text that was read from another file.
  bool has_text_like(const FileId& id, std::string_view front) const;

  /// Readable when a log may have changed; -1 where that cannot be known.
  int descriptor() const { return watcher_ == nullptr ? -1 : watcher_->descriptor(); }

  /// How long to wait at most before the next look.
  std::chrono::nanoseconds patience(FollowClock::time_point now) const;

  /// Counts the lines that came, and appends what happened to the logs. True when there is more to
  /// be read at once. Throws MemoryError where exact groups do not fit.
  bool look(FollowClock::time_point now, WindowCounts& counts, std::vector<FollowNote>& notes);

  /// The last look. Counts last lines without a line feed of files that were rotated away as well;
  /// that of a log itself is still being written.
  void finish(FollowClock::time_point now, WindowCounts& counts, std::vector<FollowNote>& notes);

  /// Standard input while it is read; else -1.
  int stream() const { return stream_ == nullptr ? -1 : stream_->descriptor(); }

  /// Reads it once, which waits where nothing has come. Throws StreamError.
  void read_stream(FollowClock::time_point now, WindowCounts& counts);

  /// Nothing can come any more: standard input has ended, and no log can be read.
  bool is_over(FollowClock::time_point now) const;

  /// Whether a log cannot be read.
  bool has_failed(FollowClock::time_point now) const;

 private:
  void count(const std::string& file, const Block& block, LineParser& parser, bool is_backlog,
             FollowClock::time_point now, WindowCounts& counts);
  void flush(FollowClock::time_point now, WindowCounts& counts);
  LogCallbacks callbacks(std::size_t number, FollowClock::time_point now, WindowCounts& counts,
                         std::vector<FollowNote>& notes);
  void note_changes(FollowClock::time_point now);
  void watch();

  const FollowOptions& options_;
  LineSink sink_;
  bool is_backlog_ = false;  ///< what the sink holds
  std::unique_ptr<FollowedStream> stream_;
  std::vector<FollowedLog> logs_;
  std::vector<std::vector<FileId>> watched_;  ///< of each log, the files that are
  std::vector<std::string> real_folders_;     ///< of each log, where its file was last
  std::unique_ptr<Watcher> watcher_;
  std::set<std::size_t> due_;        ///< to be looked at
  std::set<std::size_t> unwatched_;  ///< to be looked at again and again
  FollowClock::time_point next_all_;
  FollowClock::time_point next_unwatched_;
};

}  // namespace logscan
