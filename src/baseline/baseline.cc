#include "logscan/baseline.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <memory>
#include <system_error>

#include "baseline/methods.h"
#include "baseline/reconcile.h"
#include "query/query.h"

namespace logscan {
namespace detail {

std::size_t read_part(const Part& part, std::uint64_t offset, char* to, std::size_t count) {
  const std::uint64_t left = part.bytes - std::min(offset, part.bytes);
  const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(count, left));
  std::size_t filled = 0;
  while (filled < wanted) {
    const std::size_t got = part.input->read(offset + filled, to + filled, wanted - filled);
    if (got == 0) {
      throw std::system_error(std::make_error_code(std::errc::io_error),
                              part.input->path() + " was truncated while it was read");
    }
    filled += got;
  }
  if (part.progress != nullptr) (*part.progress)(filled);
  return filled;
}

}  // namespace detail

namespace {

using detail::MethodCounts;
using detail::Part;

std::vector<Part> parts_of(const std::vector<Input>& inputs, const Summary& summary,
                           const std::function<void(std::uint64_t)>& progress) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const std::uint64_t bytes = summary.inputs.at(i).counts.bytes;
    if (inputs[i].error() || bytes == 0) continue;
    if (!inputs[i].is_repeatable()) {
      throw std::system_error(ESPIPE, std::generic_category(),
                              inputs[i].path() + " cannot be read twice");
    }
    parts.push_back({&inputs[i], bytes, progress ? &progress : nullptr});
  }
  return parts;
}

template <typename Work>
double seconds_of(Work work) {
  const std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

template <typename Count>
void run_method(const char* name, Baseline& baseline, std::uint64_t bytes, Count count) {
  BaselineMethod method;
  method.name = name;
  MethodCounts counts;
  method.seconds = seconds_of([&] { counts = count(); });
  if (method.seconds > 0) method.bytes_per_second = static_cast<double>(bytes) / method.seconds;
  if (baseline.scan_seconds > 0) method.speedup = method.seconds / baseline.scan_seconds;
  method.lines = counts.lines;
  method.errors = counts.errors;
  baseline.methods.push_back(std::move(method));
}

/// Returns whether every count adds up: each status, and the lines of the methods that count lines.
bool reconcile_all(Baseline& baseline, const Summary& summary, const detail::Agreement& agreement) {
  const detail::TermsByStatus* const terms[] = {
      &agreement.explanation.line_by_line(), &agreement.explanation.substring(),
      &agreement.explanation.chunked_substring(), &agreement.reference};
  bool adds_up = true;
  for (std::size_t i = 0; i < baseline.methods.size(); ++i) {
    const BaselineMethod& method = baseline.methods[i];
    if (!detail::reconcile(method, summary.status.codes, *terms[i], baseline.differences))
      adds_up = false;
    if (method.lines && *method.lines != summary.totals.lines) adds_up = false;
  }
  return adds_up;
}

}  // namespace

Baseline compare_with_baseline(const std::vector<Input>& inputs, const EngineOptions& options,
                               const Summary& summary) {
  const std::vector<Part> parts = parts_of(inputs, summary, options.progress);
  const std::uint64_t bytes = summary.totals.bytes;
  EngineOptions quiet = options;
  quiet.progress = nullptr;

  // The run has just scanned all files, so they are in the page cache. Time the scan first, then
  // each method; the comparison that explains them comes last.
  Baseline baseline;
  baseline.scan_seconds = seconds_of([&] { analyse(inputs, quiet); });
  // The scan counts compressed bytes, and the methods what is in them.
  if (options.progress) options.progress(bytes);
  run_method("line_by_line", baseline, bytes,
             [&] { return detail::count_line_by_line(parts, options.query->spec.max_line); });
  run_method("substring", baseline, bytes, [&] { return detail::count_substring(parts); });
  run_method("chunked_substring", baseline, bytes,
             [&] { return detail::count_chunked_substring(parts); });
  run_method("reference", baseline, bytes,
             [&] { return detail::count_reference(parts, options.query->spec.max_line); });

  const std::unique_ptr<detail::Agreement> agreement =
      std::make_unique<detail::Agreement>(options.query->spec.max_line);
  for (const Part& part : parts)
    detail::compare_part(part, quiet, *agreement);
  baseline.reference_differs = agreement->differs;
  baseline.reference_example = agreement->example;
  baseline.reconciled = reconcile_all(baseline, summary, *agreement) && agreement->differs == 0;
  return baseline;
}

}  // namespace logscan
