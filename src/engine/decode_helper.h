#pragma once

#include <atomic>

#include "logscan/input.h"

namespace logscan {

/// Lets idle threads decode a compressed input, besides the one that reads it. Lives while the
/// input is read, and frees the decoder's buffers.
class DecodeHelper {
 public:
  DecodeHelper(const Input& input, std::atomic<int>& spare) : input_(input), spare_(spare) {}
  DecodeHelper(const DecodeHelper&) = delete;
  DecodeHelper& operator=(const DecodeHelper&) = delete;
  ~DecodeHelper() {
    input_.stop();
    spare_ += taken_;
  }

  void take_if_spare() {
    if (!input_.wants_thread() || !take_spare()) return;
    ++taken_;
    input_.decode_ahead();
  }

 private:
  // One step, so that two helpers never take the last thread.
  bool take_spare() {
    int count = spare_.load(std::memory_order_relaxed);
    while (count > 0) {
      if (spare_.compare_exchange_weak(count, count - 1)) return true;
    }
    return false;
  }

  const Input& input_;
  std::atomic<int>& spare_;
  int taken_ = 0;
};

}  // namespace logscan
