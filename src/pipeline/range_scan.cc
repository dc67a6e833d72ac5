#include "pipeline/range_scan.h"

#include <algorithm>
#include <string>

namespace logscan {

void RangeScan::take_error(const LineView& line, const JudgedLine& judged,
                           const LineExtent& extent) {
  batch_.records.append(judge_.cut(line, judged, RecordStore::kFields));
  if (batch_.has_example[judged.status]) return;
  batch_.has_example.set(judged.status);
  batch_.examples.push_back({batch_.counts.lines, extent.offset, Reason::kNone, judged.status,
                             std::string(line_text(line).substr(0, kSampleBytes)), std::nullopt});
}

void RangeScan::take_other(const LineView& line, const JudgedLine& judged,
                           const LineExtent& extent) {
  switch (judged.kind) {
    case LineKind::kParsed:
      break;
    case LineKind::kBlank:
      ++batch_.counts.blank;
      break;
    case LineKind::kComment:
      ++batch_.counts.comment;
      break;
    case LineKind::kMalformed:
      quote_malformed(judged.reason, line_text(line), extent.offset, &line);
      break;
  }
}

void RangeScan::take_long_line(const Block& block) {
  quote_malformed(Reason::kTooLong, {block.data, block.size}, block.offset - block.skipped,
                  nullptr);
  ++batch_.counts.lines;
  batch_.counts.bytes += block.skipped + block.size + block.unseen;
}

void RangeScan::quote_malformed(Reason reason, std::string_view text, std::uint64_t offset,
                                const LineView* line) {
  ++reasons_[static_cast<std::size_t>(reason)];
  ++batch_.counts.malformed;
  if (batch_.malformed.size() == kSamples) return;
  // Of a line that is too long, the reader may have kept no more than the limit.
  const std::uint64_t most =
      reason == Reason::kTooLong ? std::min<std::uint64_t>(kSampleBytes, max_line_) : kSampleBytes;
  std::optional<ClosestFormat> closest;
  if (reason != Reason::kTooLong) closest = judge_.closest(*line);
  batch_.malformed.push_back({batch_.counts.lines, offset, reason, StatusCode{0},
                              std::string(text.substr(0, most)), std::move(closest)});
}

}  // namespace logscan
