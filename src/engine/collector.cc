#include "engine/collector.h"

#include <algorithm>
#include <utility>

#include "logscan/record_columns.h"

namespace logscan {
namespace {

// The errors of some million ordinary lines.
constexpr std::size_t kMostKeptBytes = 16 * 1024 * 1024;

// A range of nothing but errors fills several batches.
constexpr std::size_t kMostKeptBytesOfRange = 4 * 1024 * 1024;

std::size_t most_kept_bytes(const Query& query, bool whole_files, unsigned threads) {
  if (!whole_files) return std::min((threads - 1) * kMostKeptBytesOfRange, kMostKeptBytes);
  return query.empty() ? kMostKeptBytes
                       : std::max(kMostKeptBytes, static_cast<std::size_t>(query.spec.memory) / 4);
}

}  // namespace

Collector::Collector(Aggregate::Data& findings, const EngineOptions& options, unsigned threads,
                     bool whole_files, std::atomic<int>& spare)
    : findings_(findings),
      options_(options),
      most_kept_(threads - 1),
      most_kept_bytes_(most_kept_bytes(*options.query, whole_files, threads)),
      spare_(spare) {}

bool Collector::may_add(std::size_t turn) const {
  return turn_ == turn && !draining_;
}

bool Collector::can_go_on(std::size_t turn) const {
  return may_add(turn) || kept_batches_ < most_kept_ || kept_bytes_ < most_kept_bytes_ || failure_;
}

void Collector::wait_for_turn(Lock& lock, std::size_t turn) {
  if (can_go_on(turn)) return;
  ++spare_;
  changed_.wait(lock, [&] { return can_go_on(turn); });
  --spare_;
}

void Collector::take(std::size_t turn, std::size_t input, Batch& batch) {
  if (batch.columns != nullptr) batch.columns->finish();
  Lock lock(mutex_);
  wait_for_turn(lock, turn);
  const bool is_added = may_add(turn);
  if (is_added) add(lock, input, batch);
  if (failure_) throw GivenUp();
  if (is_added) return;
  std::unique_ptr<Batch> other;
  if (unused_.empty()) {
    other = std::make_unique<Batch>();
  } else {
    other = std::move(unused_.back());
    unused_.pop_back();
  }
  std::swap(*other, batch);
  ++kept_batches_;
  kept_bytes_ += other->memory();
  keep({turn, input, std::move(other)});
}

// If anything fails here, such as memory for an entry, waiting threads must be notified.
void Collector::finish(std::size_t turn) {
  Lock lock(mutex_);
  try {
    if (!may_add(turn)) return keep({turn, 0, nullptr});
    ++turn_;
    add_kept(lock);
  } catch (...) {
    if (!failure_) failure_ = std::current_exception();
  }
  changed_.notify_all();
}

void Collector::keep(Kept&& kept) {
  const auto after = std::find_if(kept_.begin(), kept_.end(),
                                  [&](const Kept& other) { return other.turn > kept.turn; });
  kept_.insert(after, std::move(kept));
}

// Adds all batches whose turn has come. Meanwhile, the worker whose turn it is queues its
// batches after them.
void Collector::add_kept(Lock& lock) {
  draining_ = true;
  while (!kept_.empty() && kept_.front().turn == turn_) {
    Kept kept = std::move(kept_.front());
    kept_.pop_front();
    if (kept.batch == nullptr) {
      ++turn_;
      continue;
    }
    const std::size_t bytes = kept.batch->memory();
    add(lock, kept.input, *kept.batch);
    --kept_batches_;
    kept_bytes_ -= bytes;
    if (unused_.size() < most_kept_) unused_.push_back(std::move(kept.batch));
    changed_.notify_all();
  }
  draining_ = false;
}

// Unlocks while it merges large tables and writes records, which takes long. Only one thread has
// its turn, so no other adds. A failure must pass the turn on, or other threads wait forever.
void Collector::add(Lock& lock, std::size_t input, Batch& batch) {
  const bool is_wanted = !failure_;
  lock.unlock();
  std::exception_ptr failure;
  try {
    if (is_wanted) add_to_findings(input, batch);
  } catch (...) {
    failure = std::current_exception();
  }
  batch.clear();
  lock.lock();
  if (failure && !failure_) failure_ = failure;
}

void Collector::add_to_findings(std::size_t input, Batch& batch) {
  InputSlice& piece = *findings_.sources.pieces[input];
  FoundSources& sources = findings_.sources;
  const auto quoted = [&](Batch::Quote& quote) {
    return Quoted{&piece,
                  piece.counts.lines + quote.line + 1,
                  quote.offset,
                  quote.offset,
                  quote.reason,
                  std::move(quote.text),
                  std::move(quote.closest)};
  };
  for (Batch::Quote& quote : batch.malformed) {
    if (sources.malformed.size() < kSamples) sources.malformed.push_back(quoted(quote));
  }
  for (Batch::Quote& quote : batch.examples) {
    if (!sources.examples.contains(quote.status))
      sources.examples.emplace(quote.status, quoted(quote));
  }
  for (std::size_t field = 0; field < kUnreadFields; ++field) {
    findings_.unread[field] += batch.unread[field];
    if (batch.first_unread[field] && !sources.unread[field])
      sources.unread[field] = quoted(*batch.first_unread[field]);
  }
  findings_.compared.merge(batch.compared);
  findings_.errors.take(batch.records);
  piece.counts += batch.counts;
  for (std::size_t i = 0; i < kReasons; ++i)
    findings_.reasons[i] += batch.reasons[i];
  for (std::size_t i = 0; i < kLogFormats; ++i)
    piece.formats[i] += batch.formats[i];
  if (!batch.rows.is_empty()) findings_.rows.merge(options_.query->spec, batch.rows);
  if (!batch.record_text.empty()) options_.write_records(batch.record_text);
  if (batch.columns != nullptr) options_.take_columns(std::move(*batch.columns));
}

}  // namespace logscan
