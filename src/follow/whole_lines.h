#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "input/block.h"
#include "os/page_buffer.h"

namespace logscan {

/// Puts the bytes of a growing file together to blocks of whole lines. A line that has no line feed
/// yet waits for it. As for Reader, a byte order mark at the front of the file and NULs in front of
/// a line are skipped, and a line that is longer than the limit comes as Block::Kind::kLongLine.
/// Memory is bounded by the limit, whatever the file holds. For one thread.
class WholeLines {
 public:
  /// `offset` is where in the file the first byte lies, which must be the first of a line.
  explicit WholeLines(std::uint64_t max_line, std::uint64_t offset = 0);

  /// Where the next bytes of the file are to be written; never empty.
  std::span<char> room();

  /// So many bytes were written there.
  void add(std::size_t count);

  /// The next block; false when there is no whole line. Its bytes live until the next call of
  /// another function than pending().
  bool next(Block& block);

  /// The last line, when the file has ended without a line feed, as a block that is `incomplete`;
  /// false when there is none. Behind the last next().
  bool rest(Block& block);

  /// Bytes that are in no block yet.
  std::uint64_t pending() const { return skipped_ + unseen_ + kept_.size() + (filled_ - begin_); }

 private:
  bool skip_byte_order_mark();
  void skip_nuls();
  void emit(Block& block, std::size_t stop);
  void begin_long_line();
  bool go_on_long_line(Block& block);
  void emit_long_line(Block& block, std::size_t stop);

  std::uint64_t max_line_;
  PageBuffer buffer_;
  std::size_t size_ = 0;    ///< of the buffer, without its padding
  std::size_t want_;        ///< the room to be given next
  std::size_t begin_ = 0;   ///< first byte that is in no block
  std::size_t seen_ = 0;    ///< bytes from begin_ to here hold no line feed
  std::size_t filled_ = 0;  ///< behind the last byte
  std::uint64_t offset_;    ///< in the file, of begin_
  std::uint64_t skipped_ = 0;
  bool at_front_;  ///< a byte order mark may still come

  bool is_long_ = false;  ///< inside a line that is too long
  std::string kept_;      ///< its first bytes, which begin at long_offset_
  std::string shown_;     ///< those of the one that is in a block
  std::uint64_t long_offset_ = 0;
  std::uint64_t unseen_ = 0;  ///< its bytes behind these
};

}  // namespace logscan
