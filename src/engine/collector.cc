#include "engine/collector.h"

#include <algorithm>
#include <utility>

namespace logscan {
namespace {

// Of the errors of some million ordinary lines.
constexpr std::size_t kMostKeptBytes = 16 * 1024 * 1024;

std::size_t most_kept_bytes(const Query& query, bool whole_files) {
  if (!whole_files) return 0;
  return query.empty() ? kMostKeptBytes
                       : std::max(kMostKeptBytes, static_cast<std::size_t>(query.spec.memory) / 4);
}

}  // namespace

Collector::Collector(Aggregate::Data& findings, const EngineOptions& options, unsigned threads,
                     bool whole_files, std::atomic<int>& spare)
    : findings_(findings),
      options_(options),
      most_kept_(threads - 1),
      most_kept_bytes_(most_kept_bytes(*options.query, whole_files)),
      spare_(spare) {}

bool Collector::can_go_on(std::size_t turn) const {
  return turn_ == turn || kept_batches_ < most_kept_ || kept_bytes_ < most_kept_bytes_ || failure_;
}

void Collector::wait_for_turn(std::unique_lock<std::mutex>& lock, std::size_t turn) {
  if (can_go_on(turn)) return;
  ++spare_;
  changed_.wait(lock, [&] { return can_go_on(turn); });
  --spare_;
}

void Collector::take(std::size_t turn, std::size_t input, Batch& batch) {
  std::unique_lock lock(mutex_);
  wait_for_turn(lock, turn);
  if (turn_ == turn) add(input, batch);
  if (failure_) throw GivenUp();
  if (turn_ == turn) return;
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

// Whatever fails here (there may be no memory to keep a thing), whoever waits must hear of it.
void Collector::finish(std::size_t turn) {
  const std::lock_guard lock(mutex_);
  try {
    if (turn_ != turn) return keep({turn, 0, nullptr});
    ++turn_;
    add_kept();
  } catch (...) {
    if (!failure_) failure_ = std::current_exception();
  }
  changed_.notify_all();
}

void Collector::keep(Kept&& kept) {
  const auto behind = std::find_if(kept_.begin(), kept_.end(),
                                   [&](const Kept& other) { return other.turn > kept.turn; });
  kept_.insert(behind, std::move(kept));
}

// All whose turn has come.
void Collector::add_kept() {
  while (!kept_.empty() && kept_.front().turn == turn_) {
    Kept& kept = kept_.front();
    if (kept.batch == nullptr) {
      ++turn_;
    } else {
      --kept_batches_;
      kept_bytes_ -= kept.batch->memory();
      add(kept.input, *kept.batch);
      if (unused_.size() < most_kept_) unused_.push_back(std::move(kept.batch));
    }
    kept_.pop_front();
  }
}

// What fails must not leave the order of the turns: whoever waits for one would do so for ever.
void Collector::add(std::size_t input, Batch& batch) {
  try {
    if (!failure_) add_to_findings(input, batch);
  } catch (...) {
    failure_ = std::current_exception();
  }
  batch.clear();
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
  findings_.errors.take(batch.records);
  piece.counts += batch.counts;
  for (std::size_t i = 0; i < kLogFormats; ++i)
    piece.formats[i] += batch.formats[i];
  if (batch.rows != nullptr && !batch.rows->empty())
    findings_.rows.merge(options_.query->spec, *batch.rows);
  if (!batch.record_text.empty()) options_.write_records(batch.record_text);
}

}  // namespace logscan
