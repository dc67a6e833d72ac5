#include "engine/run_clock.h"

#include <sys/resource.h>

#include "engine/threads.h"

namespace logscan {
namespace {

struct rusage usage() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage;
}

double cpu_seconds() {
  const struct rusage used = usage();
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

}  // namespace

RunClock::RunClock() : started_(std::chrono::steady_clock::now()), cpu_before_(cpu_seconds()) {}

void RunClock::stop(const EngineOptions& options, Summary& summary) const {
  Run& run = summary.run;
  run.elapsed_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
  run.cpu_seconds = cpu_seconds() - cpu_before_;
  if (run.elapsed_seconds > 0) {
    run.bytes_per_second = static_cast<double>(summary.totals.bytes) / run.elapsed_seconds;
    run.lines_per_second = static_cast<double>(summary.totals.lines) / run.elapsed_seconds;
  }
  run.threads = thread_count(options);
  run.block_size = options.block_size;
  run.kernel = kernel_of(options).name;
  run.max_rss_bytes = static_cast<std::uint64_t>(usage().ru_maxrss) * 1024;
}

}  // namespace logscan
