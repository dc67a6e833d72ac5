#include "pipeline/collector.h"

#include <algorithm>
#include <utility>

namespace logscan {

void Collector::take(std::size_t turn, std::size_t input, Batch& batch) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return turn_ == turn || kept_batches_ < most_kept_ || failure_; });
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
      add(kept.input, *kept.batch);
      unused_.push_back(std::move(kept.batch));
      --kept_batches_;
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
  Piece& piece = *findings_.sources.pieces[input];
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
  findings_.errors.take(batch.records);
  piece.counts += batch.counts;
  for (std::size_t i = 0; i < kLogFormats; ++i)
    piece.formats[i] += batch.formats[i];
  if (batch.rows != nullptr && !batch.rows->empty()) findings_.rows.merge(query_, *batch.rows);
  if (!batch.record_text.empty()) query_.records->write(batch.record_text);
}

}  // namespace logscan
