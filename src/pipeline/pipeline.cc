#include "logscan/pipeline.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <sys/resource.h>
#include <system_error>
#include <thread>

#include "aggregate/line_counts.h"
#include "logscan/reader.h"
#include "pipeline/collector.h"
#include "pipeline/directives.h"
#include "pipeline/lines.h"
#include "pipeline/range_scan.h"
#include <fmt/format.h>

namespace logscan {
namespace {

/// One thread's piece of work: the lines of an input whose first byte lies in [begin, end).
struct Range {
  std::size_t input;
  std::uint64_t begin;
  std::uint64_t end;
};

// Ranges follow from the inputs alone, so what is found in them does not depend on the threads.
std::vector<Range> cut_ranges(const std::vector<Input>& inputs, std::uint64_t range_size) {
  std::vector<Range> ranges;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].error()) continue;
    if (!inputs[i].seekable()) {
      ranges.push_back({i, 0, std::numeric_limits<std::uint64_t>::max()});
      continue;
    }
    for (std::uint64_t begin = 0; begin < inputs[i].size(); begin += range_size) {
      ranges.push_back({i, begin, std::min(inputs[i].size(), begin + range_size)});
    }
  }
  return ranges;
}

ReaderOptions reader_options(const PipelineOptions& options) {
  return {options.block_size, options.batch_size, options.max_line};
}

/// All that the threads of one run share.
class Work {
 public:
  Work(const std::vector<Input>& inputs, const PipelineOptions& options, const Kernel& kernel,
       unsigned threads, Summary& summary)
      : inputs_(inputs),
        options_(options),
        kernel_(kernel),
        summary_(summary),
        ranges_(cut_ranges(inputs, std::max<std::uint64_t>(options.range_size, 1))),
        threads_(static_cast<unsigned>(std::clamp<std::size_t>(ranges_.size(), 1, threads))),
        directives_(inputs.size()),
        collector_(summary, options.query, threads_) {}

  void run() {
    std::vector<std::jthread> workers;
    try {
      for (unsigned i = 1; i < threads_; ++i)
        workers.emplace_back([this] { worker(); });
    } catch (const std::system_error&) {
      // The machine gives no more threads: those there are do all the work.
    }
    worker();
    workers.clear();
    if (collector_.failure()) std::rethrow_exception(collector_.failure());
    if (failure_) std::rethrow_exception(failure_);
    counts_.summarize(summary_);
    summary_.top_errors = collector_.errors().summarize();
    collector_.rows().summarize(options_.query, summary_);
  }

 private:
  // Nothing may leave a thread's function: what fails here ends the run, in the thread that waits
  // for it.
  void worker() noexcept {
    try {
      scan_ranges();
    } catch (...) {
      give_up();
    }
  }

  void give_up() {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
    given_up_ = true;
  }

  void scan_ranges() {
    RangeScan scan(options_, kernel_);
    Reader reader(reader_options(options_));
    for (std::size_t turn = next_++; turn < ranges_.size(); turn = next_++) {
      try {
        if (!given_up_) scan_range(turn, reader, scan);
      } catch (...) {
        give_up();
      }
      collector_.finish(turn);
    }
    scan.counts().finish();
    const std::lock_guard lock(mutex_);
    counts_.merge(scan.counts());
    for (std::size_t i = 0; i < kReasons; ++i)
      summary_.malformed.reasons[i] += scan.reasons()[i];
  }

  void scan_range(std::size_t turn, Reader& reader, RangeScan& scan) {
    const Range& range = ranges_[turn];
    const Input& input = inputs_[range.input];
    reader.open(input, range.begin, range.end);
    scan.go_on(
        range.begin, range.begin == 0 ? OtherLines::FindDirective() : [&] {
          return directives_[range.input].before(input, range.begin, options_);
        });
    const auto hand_on = [&] { collector_.take(turn, range.input, scan.batch()); };
    std::optional<std::string> error;
    bool incomplete = false;
    std::uint64_t reported = 0;
    try {
      Block block;
      while (reader.next(block)) {
        scan.take(block, hand_on);
        incomplete = incomplete || block.incomplete;
        if (options_.progress && reader.bytes_read() > reported) {
          options_.progress(reader.bytes_read() - reported);
          reported = reader.bytes_read();
        }
      }
      if (input.seekable() && reader.ended_early()) {
        error = "became shorter while it was read; what was there is counted";
      }
    } catch (const std::system_error& failure) {
      error = "could not be read to its end: " + std::string(failure.code().message());
    }
    scan.finish_range();
    hand_on();
    const std::lock_guard lock(mutex_);
    InputSummary& source = summary_.inputs[range.input];
    source.incomplete_last_line = source.incomplete_last_line || incomplete;
    if (error && !source.error) source.error = error;
  }

  const std::vector<Input>& inputs_;
  const PipelineOptions& options_;
  const Kernel& kernel_;
  Summary& summary_;
  const std::vector<Range> ranges_;
  const unsigned threads_;
  std::vector<Directives> directives_;  ///< of each input
  Collector collector_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> given_up_ = false;

  std::mutex mutex_;  ///< guards what follows, and the parts of the summary that the collector does
                      ///< not write
  LineCounts counts_;
  std::exception_ptr failure_;
};

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

// The proof that nothing was lost: every byte that a file had when it was opened is in a line,
// every line is exactly one kind, and every parsed line is in every count.
void check_accounting(const std::vector<Input>& inputs, const Summary& summary) {
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const InputSummary& source = summary.inputs[i];
    if (!source.error && source.counts.bytes < inputs[i].size()) {
      throw std::logic_error(
          fmt::format("the accounting does not close: {} of {} bytes are in lines",
                      source.counts.bytes, inputs[i].size()));
    }
  }
  std::uint64_t statuses = 0;
  for (const std::uint64_t count : summary.status.codes)
    statuses += count;
  std::uint64_t dated = summary.timeline.before + summary.timeline.after + summary.timeline.undated;
  for (const std::uint64_t count : summary.timeline.requests)
    dated += count;
  std::uint64_t detailed = 0;
  for (const ErrorSummary& error : summary.top_errors)
    detailed += error.count;
  bool groups_close = true;
  for (const GroupSummary& group : summary.groups)
    groups_close = groups_close && group.total.count == summary.totals.parsed;
  std::uint64_t formats = 0;
  bool inputs_close = true;
  for (const InputSummary& input : summary.inputs) {
    inputs_close = inputs_close && input.counts.closes();
    for (const std::uint64_t count : input.formats)
      formats += count;
  }
  std::uint64_t reasons = 0;
  for (const std::uint64_t count : summary.malformed.reasons)
    reasons += count;
  const Accounting& totals = summary.totals;
  if (!totals.closes() || !inputs_close || !groups_close || statuses != totals.parsed ||
      dated != totals.parsed || formats != totals.parsed || detailed != summary.status.errors() ||
      reasons != totals.malformed) {
    throw std::logic_error(
        fmt::format("the accounting does not close: lines {} parsed {} malformed {} blank {} "
                    "comment {} filtered {}; statuses {} dated {} formats "
                    "{} errors {} of {} reasons {}{}",
                    totals.lines, totals.parsed, totals.malformed, totals.blank, totals.comment,
                    totals.filtered, statuses, dated, formats, detailed, summary.status.errors(),
                    reasons, groups_close ? "" : "; a group's rows and others are not all"));
  }
}

}  // namespace

Summary analyse(const std::vector<Input>& inputs, const PipelineOptions& options) {
  const auto started = std::chrono::steady_clock::now();
  const double cpu_before = cpu_seconds();
  const Kernel& kernel = options.kernel != nullptr ? *options.kernel : default_kernel();
  const unsigned threads =
      options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());

  Summary summary;
  for (const Input& input : inputs) {
    InputSummary& source = summary.inputs.emplace_back();
    source.path = input.path();
    source.error = input.error();
  }
  Work(inputs, options, kernel, threads, summary).run();
  for (InputSummary& source : summary.inputs) {
    source.bytes_read = source.counts.bytes;  // nothing is decompressed
    summary.incomplete_last_lines += source.incomplete_last_line;
  }
  check_accounting(inputs, summary);

  Run& run = summary.run;
  run.elapsed_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  run.cpu_seconds = cpu_seconds() - cpu_before;
  if (run.elapsed_seconds > 0) {
    run.bytes_per_second = static_cast<double>(summary.totals.bytes) / run.elapsed_seconds;
    run.lines_per_second = static_cast<double>(summary.totals.lines) / run.elapsed_seconds;
  }
  run.threads = threads;
  run.block_size = options.block_size;
  run.kernel = kernel.name;
  run.max_rss_bytes = max_rss_bytes();
  return summary;
}

void visit_lines(const Input& input, std::uint64_t size, const PipelineOptions& options,
                 const std::function<void(const VisitedLine&)>& visit) {
  const Kernel& kernel = options.kernel != nullptr ? *options.kernel : default_kernel();
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
