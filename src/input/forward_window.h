#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include "input/raw_stream.h"
#include "os/page_buffer.h"

namespace logscan {

/// A view of a file that moves forward. For one thread.
class ForwardWindow {
 public:
  static constexpr std::size_t kMost = 128 * 1024;  ///< the most bytes that can be asked for
  static constexpr std::size_t kPadding = 16;  ///< bytes that may be read behind those returned

  explicit ForwardWindow(std::unique_ptr<RawStream> raw)
      : raw_(std::move(raw)), buffer_(2 * kMost + kPage + kPadding) {}

  /// Returns the bytes from `offset` on: at least `count` of them, fewer only at the end of the
  /// file. They live until the next call.
  std::string_view at(std::uint64_t offset, std::size_t count) {
    if (offset < begin_ || offset > begin_ + size_) begin_ = offset, size_ = 0, front_ = 0;
    const auto skipped = static_cast<std::size_t>(offset - begin_);
    if (size_ - skipped < count) fill(skipped, count);
    const auto from = static_cast<std::size_t>(offset - begin_);
    return {&buffer_[front_ + from], size_ - from};
  }

 private:
  void fill(std::size_t skipped, std::size_t count) {
    const std::size_t left = size_ - skipped;
    raw_->seek(begin_ + size_);
    const auto front = static_cast<std::size_t>((raw_->file_offset() - left) % kPage);
    std::memmove(&buffer_[front], &buffer_[front_ + skipped], left);
    front_ = front;
    begin_ += skipped;
    size_ = left;
    while (size_ < count) {
      const std::size_t got = raw_->read(&buffer_[front_ + size_], kMost);
      size_ += got;
      if (got == 0) break;
    }
    std::memset(&buffer_[front_ + size_], 0, kPadding);
  }

  const std::unique_ptr<RawStream> raw_;
  PageBuffer buffer_;
  std::size_t front_ = 0;  ///< index of the first byte; see PageBuffer
  std::uint64_t begin_ = 0;
  std::size_t size_ = 0;
};

}  // namespace logscan
