#pragma once

#include <optional>
#include <vector>

#include "cli/live_output.h"
#include "follow/follow_note.h"
#include "follow/followed_log.h"
#include "follow/window_counts.h"

namespace logscan::cli {

/// What becomes of the lines that come while logs are followed.
class FollowOutput {
 public:
  using Time = FollowClock::time_point;
  using State = LiveOutput::State;

  virtual ~FollowOutput() = default;

  /// Where lines that come now are to be counted.
  virtual WindowCounts& counts(Time now) = 0;

  /// A look at the logs is done; `came` is whether it found lines.
  virtual void took(Time now, const std::vector<FollowNote>& notes, bool came) = 0;

  /// When something is to be written; nullopt while there is nothing.
  virtual std::optional<Time> due() const = 0;

  /// Throws std::system_error.
  virtual State write(Time now) = 0;

  /// Writes what was not written yet; the last call.
  virtual State finish(Time now) = 0;

  /// The terminal has another size, or something else was written to it.
  virtual void redraw() {}

  /// The terminal is somebody else's for a while.
  virtual void pause() {}
};

}  // namespace logscan::cli
