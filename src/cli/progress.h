#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string_view>

namespace logscan::cli {

/// A line on standard error that shows how far the scan is, from the first second on, a few times a
/// second. Standard error must be a terminal.
class Progress {
 public:
  /// `total` is in bytes; 0 if it is unknown. `what` precedes the numbers: `baseline: `.
  explicit Progress(std::uint64_t total, std::string_view what = {}) : total_(total), what_(what) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  /// Adds bytes that were read. Thread-safe.
  void add(std::uint64_t bytes);

  /// Clears the line.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  const std::uint64_t total_;
  const std::string_view what_;
  std::atomic<std::uint64_t> done_ = 0;
  std::mutex writing_;
  Clock::time_point next_ = Clock::now() + std::chrono::seconds(1);
  std::size_t shown_ = 0;  // columns on the line
};

}  // namespace logscan::cli
