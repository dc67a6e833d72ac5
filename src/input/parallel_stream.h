#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "input/byte_stream.h"
#include "input/compression.h"
#include "input/member_stream.h"
#include "input/piece.h"
#include "input/piece_reader.h"
#include "input/raw_stream.h"

namespace logscan {

struct ParallelOptions {
  std::uint64_t piece = 256 * 1024;     ///< the least compressed size of a piece of whole members
  std::size_t chunk = 256 * 1024;       ///< bytes of text decoded at a time
  std::size_t ahead = 1024 * 1024;      ///< text decoded ahead of the reader in the piece it reads
  std::size_t kept = 32 * 1024 * 1024;  ///< text kept of later pieces, for each thread
  std::uint64_t searched = 64 * 1024 * 1024;  ///< compressed bytes searched ahead of the reader
};

/// Decodes a compressed file in several threads: the one that reads, and helpers. Returns the same
/// bytes as a MemberStream and fails in the same way.
///
/// Every thread decodes a chunk of the first piece that needs it. What cannot be decoded in pieces,
/// the reader decodes in order: members that were not found, and those with a damaged piece, again
/// from their beginning.
class ParallelStream : public ByteStream {
 public:
  /// `raw` is a file, and must outlive the stream. `open_raw` opens the same file once more.
  ParallelStream(const Compression& compression, RawStream& raw,
                 std::function<std::unique_ptr<RawStream>()> open_raw,
                 const ParallelOptions& options = {});
  ~ParallelStream() override;

  std::size_t read(char* to, std::size_t count) override;

  /// Returns whether another helper would find work.
  bool wants_helper() const { return wants_helper_.load(std::memory_order_relaxed); }

  /// Adds a helper, if the system provides another thread.
  void add_helper();

 private:
  using Lock = std::unique_lock<std::mutex>;

  struct Chunk {
    std::vector<char> bytes;
    std::size_t filled = 0;
  };

  /// A piece, and how far it was decoded.
  struct Run {
    Piece piece;
    std::unique_ptr<PieceReader> reader;  ///< null before the beginning and after the end
    std::deque<Chunk> chunks;             ///< decoded, and not yet read
    std::size_t kept = 0;                 ///< bytes in them
    bool is_busy = false;                 ///< a thread decodes it
    bool is_dropped = false;              ///< nobody wants it
    bool has_ended = false;
    PieceEnd end;  ///< known at the end
  };

  std::size_t read_piece(char* to, std::size_t count);
  std::size_t read_in_order(char* to, std::size_t count);
  void begin_member();
  void end_piece();
  void leave_pieces();
  void decode_again(std::uint64_t member, std::uint64_t text);
  bool next_chunk();
  std::shared_ptr<Run> take_run(std::uint64_t begin, bool starts_member);
  std::uint64_t next_member() const;

  void help() noexcept;
  bool work(Lock& lock);
  std::shared_ptr<Run> run_to_decode() const;
  void decode(Lock& lock, const std::shared_ptr<Run>& run);
  bool find_piece(Lock& lock);
  void drop_first();
  void recycle(Chunk&& chunk);
  void update_wish();

  const Compression& compression_;
  const std::function<std::unique_ptr<RawStream>()> open_raw_;
  const ParallelOptions options_;

  // Of the thread that reads.
  MemberStream serial_;
  bool is_between_members_ = true;
  std::uint64_t dropped_ = 0;       ///< bytes of text to drop, which were returned before
  std::uint64_t member_begin_ = 0;  ///< of the current piece
  std::uint64_t member_text_ = 0;   ///< returned of it so far
  Chunk chunk_;
  std::size_t produced_ = 0;  ///< of chunk_

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<Run> current_;  ///< the piece that is read; null: serial_ is read
  std::deque<std::shared_ptr<Run>> runs_;
  std::vector<Chunk> free_;
  std::size_t kept_ = 0;        ///< bytes of text in all runs
  std::uint64_t position_ = 0;  ///< compressed bytes read so far, at least
  bool is_finding_ = false;     ///< a thread uses finder_
  bool has_failed_finding_ = false;
  std::unique_ptr<PieceFinder> finder_;
  bool is_cancelled_ = false;
  std::exception_ptr failure_;  ///< of a helper
  std::atomic<bool> wants_helper_ = true;
  std::vector<std::jthread> helpers_;
};

}  // namespace logscan
