#pragma once

#include <string_view>

#include "cli/end_signals.h"

namespace logscan::cli {

/// Standard output of a program that runs until it is stopped. A signal ends the wait for a slow
/// reader.
class LiveOutput {
 public:
  enum class State {
    kOpen,
    kClosed,  ///< the reader has gone away, which is no error
    kSignal,  ///< a signal came while the reader was slow; the rest was not written
  };

  explicit LiveOutput(const EndSignals& signals) : signals_(signals) {}

  /// Throws std::system_error.
  State write(std::string_view bytes);

 private:
  const EndSignals& signals_;
};

}  // namespace logscan::cli
