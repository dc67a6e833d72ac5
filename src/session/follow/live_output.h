#pragma once

#include <string_view>

#include "cli/end_signals.h"

namespace logscan::cli {

/// Standard output of a program that does not end by itself: writing waits for the reader no longer
/// than until a signal comes.
class LiveOutput {
 public:
  enum class State {
    kOpen,
    kClosed,  ///< the reader has gone away: no error, and nothing more need be written
    kSignal,  ///< a signal came while the reader did not read: the rest was not written
  };

  explicit LiveOutput(const EndSignals& signals) : signals_(signals) {}

  /// Throws std::system_error.
  State write(std::string_view bytes);

 private:
  const EndSignals& signals_;
};

}  // namespace logscan::cli
