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
  bool from_front = false;  ///< also count what the logs already hold

  /// If not 0: how often to check the logs instead of using inotify.
  std::chrono::milliseconds poll{0};
};

/// Follows logs by their names, and standard input, and counts each new line once (I19). The caller
/// waits until descriptor() or stream() is readable, or for patience(). Not thread-safe.
class Follower {
 public:
  /// "-" is standard input. Repeated names are followed once. The user did not name the paths in
  /// `found`; see FollowedLog. The options must outlive this object.
  Follower(const std::vector<std::string>& paths, const FollowOptions& options,
           const std::set<std::string>& found = {});

  /// Adds a log that was found while others were followed. A new log is counted from its beginning,
  /// and so are the files that it was rotated to meanwhile.
  void add(const FoundLog& log);

  /// Returns whether a file is being read, under any name.
  bool holds(const FileId& id) const;

  /// Returns whether a file starts like a text that was read from another file.
  bool has_text_like(const FileId& id, std::string_view front) const;

  /// Returns a descriptor that is readable when a log may have changed; -1 if this cannot be
  /// detected.
  int descriptor() const { return watcher_ == nullptr ? -1 : watcher_->descriptor(); }

  /// Returns how long to wait at most before the next look.
  std::chrono::nanoseconds patience(FollowClock::time_point now) const;

  /// Counts new lines and appends events of the logs. Returns true if more can be read at once.
  /// Throws MemoryError if exact groups exceed the memory.
  bool look(FollowClock::time_point now, WindowCounts& counts, std::vector<FollowNote>& notes);

  /// Does the last look. Also counts last lines without a line feed in rotated files; the last line
  /// of a log itself is still being written.
  void finish(FollowClock::time_point now, WindowCounts& counts, std::vector<FollowNote>& notes);

  /// Returns the descriptor of standard input while it is read; otherwise -1.
  int stream() const { return stream_ == nullptr ? -1 : stream_->descriptor(); }

  /// Reads standard input once, and waits if nothing has arrived. Throws StreamError.
  void read_stream(FollowClock::time_point now, WindowCounts& counts);

  /// Returns whether nothing more can come: standard input has ended, and no log can be read.
  bool is_over(FollowClock::time_point now) const;

  /// Returns whether a log cannot be read.
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
  bool is_backlog_ = false;  ///< for the content of the sink
  std::unique_ptr<FollowedStream> stream_;
  std::vector<FollowedLog> logs_;
  std::vector<std::vector<FileId>> watched_;  ///< watched files of each log
  std::vector<std::string> real_folders_;     ///< per log, the last folder of its file
  std::unique_ptr<Watcher> watcher_;
  std::set<std::size_t> due_;        ///< logs to look at
  std::set<std::size_t> unwatched_;  ///< logs to look at again and again
  FollowClock::time_point next_all_;
  FollowClock::time_point next_unwatched_;
};

}  // namespace logscan
