#include "aggregate/spilled_rows.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "aggregate/sorted_rows.h"
#include "aggregate/spill_file.h"

namespace logscan {
namespace {

using Rows = SpilledRows::Rows;

// More runs of one level are merged. Each takes a block of 64 KiB while it is read.
constexpr std::size_t kMostRuns = 64;

/// The rows of a table in memory.
class TableReader : public RowSource {
 public:
  TableReader(const Rows& rows, const KeyOrder& order) : rows_(sorted_rows(rows, order)) {}

  bool next() override {
    if (at_ == rows_.size()) return false;
    const SortedRow& row = rows_[at_++];
    key = row.key;
    head = row.head;
    measures = RowMeasures();
    measures.merge(*row.measures);
    return true;
  }

 private:
  const std::vector<SortedRow> rows_;
  std::size_t at_ = 0;
};

/// Sources in the order of their next keys, as a binary heap.
class SourceHeap {
 public:
  SourceHeap(std::vector<std::unique_ptr<RowSource>> sources, KeyOrder order) : order_(order) {
    for (auto& source : sources) {
      if (source->next()) sources_.push_back(std::move(source));
    }
    for (std::size_t i = sources_.size() / 2; i-- > 0;)
      sink(i);
  }

  bool empty() const { return sources_.empty(); }
  RowSource& first() { return *sources_.front(); }

  /// Goes on to the next row of the first source.
  void advance() {
    if (!sources_.front()->next()) {
      std::swap(sources_.front(), sources_.back());
      sources_.pop_back();
    }
    sink(0);
  }

 private:
  bool less(std::size_t a, std::size_t b) const {
    const RowSource& one = *sources_[a];
    const RowSource& other = *sources_[b];
    return one.head != other.head ? one.head < other.head : order_.less(one.key, other.key);
  }

  void sink(std::size_t place) {
    for (;;) {
      std::size_t least = place;
      for (const std::size_t child : {2 * place + 1, 2 * place + 2}) {
        if (child < sources_.size() && less(child, least)) least = child;
      }
      if (least == place) return;
      std::swap(sources_[place], sources_[least]);
      place = least;
    }
  }

  const KeyOrder order_;
  std::vector<std::unique_ptr<RowSource>> sources_;
};

}  // namespace

void SpilledRows::add(const Rows& rows) {
  if (rows.size() == 0) return;
  const KeyOrder order{form_.start_bytes, front_of_all(rows, form_.start_bytes).size()};
  const std::vector<SortedRow> sorted = sorted_rows(rows, order);
  append(0, [&](RunWriter& run) {
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      if (i + kFetchSorted < sorted.size()) __builtin_prefetch(sorted[i + kFetchSorted].measures);
      run.add(sorted[i].key, *sorted[i].measures);
    }
  });
}

void SpilledRows::add(const SpilledRows& other) {
  const Rows none(0);
  append(0, [&](RunWriter& run) {
    other.each(none, [&](std::string_view key, RowMeasures& measures) { run.add(key, measures); });
  });
}

void SpilledRows::add(const std::function<void(const Add& add)>& give) {
  append(0, [&](RunWriter& run) {
    give([&](std::string_view key, const RowMeasures& measures) { run.add(key, measures); });
  });
}

void SpilledRows::append(std::size_t level, const std::function<void(RunWriter&)>& fill) {
  if (level == levels_.size()) levels_.emplace_back();
  if (levels_[level].runs.empty()) levels_[level].file = open_spill_file(form_.folder);
  std::vector<RowRun>& runs = levels_[level].runs;
  RunWriter writer(form_, levels_[level].file.get(), runs.empty() ? 0 : runs.back().end);
  fill(writer);
  runs.push_back(writer.finish());
  bytes_written_ += runs.back().end - runs.back().begin;
  if (runs.size() < kMostRuns) return;
  const Level full = std::move(levels_[level]);
  levels_[level] = {};
  std::vector<const RowRun*> merged;
  for (const RowRun& run : full.runs)
    merged.push_back(&run);
  append(level + 1, [&](RunWriter& run) {
    merge(merged, Rows(0),
          [&](std::string_view key, RowMeasures& measures) { run.add(key, measures); });
  });
}

std::vector<const RowRun*> SpilledRows::all_runs() const {
  std::vector<const RowRun*> runs;
  for (const Level& level : levels_) {
    for (const RowRun& run : level.runs)
      runs.push_back(&run);
  }
  return runs;
}

void SpilledRows::each(const Rows& rest, const Visit& visit) const {
  merge(all_runs(), rest, visit);
}

void SpilledRows::merge(const std::vector<const RowRun*>& runs, const Rows& rest,
                        const Visit& visit) const {
  std::string_view common = front_of_all(rest, form_.start_bytes);
  for (std::size_t i = 0; i < runs.size(); ++i)
    common = i == 0 && rest.size() == 0 ? runs[i]->common : common_front(common, runs[i]->common);
  const KeyOrder order{form_.start_bytes, common.size()};
  Sources sources;
  for (const RowRun* run : runs)
    sources.push_back(std::make_unique<RunReader>(form_, order, *run));
  sources.push_back(std::make_unique<TableReader>(rest, order));
  SourceHeap heap(std::move(sources), order);
  std::string key;
  while (!heap.empty()) {
    RowSource& first = heap.first();
    key = first.key;
    const std::uint64_t head = first.head;
    RowMeasures sum = std::move(first.measures);
    heap.advance();
    for (; !heap.empty() && heap.first().head == head && heap.first().key == key; heap.advance())
      sum.merge(heap.first().measures);
    visit(key, sum);
  }
}

void SpilledRows::each_by_key(const Rows& rest, const Visit& visit) const {
  if (form_.start_bytes == 0) return each(rest, visit);
  SpillForm form = form_;
  form.start_bytes = 0;
  SpilledRows sorted(std::move(form));
  Rows some(std::numeric_limits<std::size_t>::max());
  each(rest, [&](std::string_view key, RowMeasures& measures) {
    some.restore_row(key, table_hash(key), 0, std::move(measures));
    if (some.memory() <= rest.budget()) return;
    sorted.add(some);
    some.clear();
  });
  sorted.each(some, visit);
}

std::uint64_t SpilledRows::count(const Rows& rest) const {
  std::uint64_t keys = 0;
  each(rest, [&](std::string_view, RowMeasures&) { ++keys; });
  return keys;
}

}  // namespace logscan
