#include "cli/progress.h"

#include <algorithm>
#include <string>
#include <unistd.h>

#include <fmt/core.h>

namespace logscan::cli {
namespace {

constexpr std::chrono::milliseconds kEvery(200);

void write_line(const std::string& line) {
  // A terminal that is gone is no reason to stop.
  [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace

void Progress::add(std::uint64_t bytes) {
  const std::uint64_t done = done_.fetch_add(bytes, std::memory_order_relaxed) + bytes;
  const std::unique_lock lock(writing_, std::try_to_lock);
  if (!lock.owns_lock()) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + kEvery;
  std::string line = fmt::format("logscan: {}{} MB read", what_, done / 1'000'000);
  if (total_ > 0) line += fmt::format(", {} %", std::min<std::uint64_t>(done * 100 / total_, 100));
  const std::size_t columns = line.size();
  if (columns < shown_) line.append(shown_ - columns, ' ');
  shown_ = columns;
  write_line("\r" + line);
}

void Progress::clear() {
  const std::lock_guard lock(writing_);
  if (shown_ > 0) write_line("\r" + std::string(shown_, ' ') + "\r");
  shown_ = 0;
}

}  // namespace logscan::cli
