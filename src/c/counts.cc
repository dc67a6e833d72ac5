#include <memory>
#include <utility>

#include "c/guard.h"
#include "c/json_options.h"
#include "c/query.h"
#include "cli/messages.h"
#include "session/deliver.h"
#include "session/findings.h"
#include "session/modes.h"
#include "session/packed_partial.h"

namespace logscan::c {
namespace {

// As the program would have it.
Summary summary_of(const logscan_counts& counts, const QuerySpec& view) {
  Summary summary = counts.found.summarize(view);
  if (counts.run) summary.run = *counts.run;
  summary.baseline = counts.baseline;
  return summary;
}

std::string report(const cli::Options& options, const logscan_counts& counts,
                   const QuerySpec& view) {
  if (options.mode == cli::Mode::kRecords)
    throw cli::UsageError{"records: have no report; read them with logscan_records_new()"};
  ReportStyle style;
  style.run = options.run && counts.run;
  return cli::render(options, style, summary_of(counts, view));
}

}  // namespace

Findings findings_of(const logscan_counts& counts, const cli::Options& options,
                     const QuerySpec& view) {
  const cli::CaughtMessages caught;
  const Summary summary = summary_of(counts, view);
  const cli::ExitCode code = options.mode == cli::Mode::kPartial
                                 ? cli::print_findings(summary)
                                 : cli::print_outcome(options, summary, false);
  return {code, counts.notes + caught.text()};
}

Findings findings_of(const logscan_counts& counts) {
  return findings_of(counts, *counts.options, counts.view);
}

}  // namespace logscan::c

using namespace logscan;

logscan_status logscan_counts_findings(const logscan_counts* counts, int* code, char** text,
                                       size_t* size) {
  return logscan_counts_judge(counts, nullptr, code, text, size);
}

logscan_status logscan_counts_judge(const logscan_counts* counts, const char* options, int* code,
                                    char** text, size_t* size) {
  return c::guarded([&] {
    c::require(counts, "counts");
    c::require(code, "code");
    c::require(text, "text");
    c::require(size, "size");
    c::Findings findings;
    if (options == nullptr) {
      findings = c::findings_of(*counts);
    } else {
      const cli::Options judge = c::read_json_options(options, cli::Mode::kMerge);
      findings = c::findings_of(*counts, judge, cli::merged_view(judge, counts->found.spec()));
    }
    c::copy_out(findings.text, text, size);
    *code = static_cast<int>(findings.code);
  });
}

logscan_status logscan_counts_report(const logscan_counts* counts, const char* options, char** text,
                                     size_t* size) {
  return c::guarded([&] {
    c::require(counts, "counts");
    c::require(text, "text");
    c::require(size, "size");
    if (options == nullptr)
      return c::copy_out(c::report(*counts->options, *counts, counts->view), text, size);
    const cli::Options shown = c::read_json_options(options, cli::Mode::kMerge);
    const QuerySpec view = cli::merged_view(shown, counts->found.spec());
    c::copy_out(c::report(shown, *counts, view), text, size);
  });
}

logscan_status logscan_counts_write(const logscan_counts* counts, char** bytes, size_t* size) {
  return c::guarded([&] {
    c::require(counts, "counts");
    c::require(bytes, "bytes");
    c::require(size, "size");
    std::string partial;
    cli::write_partial(counts->found, counts->options->temp_folder(),
                       [&](std::string_view piece) { partial += piece; });
    c::copy_out(partial, bytes, size);
  });
}

logscan_status logscan_counts_read(const void* bytes, size_t size, logscan_counts** out) {
  return c::guarded([&] {
    c::require(bytes, "bytes");
    c::require(out, "out");
    auto options =
        std::make_shared<const cli::Options>(c::read_json_options("{}", cli::Mode::kMerge));
    Aggregate found = cli::read_partial(std::string(static_cast<const char*>(bytes), size),
                                        options->temp_folder());
    QuerySpec view = found.spec();
    *out = new logscan_counts{std::move(options), std::move(view), std::move(found), {}, {}, {}};
  });
}

logscan_status logscan_counts_merge(logscan_counts* into, const logscan_counts* from) {
  return c::guarded([&] {
    c::require(into, "into");
    c::require(from, "from");
    if (into == from) throw MergeError("they are the same");
    into->found.merge(from->found);
    into->run.reset();
    into->baseline.reset();
    into->notes += from->notes;
  });
}

void logscan_counts_free(logscan_counts* counts) {
  delete counts;
}
