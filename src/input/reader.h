#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "input/block.h"
#include "logscan/input.h"
#include "os/page_buffer.h"

namespace logscan {

struct ReaderOptions {
  std::size_t block_size = 8192;  ///< bytes, at least 1
  /// bytes per system call, at least 1; rounded up to whole blocks
  std::size_t batch_size = 128 * 1024;
  std::uint64_t max_line = 1u << 20;  ///< bytes; longer lines come as Block::Kind::kLongLine
};

/// Reads up to `count` bytes at `offset` of a source that grows. Returns 0 when there are no more
/// for now.
using ReadMore = std::function<std::size_t(std::uint64_t offset, char* to, std::size_t count)>;

/// Reads the lines of an input whose first byte lies in [begin, end), as blocks of complete lines.
/// The last line is read to its line feed, even past `end`. Every byte of every line of the range
/// is in exactly one block (or in its `skipped` and `unseen`), so adjacent ranges neither share nor
/// lose a line.
///
/// A block ends at its last line feed; the rest is carried over to the start of the next block. One
/// system call fills many blocks, whose carried bytes are already in place, so bytes move only
/// where a batch ends. Bytes moved stay proportional to bytes read, however long the lines are.
/// Memory is bounded by batch_size and max_line.
///
/// Lines of a source that grows are read in the same way, except that a line without a line feed
/// waits for it.
///
/// For one thread. `input` must outlive the reader or the next open().
class Reader {
 public:
  explicit Reader(const ReaderOptions& options);
  Reader(const Input& input, std::uint64_t begin, std::uint64_t end, const ReaderOptions& options)
      : Reader(options) {
    open(input, begin, end);
  }

  /// Continues with another range and reuses the buffer.
  void open(const Input& input, std::uint64_t begin, std::uint64_t end);

  /// Reads a source that grows, from the first byte of a line on. Whenever the source has no more
  /// bytes, next() returns false; a later call continues there.
  void follow(ReadMore read_more, std::uint64_t begin);

  /// Continues with another source that holds the same bytes.
  void redirect(ReadMore read_more) { read_more_ = std::move(read_more); }

  /// Returns the last line of a source that has ended without a line feed; false when there is
  /// none. Call it after next() has returned false.
  bool finish(Block& block);

  /// Reads the next block. Returns false at the end. Throws what the source throws, after all bytes
  /// before the failure were returned, except those of the line that it interrupts.
  bool next(Block& block);

  /// Returns how many bytes came from the input.
  std::uint64_t bytes_read() const { return bytes_read_; }

  /// Returns how many bytes were copied within the buffer to be carried over.
  std::uint64_t bytes_moved() const { return bytes_moved_; }

  /// Returns whether the input ended before `end`.
  bool ended_early() const { return at_eof_ && read_offset_ < end_; }

 private:
  bool find_first_line();
  bool fill();
  std::size_t read(char* to, std::size_t count);
  void skip_nuls();
  std::uint64_t skip_hole();
  void skip_byte_order_mark();
  std::size_t next_read_size();
  void make_room(std::size_t count);
  void begin_buffer();
  std::size_t buffer_index(std::uint64_t offset) const {
    return static_cast<std::size_t>(((input_ != nullptr ? input_->start() : 0) + offset) % kPage);
  }
  bool cut_block(Block& block);
  bool cut_last_line(Block& block);
  bool emit_rest(Block& block);
  void begin_long_line();
  bool take_long_line(Block& block);
  void end_long_line(Block& block);
  void emit(Block& block, std::size_t stop);
  std::uint64_t offset_of(std::size_t position) const {
    return read_offset_ - (filled_ - position);
  }

  const Input* input_ = nullptr;                 ///< null: the source grows
  std::shared_ptr<remote::RangeReader> remote_;  ///< reads input_ if it lies on a server
  ReadMore read_more_;
  std::uint64_t end_ = 0;
  std::uint64_t max_line_;
  std::size_t block_size_;
  std::size_t batch_size_;

  // The index of a byte equals its offset in the file modulo kPage, so bytes are copied
  // page-aligned; see PageBuffer.
  PageBuffer buffer_;
  std::size_t size_;                ///< size of the buffer, without the spare bytes and the padding
  std::size_t start_ = 0;           ///< first byte not yet returned
  std::size_t seen_ = 0;            ///< bytes from start_ to here contain no line feed
  std::size_t filled_ = 0;          ///< end of the bytes read
  std::string long_line_;           ///< the beginning of a long line, and padding
  Block long_block_;                ///< the long line that is being read
  bool is_long_ = false;            ///< long_block_ holds one
  std::uint64_t read_offset_ = 0;   ///< input offset of filled_
  std::size_t tail_read_size_ = 0;  ///< bytes to request past the range; doubled each time
  std::uint64_t skipped_ = 0;       ///< bytes dropped before start_
  std::uint64_t bytes_read_ = 0;
  std::uint64_t bytes_moved_ = 0;
  bool may_have_mark_ = true;  ///< a byte order mark may stand at start_
  bool at_first_line_ = true;
  bool at_eof_ = false;
};

}  // namespace logscan
