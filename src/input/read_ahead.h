#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "input/byte_stream.h"

namespace logscan {

/// Reads a stream in a thread of its own, a few buffers ahead of the consumer.
class ReadAhead : public ByteStream {
 public:
  /// Starts the thread. `cancel` must make the stream's read() end soon; the destructor calls it.
  /// Throws std::system_error when the system refuses another thread, and leaves `stream`
  /// unchanged.
  ReadAhead(std::unique_ptr<ByteStream>& stream, std::function<void()> cancel);
  ~ReadAhead() override;

  std::size_t read(char* to, std::size_t count) override;

 private:
  struct Buffer {
    std::vector<char> bytes;
    std::size_t filled = 0;
  };

  void run() noexcept;
  bool pop_free(Buffer& buffer);
  void push_filled(Buffer&& buffer);
  void finish(std::exception_ptr failure);

  std::unique_ptr<ByteStream> stream_;
  const std::function<void()> cancel_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Buffer> filled_;
  std::vector<Buffer> free_;
  std::exception_ptr failure_;
  bool ended_ = false;
  bool cancelled_ = false;

  Buffer current_;  ///< the buffer that read() copies from
  std::size_t produced_ = 0;
  std::jthread thread_;
};

}  // namespace logscan
