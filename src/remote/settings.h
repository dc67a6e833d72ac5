#pragma once

#include <chrono>

namespace logscan::remote {

/// How patient requests are. Tests change it before they start threads.
struct Settings {
  int attempts = 5;                            ///< for a request, or without a byte of progress
  std::chrono::milliseconds first_pause{200};  ///< before the second attempt; doubled each time
  std::chrono::milliseconds longest_pause{30'000};  ///< that a server can ask for
  std::chrono::milliseconds connect{15'000};        ///< to connect
  std::chrono::milliseconds idle{60'000};           ///< without a byte
};

inline Settings& settings() {
  static Settings all;
  return all;
}

}  // namespace logscan::remote
