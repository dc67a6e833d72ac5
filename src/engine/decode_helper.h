#pragma once

#include <atomic>

#include "logscan/input.h"

namespace logscan {

/// Lets a thread of its own decode a compressed input as soon as one is idle. Until then, the
/// reading thread decodes it. Lives while the input is read, and frees the decoder's buffers.
class DecodeHelper {
 public:
  DecodeHelper(const Input& input, std::atomic<int>& spare)
      : input_(input), spare_(spare), wanted_(input.compression().has_value()) {}
  DecodeHelper(const DecodeHelper&) = delete;
  DecodeHelper& operator=(const DecodeHelper&) = delete;
  ~DecodeHelper() {
    input_.stop();
    if (taken_) ++spare_;
  }

  void take_if_spare() {
    if (!wanted_ || !take_spare()) return;
    taken_ = true;
    wanted_ = false;
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
  bool wanted_;
  bool taken_ = false;
};

}  // namespace logscan
