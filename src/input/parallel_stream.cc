#include "input/parallel_stream.h"

#include <algorithm>
#include <cstring>
#include <system_error>
#include <utility>

namespace logscan {

ParallelStream::ParallelStream(const Compression& compression, RawStream& raw,
                               std::function<std::unique_ptr<RawStream>()> open_raw,
                               const ParallelOptions& options)
    : compression_(compression),
      open_raw_(std::move(open_raw)),
      options_(options),
      serial_(compression, raw),
      finder_(compression.find_pieces(open_raw_(), options.piece)) {
  finder_->begin(0);
}

ParallelStream::~ParallelStream() {
  {
    const std::lock_guard lock(mutex_);
    is_cancelled_ = true;
  }
  changed_.notify_all();
}

void ParallelStream::add_helper() {
  const std::lock_guard lock(mutex_);  // the helper begins by locking it
  try {
    helpers_.emplace_back([this] { help(); });
    update_wish();
  } catch (const std::system_error&) {
    wants_helper_ = false;
  }
}

// Each helper has a piece of its own, besides the one that the reader decodes or waits for.
void ParallelStream::update_wish() {
  wants_helper_ = runs_.size() > helpers_.size() + 1;
}

std::size_t ParallelStream::read(char* to, std::size_t count) {
  for (;;) {
    if (is_between_members_) begin_member();
    const bool is_piece = current_ != nullptr;
    const std::size_t produced = is_piece ? read_piece(to, count) : read_in_order(to, count);
    if (produced > 0 || !(is_piece || is_between_members_)) return produced;
  }
}

// Decodes the next member in order if it was not found.
void ParallelStream::begin_member() {
  is_between_members_ = false;
  member_begin_ = serial_.offset();
  member_text_ = 0;
  if (take_run(member_begin_ * 8, true) == nullptr) serial_.stop_at(next_member());
}

std::uint64_t ParallelStream::next_member() const {
  const std::lock_guard lock(mutex_);
  for (const auto& run : runs_) {
    if (run->piece.starts_member) return run->piece.begin / 8;
  }
  return member_begin_ + 1;
}

std::size_t ParallelStream::read_in_order(char* to, std::size_t count) {
  for (;;) {
    const std::size_t produced = serial_.read(to, count);
    if (produced == 0) {
      is_between_members_ = serial_.has_stopped();
      return 0;
    }
    const auto dropped = static_cast<std::size_t>(std::min<std::uint64_t>(produced, dropped_));
    dropped_ -= dropped;
    if (produced == dropped) continue;
    std::memmove(to, to + dropped, produced - dropped);
    return produced - dropped;
  }
}

std::size_t ParallelStream::read_piece(char* to, std::size_t count) {
  if (produced_ == chunk_.filled && !next_chunk()) {
    end_piece();
    return 0;
  }
  const std::size_t produced = std::min(count, chunk_.filled - produced_);
  std::memcpy(to, &chunk_.bytes[produced_], produced);
  produced_ += produced;
  member_text_ += produced;
  return produced;
}

// Returns false at the end of the piece. Until there is a chunk, decodes what nobody decodes.
bool ParallelStream::next_chunk() {
  Lock lock(mutex_);
  recycle(std::exchange(chunk_, {}));
  produced_ = 0;
  Run& run = *current_;
  for (;;) {
    if (!run.chunks.empty() && (run.has_ended || !run.piece.only_whole)) {
      chunk_ = std::move(run.chunks.front());
      run.chunks.pop_front();
      run.kept -= chunk_.filled;
      kept_ -= chunk_.filled;
      changed_.notify_all();
      return true;
    }
    if (run.has_ended) return false;
    if (failure_) std::rethrow_exception(failure_);
    if (!work(lock)) changed_.wait(lock);
  }
}

void ParallelStream::end_piece() {
  const std::shared_ptr<Run> run = current_;
  const bool is_block = static_cast<bool>(run->piece.load);
  if (!run->end.is_whole) {
    leave_pieces();
    return is_block ? decode_again(member_begin_, member_text_)
                    : decode_again(run->end.member, run->end.text);
  }
  if (run->piece.ends_member) {
    leave_pieces();
    serial_.go_to(run->end.at / 8);
    is_between_members_ = true;
  } else if (take_run(run->end.at, false) == nullptr) {
    decode_again(member_begin_, member_text_);
  }
}

void ParallelStream::leave_pieces() {
  const std::lock_guard lock(mutex_);
  current_ = nullptr;
}

// Decodes a member in order, but for the `text` that was returned of it.
void ParallelStream::decode_again(std::uint64_t member, std::uint64_t text) {
  serial_.go_to(member);
  serial_.stop_at(member + 1);
  dropped_ = text;
}

// Makes the run that begins there the current one, if there is one.
std::shared_ptr<ParallelStream::Run> ParallelStream::take_run(std::uint64_t begin,
                                                              bool starts_member) {
  Lock lock(mutex_);
  current_ = nullptr;
  position_ = begin / 8;
  bool may_begin = starts_member;
  for (;;) {
    while (!runs_.empty() && runs_.front()->piece.begin < begin)
      drop_first();
    if (!runs_.empty()) break;
    if (is_finding_) {
      changed_.wait(lock);
      continue;
    }
    if (may_begin && finder_->position() <= position_) finder_->begin(position_);
    may_begin = false;
    if (!find_piece(lock)) break;
  }
  if (!runs_.empty() && runs_.front()->piece.begin == begin &&
      runs_.front()->piece.starts_member == starts_member)
    current_ = runs_.front();
  changed_.notify_all();
  return current_;
}

void ParallelStream::help() noexcept {
  try {
    Lock lock(mutex_);
    while (!is_cancelled_) {
      if (!work(lock)) changed_.wait(lock);
    }
  } catch (...) {
    const std::lock_guard lock(mutex_);
    failure_ = std::current_exception();
    changed_.notify_all();
  }
}

// Returns false, without having unlocked, if there is nothing to do for now.
bool ParallelStream::work(Lock& lock) {
  if (const auto run = run_to_decode()) {
    decode(lock, run);
    return true;
  }
  if (is_finding_ || runs_.size() > 2 * (helpers_.size() + 1)) return false;
  return find_piece(lock);
}

std::shared_ptr<ParallelStream::Run> ParallelStream::run_to_decode() const {
  const std::size_t most_kept = options_.kept * (helpers_.size() + 1);
  for (const auto& run : runs_) {
    if (run->is_busy || run->has_ended) continue;
    if (run == current_) {
      if (run->piece.only_whole || run->kept < options_.ahead) return run;
    } else if (kept_ < most_kept) {
      return run;
    }
  }
  return nullptr;
}

// Decodes a chunk of a run, unlocked.
void ParallelStream::decode(Lock& lock, const std::shared_ptr<Run>& run) {
  run->is_busy = true;
  Chunk chunk;
  if (!free_.empty()) {
    chunk = std::move(free_.back());
    free_.pop_back();
  }
  lock.unlock();
  chunk.filled = 0;
  bool has_ended = false;
  try {
    if (chunk.bytes.empty()) chunk.bytes.resize(options_.chunk);
    if (run->reader == nullptr)
      run->reader = logscan::read_piece(run->piece, compression_, open_raw_(), options_.piece);
    while (chunk.filled < chunk.bytes.size() && !has_ended) {
      const std::size_t got =
          run->reader->read(&chunk.bytes[chunk.filled], chunk.bytes.size() - chunk.filled);
      chunk.filled += got;
      has_ended = got == 0;
    }
  } catch (...) {
    // The reader decodes it again, and reports it if it fails again.
    has_ended = true;
  }
  PieceEnd end;
  if (has_ended && run->reader != nullptr) {
    end = run->reader->end();
    run->reader.reset();
  } else if (has_ended) {
    end.member = run->piece.begin / 8;
  }
  lock.lock();
  run->is_busy = false;
  run->has_ended = has_ended;
  run->end = end;
  if (run == current_ && run->reader != nullptr) position_ = run->reader->position();
  if (run->is_dropped || chunk.filled == 0) {
    recycle(std::move(chunk));
  } else {
    run->kept += chunk.filled;
    kept_ += chunk.filled;
    run->chunks.push_back(std::move(chunk));
  }
  if (has_ended && !end.is_whole && run->piece.only_whole) {
    kept_ -= std::exchange(run->kept, 0);
    run->chunks.clear();
  }
  changed_.notify_all();
}

// Looks for the next piece, unlocked. Returns false, still locked, if there is none for now.
bool ParallelStream::find_piece(Lock& lock) {
  const std::uint64_t limit = position_ + options_.searched;
  if (has_failed_finding_ || finder_->at_end() || finder_->position() >= limit) return false;
  is_finding_ = true;
  lock.unlock();
  std::optional<Piece> piece;
  bool has_failed = false;
  try {
    piece = finder_->next(limit);
  } catch (...) {
    has_failed = true;  // reading in order reports it
  }
  lock.lock();
  is_finding_ = false;
  has_failed_finding_ = has_failed;
  if (piece) {
    const auto run = std::make_shared<Run>();
    run->piece = std::move(*piece);
    runs_.push_back(run);
    update_wish();
  }
  changed_.notify_all();
  return true;
}

void ParallelStream::drop_first() {
  Run& run = *runs_.front();
  run.is_dropped = true;
  kept_ -= std::exchange(run.kept, 0);
  for (Chunk& chunk : run.chunks)
    recycle(std::move(chunk));
  run.chunks.clear();
  runs_.pop_front();
}

void ParallelStream::recycle(Chunk&& chunk) {
  if (!chunk.bytes.empty()) free_.push_back(std::move(chunk));
}

}  // namespace logscan
