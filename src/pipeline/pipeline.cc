#include "logscan/pipeline.h"

#include <chrono>
#include <sys/resource.h>

#include "logscan/findings.h"
#include "logscan/reader.h"
#include "pipeline/lines.h"
#include "pipeline/threads.h"

namespace logscan {
namespace {

double cpu_seconds() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::uint64_t max_rss_bytes() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

}  // namespace

Summary analyse(const std::vector<Input>& inputs, const PipelineOptions& options) {
  const auto started = std::chrono::steady_clock::now();
  const double cpu_before = cpu_seconds();
  Summary summary = collect(inputs, options).summarize(options.query);

  Run& run = summary.run;
  run.elapsed_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  run.cpu_seconds = cpu_seconds() - cpu_before;
  if (run.elapsed_seconds > 0) {
    run.bytes_per_second = static_cast<double>(summary.totals.bytes) / run.elapsed_seconds;
    run.lines_per_second = static_cast<double>(summary.totals.lines) / run.elapsed_seconds;
  }
  run.threads = thread_count(options);
  run.block_size = options.block_size;
  run.kernel = kernel_of(options).name;
  run.max_rss_bytes = max_rss_bytes();
  return summary;
}

void visit_lines(const Input& input, std::uint64_t size, const PipelineOptions& options,
                 const std::function<void(const VisitedLine&)>& visit) {
  const Kernel& kernel = kernel_of(options);
  Reader reader(input, 0, size, reader_options(options));
  LineIndex index;
  LineJudge judge(options.max_line, options.log_format);
  Block block;
  while (reader.next(block)) {
    if (block.kind == Block::Kind::kLongLine) {
      Verdict verdict;
      verdict.reason = Reason::kTooLong;
      visit({block.offset - block.skipped,
             block.skipped + block.size + block.unseen,
             {block.data, block.size},
             verdict});
      continue;
    }
    judge_lines(block, kernel, index, judge,
                [&](const LineView& line, const JudgedLine& judged, std::uint32_t behind) {
                  const LineExtent extent = line_extent(block, line, behind);
                  visit({extent.offset, extent.bytes, line_text(line), judged.verdict()});
                });
  }
}

}  // namespace logscan
