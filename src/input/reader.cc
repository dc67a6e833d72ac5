#include "input/reader.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <string_view>
#include <utility>

#include "remote/remote_object.h"

namespace logscan {
namespace {

// After a batch, before the padding: the rest of a byte order mark, and the line feed appended to
// an incomplete last line.
constexpr std::size_t kSpare = 8;
constexpr std::size_t kCarry = 16 * 1024;      // for an ordinary line that is carried over
constexpr std::size_t kKeptOfLongLine = 4096;  // enough for any sample
// read at a time when only the end of the last line is missing
constexpr std::size_t kTailRead = 4096;

// If all neighbours are equal and the first byte is NUL, all are NUL. memcmp checks many bytes at a
// time.
bool is_nuls(std::string_view bytes) {
  return !bytes.empty() && bytes[0] == '\0' &&
         std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0;
}

std::size_t round_up(std::size_t value, std::size_t unit) {
  return (value + unit - 1) / unit * unit;
}

}  // namespace

Reader::Reader(const ReaderOptions& options)
    : max_line_(options.max_line),
      block_size_(options.block_size),
      batch_size_(round_up(options.batch_size, options.block_size)),
      buffer_(kPage + kCarry + batch_size_ + kSpare + kPadding),
      size_(kPage + kCarry + batch_size_) {}

// A range that starts after the first byte is read from one byte earlier, because only that byte
// shows whether a line starts exactly at the range.
void Reader::open(const Input& input, std::uint64_t begin, std::uint64_t end) {
  input_ = &input;
  end_ = end;
  read_offset_ = begin == 0 ? 0 : begin - 1;
  begin_buffer();
  skipped_ = bytes_read_ = bytes_moved_ = 0;
  at_first_line_ = may_have_mark_ = begin == 0;
  at_eof_ = is_long_ = false;
  tail_read_size_ = kTailRead;
  remote_.reset();  // its connection can be used again
  constexpr std::uint64_t kNoEnd = std::numeric_limits<std::uint64_t>::max();
  remote_ = input.remote_reader(read_offset_, end < kNoEnd - kTailRead ? end + kTailRead : kNoEnd);
}

void Reader::follow(ReadMore read_more, std::uint64_t begin) {
  input_ = nullptr;
  remote_.reset();
  read_more_ = std::move(read_more);
  end_ = std::numeric_limits<std::uint64_t>::max();
  read_offset_ = begin;
  begin_buffer();
  skipped_ = bytes_read_ = bytes_moved_ = 0;
  at_first_line_ = true;
  may_have_mark_ = begin == 0;
  at_eof_ = is_long_ = false;
}

// Clears the buffer to continue at read_offset_.
void Reader::begin_buffer() {
  start_ = seen_ = filled_ = buffer_index(read_offset_);
}

bool Reader::next(Block& block) {
  if (input_ == nullptr) at_eof_ = false;
  if (is_long_) return take_long_line(block);
  if (!at_first_line_ && !find_first_line()) return false;
  for (;;) {
    if (offset_of(start_) >= end_ && skipped_ == 0) return false;
    if (cut_block(block) || cut_last_line(block)) return true;
    // The bytes read contain no more line feeds, so those from start_ on are carried over.
    skip_nuls();
    seen_ = filled_;
    // A line of max_line bytes may be followed by CR and LF. With two more bytes, it is too long.
    if (filled_ - start_ >= max_line_ + 2) {
      begin_long_line();
      return take_long_line(block);
    }
    if (!fill()) return input_ != nullptr && emit_rest(block);
  }
}

bool Reader::finish(Block& block) {
  if (!is_long_) return emit_rest(block);
  end_long_line(block);
  block.incomplete = true;
  return true;
}

// A log truncated by copytruncate may contain gigabytes of NULs.
void Reader::skip_nuls() {
  if (start_ == filled_ || buffer_[start_] != '\0') return;
  const std::string_view left(&buffer_[start_], filled_ - start_);
  const bool all = is_nuls(left);
  const std::size_t nuls = all ? left.size() : left.find_first_not_of('\0');
  start_ += nuls;
  skipped_ += nuls;
  if (all) skipped_ += skip_hole();
}

// Nothing is carried over here. Most of such NULs lie in a hole of the file, which need not be
// read. Returns the size of the hole.
std::uint64_t Reader::skip_hole() {
  if (input_ == nullptr) return 0;
  const std::uint64_t next = input_->next_data(read_offset_);
  const std::uint64_t hole = next - read_offset_;
  // Bytes past the range count in another range.
  bytes_read_ += std::min(next, std::max(end_, read_offset_)) - read_offset_;
  read_offset_ = next;
  begin_buffer();
  return hole;
}

// Skips to the first byte after a line feed, since a line that starts before the range belongs to
// another range. Reads a range without the start of a line no further than its end.
bool Reader::find_first_line() {
  at_first_line_ = true;
  for (;;) {
    if (start_ < filled_) {
      const void* feed = std::memchr(&buffer_[start_], '\n', filled_ - start_);
      if (feed != nullptr) {
        start_ = seen_ =
            static_cast<std::size_t>(static_cast<const char*>(feed) - buffer_.data()) + 1;
        return offset_of(start_) < end_;
      }
      const std::string_view seen(&buffer_[start_], filled_ - start_);
      start_ = seen_ = filled_;
      if (is_nuls(seen)) skip_hole();
    }
    if (read_offset_ >= end_ || !fill()) return false;
  }
}

// Emits the bytes up to the next multiple of the block size after seen_, ending at their last line
// feed.
bool Reader::cut_block(Block& block) {
  std::size_t limit = filled_;
  const std::uint64_t first = offset_of(seen_);
  if (first >= end_) return false;
  if (end_ - first < filled_ - seen_) limit = seen_ + static_cast<std::size_t>(end_ - first);
  while (seen_ < limit) {
    const std::size_t stop = limit - seen_ > block_size_ ? seen_ + block_size_ : limit;
    const void* feed = ::memrchr(&buffer_[seen_], '\n', stop - seen_);
    if (feed != nullptr) {
      emit(block, static_cast<std::size_t>(static_cast<const char*>(feed) - buffer_.data()) + 1);
      return true;
    }
    seen_ = stop;
  }
  return false;
}

// Past the range, only the rest of one line belongs to it.
bool Reader::cut_last_line(Block& block) {
  if (seen_ >= filled_ || offset_of(seen_) < end_) return false;
  const void* feed = std::memchr(&buffer_[seen_], '\n', filled_ - seen_);
  if (feed == nullptr) return false;
  emit(block, static_cast<std::size_t>(static_cast<const char*>(feed) - buffer_.data()) + 1);
  return true;
}

void Reader::emit(Block& block, std::size_t stop) {
  block = Block{};
  block.data = &buffer_[start_];
  block.size = stop - start_;
  block.offset = offset_of(start_);
  block.skipped = skipped_;
  skipped_ = 0;
  start_ = seen_ = stop;
}

// Emits the rest at the end of the input. An incomplete last line gets a line feed, which is stored
// in the spare bytes.
bool Reader::emit_rest(Block& block) {
  if (start_ == filled_ && skipped_ == 0) return false;
  const std::size_t stop = filled_;
  buffer_[stop] = '\n';
  emit(block, stop);
  block.size += 1;
  block.incomplete = true;
  return true;
}

void Reader::begin_long_line() {
  Block& block = long_block_ = Block{};
  block.kind = Block::Kind::kLongLine;
  block.size = std::min(kKeptOfLongLine, filled_ - start_);
  block.offset = offset_of(start_);
  block.skipped = std::exchange(skipped_, 0);
  block.unseen = filled_ - start_ - block.size;
  long_line_.assign(&buffer_[start_], block.size);
  long_line_.append(kPadding, '\0');
  start_ = seen_ = filled_;
  is_long_ = true;
}

bool Reader::take_long_line(Block& block) {
  while (fill()) {
    const void* feed = std::memchr(&buffer_[start_], '\n', filled_ - start_);
    if (feed == nullptr) {
      long_block_.unseen += filled_ - start_;
      start_ = seen_ = filled_;
      continue;
    }
    const std::size_t stop =
        static_cast<std::size_t>(static_cast<const char*>(feed) - buffer_.data()) + 1;
    long_block_.unseen += stop - start_;
    start_ = seen_ = stop;
    end_long_line(block);
    return true;
  }
  return input_ != nullptr && finish(block);
}

void Reader::end_long_line(Block& block) {
  block = long_block_;
  block.data = long_line_.data();
  is_long_ = false;
}

// Reads the next batch after the bytes carried over. Returns false at the end of the input.
bool Reader::fill() {
  if (at_eof_) return false;
  const std::size_t wanted = next_read_size();
  make_room(wanted);
  const std::size_t got = read(&buffer_[filled_], wanted);
  at_eof_ = got == 0;
  if (may_have_mark_ && got > 0) skip_byte_order_mark();
  return got > 0;
}

// Appends bytes to the buffer.
std::size_t Reader::read(char* to, std::size_t count) {
  const std::size_t got = remote_ != nullptr  ? remote_->read(read_offset_, to, count)
                          : input_ != nullptr ? input_->read(read_offset_, to, count)
                                              : read_more_(read_offset_, to, count);
  filled_ += got;
  read_offset_ += got;
  bytes_read_ += got;
  return got;
}

// Called while the bytes read may be the beginning of a mark. Reads on until it is complete; the
// spare bytes have the room.
void Reader::skip_byte_order_mark() {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  for (;;) {
    const std::size_t length = std::min(filled_ - start_, kMark.size());
    may_have_mark_ = kMark.starts_with(std::string_view(&buffer_[start_], length));
    if (!may_have_mark_) return;
    if (length == kMark.size()) break;
    if (read(&buffer_[filled_], kMark.size() - length) == 0) return;
  }
  may_have_mark_ = false;
  start_ = seen_ = start_ + kMark.size();
  skipped_ = kMark.size();
}

std::size_t Reader::next_read_size() {
  if (read_offset_ >= end_) {
    const std::size_t wanted = std::min(batch_size_, tail_read_size_);
    tail_read_size_ = std::min(batch_size_, tail_read_size_ * 2);
    return wanted;
  }
  if (end_ - read_offset_ < batch_size_) return static_cast<std::size_t>(end_ - read_offset_);
  // Reads to the end of a page, so that the next read starts at a page.
  const std::size_t beyond = buffer_index(read_offset_ + batch_size_);
  return beyond < batch_size_ ? batch_size_ - beyond : batch_size_;
}

// Makes room for `count` bytes after the bytes carried over. These move to the front of the buffer
// only if lines before them were returned, and are then fewer than the last read. The beginning of
// a longer line stays in place until the buffer is full, then moves to a buffer twice as large. So
// the work is proportional to the bytes read, however long a line is.
void Reader::make_room(std::size_t count) {
  const std::size_t carry = filled_ - start_;
  const std::size_t front = start_ % kPage;
  if (start_ == front && filled_ + count <= size_) return;
  const char* const from = &buffer_[start_];
  if (front + carry + count <= size_) {
    std::memmove(&buffer_[front], from, carry);
  } else {
    size_ = std::max(2 * size_, front + carry + count);
    PageBuffer larger(size_ + kSpare + kPadding);
    std::memcpy(&larger[front], from, carry);
    buffer_ = std::move(larger);
  }
  bytes_moved_ += carry;
  seen_ -= start_ - front;
  start_ = front;
  filled_ = front + carry;
}

}  // namespace logscan
