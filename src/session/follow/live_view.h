#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "follow/window.h"
#include "session/follow/follow_output.h"
#include "session/follow/terminal_keys.h"

namespace logscan::cli {

/// A view on the terminal that is redrawn in place. The last one stays on the screen. Keys: `q`
/// quits, `p` pauses the view while counting goes on, `s` changes the order, `+` and `-` the
/// window.
class LiveView : public FollowOutput {
 public:
  /// `logs` are the followed logs, which may grow in number. Options and logs must outlive it.
  LiveView(const Options& options, const std::vector<std::string>& logs, Time now,
           LiveOutput& output);

  WindowCounts& counts(Time now) override { return window_.slice(now); }
  void took(Time now, const std::vector<FollowNote>& notes, bool came) override;
  std::optional<Time> due() const override { return due_; }
  State write(Time now) override;
  State finish(Time now) override;
  void redraw() override;
  void pause() override;
  int keys() const override { return keys_.descriptor(); }
  bool press_keys(Time now) override;

 private:
  void change_window(bool longer, Time now);
  std::string keys_text() const;

  const Options& options_;
  LiveOutput& output_;
  const std::vector<std::string>& logs_;
  const std::vector<FilterTerm> filters_;
  std::vector<std::string> notes_;
  SlidingWindow window_;
  std::chrono::seconds length_;  ///< of the window
  LiveSort sort_ = LiveSort::kAsked;
  std::optional<WindowSum> frozen_;  ///< what is shown while the view is paused
  std::string frozen_clock_;
  TerminalKeys keys_;
  std::string shown_;       ///< the lines of the last frame
  bool is_fresh_ = true;    ///< nothing was drawn yet
  bool is_hidden_ = false;  ///< the cursor is
  Time due_;
  Time earliest_;  ///< of the next frame
};

}  // namespace logscan::cli
