#include "input/raw_stream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <optional>
#include <poll.h>

#include "os/file.h"

namespace logscan {
namespace {

constexpr int kPollMilliseconds = 100;  // how often a waiting read checks whether it was cancelled

}  // namespace

RawStream::RawStream(std::shared_ptr<const OpenFile> file, bool seekable, std::uint64_t start,
                     std::string head)
    : file_(std::move(file)),
      descriptor_(file_->remote() == nullptr ? file_->acquire() : nullptr),
      remote_(file_->remote() == nullptr
                  ? nullptr
                  : file_->remote()->reader(0, std::numeric_limits<std::uint64_t>::max())),
      seekable_(seekable),
      start_(start),
      head_(std::move(head)) {}

std::size_t RawStream::read(char* to, std::size_t count) {
  std::size_t produced = 0;
  if (position_ < head_.size()) {
    produced = std::min(count, head_.size() - static_cast<std::size_t>(position_));
    std::memcpy(to, head_.data() + position_, produced);
  } else if (remote_ != nullptr) {
    produced = remote_->read(position_, to, count, &cancelled_);
  } else {
    produced = read_file(to, count);
  }
  position_ += produced;
  furthest_ = std::max<std::uint64_t>(furthest_, position_);
  return produced;
}

std::size_t RawStream::read_file(char* to, std::size_t count) {
  const int number = descriptor_->get();
  std::optional<std::size_t> got;
  while (!got) {
    if (!seekable_ && !wait_for_bytes(number)) return 0;
    got = seekable_ ? read_at(number, start_ + position_, to, count) : read_next(number, to, count);
  }
  return *got;
}

bool RawStream::wait_for_bytes(int descriptor) const {
  for (;;) {
    if (cancelled_) return false;
    struct pollfd wanted {
      descriptor, POLLIN, 0
    };
    const int ready = ::poll(&wanted, 1, kPollMilliseconds);
    if (ready > 0 || (ready < 0 && errno != EINTR)) return true;
  }
}

}  // namespace logscan
