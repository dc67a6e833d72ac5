#include "input/read_ahead.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace logscan {
namespace {

constexpr std::size_t kBuffers = 4;
constexpr std::size_t kBufferBytes = 256 * 1024;

}  // namespace

ReadAhead::ReadAhead(std::unique_ptr<ByteStream>& stream, std::function<void()> cancel)
    : cancel_(std::move(cancel)), free_(kBuffers) {
  // The thread starts by locking the mutex, so it sees stream_.
  const std::lock_guard lock(mutex_);
  thread_ = std::jthread([this] { run(); });
  stream_ = std::move(stream);
}

ReadAhead::~ReadAhead() {
  {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
  }
  changed_.notify_all();
  cancel_();
}

void ReadAhead::run() noexcept {
  try {
    Buffer buffer;
    while (pop_free(buffer)) {
      if (buffer.bytes.empty()) buffer.bytes.resize(kBufferBytes);
      buffer.filled = stream_->read(buffer.bytes.data(), buffer.bytes.size());
      if (buffer.filled == 0) return finish(nullptr);
      push_filled(std::move(buffer));
    }
  } catch (...) {
    finish(std::current_exception());
  }
}

bool ReadAhead::pop_free(Buffer& buffer) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return cancelled_ || !free_.empty(); });
  if (cancelled_) return false;
  buffer = std::move(free_.back());
  free_.pop_back();
  return true;
}

void ReadAhead::push_filled(Buffer&& buffer) {
  {
    const std::lock_guard lock(mutex_);
    filled_.push_back(std::move(buffer));
  }
  changed_.notify_all();
}

void ReadAhead::finish(std::exception_ptr failure) {
  {
    const std::lock_guard lock(mutex_);
    failure_ = std::move(failure);
    ended_ = true;
  }
  changed_.notify_all();
}

std::size_t ReadAhead::read(char* to, std::size_t count) {
  if (produced_ == current_.filled) {
    std::unique_lock lock(mutex_);
    if (!current_.bytes.empty()) free_.push_back(std::exchange(current_, {}));
    changed_.notify_all();
    produced_ = 0;
    changed_.wait(lock, [&] { return !filled_.empty() || ended_; });
    if (filled_.empty()) {
      if (failure_) std::rethrow_exception(failure_);
      return 0;
    }
    current_ = std::move(filled_.front());
    filled_.pop_front();
  }
  const std::size_t produced = std::min(count, current_.filled - produced_);
  std::memcpy(to, &current_.bytes[produced_], produced);
  produced_ += produced;
  return produced;
}

}  // namespace logscan
