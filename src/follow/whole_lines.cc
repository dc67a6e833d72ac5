#include "follow/whole_lines.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "scan/line_index.h"

namespace logscan {
namespace {

constexpr std::size_t kLeastRoom = 16 * 1024;
constexpr std::size_t kMostRoom = 256 * 1024;
constexpr std::size_t kKeptOfLongLine = 8192;  // more than is ever quoted of it
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

WholeLines::WholeLines(std::uint64_t max_line, std::uint64_t offset)
    : max_line_(max_line), want_(kLeastRoom), offset_(offset), at_front_(offset == 0) {}

std::span<char> WholeLines::room() {
  const std::size_t left = filled_ - begin_;
  const std::size_t front = offset_ % kPage;  // see PageBuffer
  if (front + left + want_ > size_) {
    const std::size_t size = std::max(size_ * 2, front + left + want_);
    PageBuffer larger(size + kPadding);
    if (left > 0) std::memcpy(&larger[front], &buffer_[begin_], left);
    std::memset(&larger[size], 0, kPadding);
    buffer_ = std::move(larger);
    size_ = size;
  } else if (begin_ != front && left > 0) {
    std::memmove(&buffer_[front], &buffer_[begin_], left);
  }
  seen_ = front + (seen_ - begin_);
  filled_ = front + left;
  begin_ = front;
  return {&buffer_[filled_], size_ - filled_};
}

void WholeLines::add(std::size_t count) {
  if (count >= want_) want_ = std::min(want_ * 2, kMostRoom);
  filled_ += count;
  // What lies behind may be looked at, whatever it is; but not before it was written once.
  std::memset(&buffer_[filled_], 0, kPadding);
}

bool WholeLines::next(Block& block) {
  if (is_long_) return go_on_long_line(block);
  if (at_front_ && !skip_byte_order_mark()) return false;
  if (seen_ == begin_) skip_nuls();
  if (filled_ > seen_) {
    const void* feed = ::memrchr(&buffer_[seen_], '\n', filled_ - seen_);
    if (feed != nullptr) {
      emit(block, static_cast<std::size_t>(static_cast<const char*>(feed) - buffer_.data()) + 1);
      return true;
    }
  }
  seen_ = filled_;
  // As in Reader: a line of max_line bytes may still be followed by CR and LF.
  if (filled_ - begin_ >= max_line_ + 2) begin_long_line();
  return false;
}

bool WholeLines::rest(Block& block) {
  if (is_long_) {
    emit_long_line(block, filled_);
    block.incomplete = true;
    return true;
  }
  if (begin_ == filled_ && skipped_ == 0) return false;
  if (buffer_.data() == nullptr) room();
  buffer_[filled_] = '\n';
  emit(block, filled_);
  block.size += 1;
  block.incomplete = true;
  return true;
}

// False while what is there may still become one.
bool WholeLines::skip_byte_order_mark() {
  const std::string_view bytes(filled_ == 0 ? "" : &buffer_[begin_], filled_ - begin_);
  const std::size_t some = std::min(bytes.size(), kByteOrderMark.size());
  if (bytes.substr(0, some) == kByteOrderMark.substr(0, some)) {
    if (some < kByteOrderMark.size()) return false;
    begin_ += some;
    seen_ = begin_;
    offset_ += some;
    skipped_ += some;
  }
  at_front_ = false;
  return true;
}

// Who writes on at the old place into a file that was cut leaves a hole of them, gigabytes maybe:
// equal neighbours and a first NUL make all of them NULs, which memcmp sees many bytes at a time.
void WholeLines::skip_nuls() {
  if (begin_ == filled_ || buffer_[begin_] != '\0') return;
  const char* const bytes = &buffer_[begin_];
  std::size_t nuls = filled_ - begin_;
  if (std::memcmp(bytes, bytes + 1, nuls - 1) != 0)
    nuls = std::string_view(bytes, nuls).find_first_not_of('\0');
  begin_ += nuls;
  seen_ = begin_;
  offset_ += nuls;
  skipped_ += nuls;
}

void WholeLines::emit(Block& block, std::size_t stop) {
  block = Block{};
  block.data = &buffer_[begin_];
  block.size = stop - begin_;
  block.offset = offset_;
  block.skipped = std::exchange(skipped_, 0);
  offset_ += block.size;
  begin_ = seen_ = stop;
}

void WholeLines::begin_long_line() {
  const std::size_t all = filled_ - begin_;
  kept_.assign(&buffer_[begin_], std::min(all, kKeptOfLongLine));
  unseen_ = all - kept_.size();
  long_offset_ = offset_;
  offset_ += all;
  begin_ = seen_ = filled_;
  is_long_ = true;
}

bool WholeLines::go_on_long_line(Block& block) {
  const void* feed =
      begin_ == filled_ ? nullptr : std::memchr(&buffer_[begin_], '\n', filled_ - begin_);
  if (feed != nullptr) {
    emit_long_line(block,
                   static_cast<std::size_t>(static_cast<const char*>(feed) - buffer_.data()) + 1);
    return true;
  }
  unseen_ += filled_ - begin_;
  offset_ += filled_ - begin_;
  begin_ = seen_ = filled_;
  return false;
}

void WholeLines::emit_long_line(Block& block, std::size_t stop) {
  shown_ = std::exchange(kept_, {});
  block = Block{};
  block.kind = Block::Kind::kLongLine;
  block.data = shown_.data();
  block.size = shown_.size();
  block.offset = long_offset_;
  block.skipped = std::exchange(skipped_, 0);
  block.unseen = std::exchange(unseen_, 0) + (stop - begin_);
  offset_ += stop - begin_;
  begin_ = seen_ = stop;
  is_long_ = false;
}

}  // namespace logscan
