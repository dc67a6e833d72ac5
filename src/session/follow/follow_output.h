#pragma once

#include <optional>
#include <vector>

#include "follow/follow_note.h"
#include "follow/followed_log.h"
#include "follow/window_counts.h"
#include "session/follow/live_output.h"

namespace logscan::cli {

/// The destination of what is counted while logs are followed.
class FollowOutput {
 public:
  using Time = FollowClock::time_point;
  using State = LiveOutput::State;

  virtual ~FollowOutput() = default;

  /// Returns where to count lines that are read now.
  virtual WindowCounts& counts(Time now) = 0;

  /// Takes note that the logs were looked at; `came` is whether there were new lines.
  virtual void took(Time now, const std::vector<FollowNote>& notes, bool came) = 0;

  /// Returns when to call write(); nullopt while there is nothing to write.
  virtual std::optional<Time> due() const = 0;

  /// Throws std::system_error.
  virtual State write(Time now) = 0;

  /// Writes the rest. The last call.
  virtual State finish(Time now) = 0;

  /// Redraws everything, since the terminal was resized or something else was written to it.
  virtual void redraw() {}

  /// Leaves the terminal to other programs for a while.
  virtual void pause() {}

  /// Returns a descriptor that is readable when a key was pressed; -1 without keys.
  virtual int keys() const { return -1; }

  /// Does what the pressed keys ask. Returns whether to quit.
  virtual bool press_keys(Time) { return false; }
};

}  // namespace logscan::cli
