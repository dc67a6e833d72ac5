#include "pipeline/collector.h"

#include <utility>

namespace logscan {
void Collector::take(std::size_t turn, std::size_t input, Batch& batch) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return turn_ == turn; });
  InputSummary& source = summary_.inputs[input];
  const auto sample = [&](Batch::Quote& quote) {
    return Sample{source.path, source.counts.lines + quote.line + 1, quote.offset, quote.reason,
                  std::move(quote.text)};
  };
  for (Batch::Quote& quote : batch.malformed) {
    if (summary_.malformed.samples.size() < kSamples)
      summary_.malformed.samples.push_back(sample(quote));
  }
  for (Batch::Quote& quote : batch.examples) {
    if (!errors_.has_example(quote.status)) errors_.take_example(quote.status, sample(quote));
  }
  errors_.take(batch.records);
  source.counts += batch.counts;
  summary_.totals += batch.counts;
  for (std::size_t i = 0; i < kLogFormats; ++i)
    source.formats[i] += batch.formats[i];
  batch.clear();
}

void Collector::finish(std::size_t turn) {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return turn_ == turn; });
    ++turn_;
  }
  changed_.notify_all();
}

}  // namespace logscan
