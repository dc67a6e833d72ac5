#pragma once

#include <array>
#include <cstdint>
#include <utility>

#include "aggregate/line_counts.h"
#include "logscan/block.h"
#include "logscan/line_index.h"
#include "logscan/line_judge.h"
#include "logscan/pipeline.h"
#include "pipeline/batch.h"
#include "pipeline/lines.h"

namespace logscan {

/// One worker's side of the pipeline: blocks in; counts, and batches that are handed on, out. For
/// one thread.
class RangeScan {
 public:
  RangeScan(const PipelineOptions& options, const Kernel& kernel)
      : max_line_(options.max_line), kernel_(kernel), judge_(options.max_line) {}

  /// Goes on with another range; see OtherLines::go_on().
  void go_on(OtherLines::FindDirective find) { judge_.others().go_on(std::move(find)); }

  /// Counts the lines of a block. `hand_on` is called when the batch is full, and must clear it.
  template <class HandOn>
  void take(const Block& block, HandOn&& hand_on);

  Batch& batch() { return batch_; }
  LineCounts& counts() { return counts_; }
  const std::array<std::uint64_t, kReasons>& reasons() const { return reasons_; }

 private:
  void take_long_line(const Block& block);
  void take_error(const LineView& line, const JudgedLine& judged, const LineExtent& extent);
  void take_other(const LineView& line, const JudgedLine& judged, const LineExtent& extent);
  void quote_malformed(Reason reason, std::string_view text, std::uint64_t offset,
                       const LineView* line);

  const std::uint64_t max_line_;
  const Kernel& kernel_;
  LineIndex index_;
  LineJudge judge_;
  LineCounts counts_;
  std::array<std::uint64_t, kReasons> reasons_{};
  Batch batch_;
};

template <class HandOn>
void RangeScan::take(const Block& block, HandOn&& hand_on) {
  if (block.kind == Block::Kind::kLongLine) {
    take_long_line(block);
    return;
  }
  judge_runs(
      block, kernel_, index_, judge_,
      [&](const PlainLines& lines) {
        LineCounts::Errors errors;
        const std::size_t error_count = counts_.add(lines.run, lines.minute, errors);
        std::size_t counted = 0;
        for (std::size_t error = 0; error < error_count; ++error) {
          const std::size_t i = errors[error];
          batch_.count_plain(lines.format, i - std::exchange(counted, i));
          if (batch_.records.full()) hand_on();
          const LineView line =
              line_view(block, index_, place_in(index_, lines, i), lines.run.quotes);
          take_error(line, judged(lines, i),
                     line_extent(block, line, place_in(index_, lines, i + 1).begin));
        }
        batch_.count_plain(lines.format, lines.run.count - counted);
      },
      [&](const LineView& line, const JudgedLine& judged, std::uint32_t behind) {
        if (judged.kind == LineKind::kParsed) [[likely]] {
          if (is_error(judged.status)) {
            if (batch_.records.full()) hand_on();
            take_error(line, judged, line_extent(block, line, behind));
          }
          counts_.add(judged);
          ++batch_.formats[static_cast<std::size_t>(judged.format)];
          ++batch_.counts.parsed;
        } else {
          take_other(line, judged, line_extent(block, line, behind));
        }
        ++batch_.counts.lines;
      });
  batch_.counts.bytes += block.skipped + block.size - (block.incomplete ? 1 : 0);
}

}  // namespace logscan
