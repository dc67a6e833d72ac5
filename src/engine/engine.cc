#include "logscan/engine.h"

#include "engine/lines.h"
#include "engine/run_clock.h"
#include "engine/threads.h"
#include "input/reader.h"
#include "logscan/aggregate.h"
#include "query/query.h"

namespace logscan {
Summary analyse(const std::vector<Input>& inputs, const EngineOptions& options) {
  const RunClock clock;
  Summary summary = collect(inputs, options).summarize(options.query->spec);
  clock.stop(options, summary);
  return summary;
}

void visit_lines(const Input& input, std::uint64_t size, const EngineOptions& options,
                 const std::function<void(const VisitedLine&)>& visit) {
  const Kernel& kernel = kernel_of(options);
  Reader reader(input, 0, size, reader_options(options));
  LineIndex index;
  LineParser parser = options.query->parser();
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
    parse_lines(block, kernel, index, parser,
                [&](const LineView& line, const ParsedLine& parsed, std::uint32_t next) {
                  const LineExtent extent = line_extent(block, line, next);
                  visit({extent.offset, extent.bytes, line_text(line), parsed.verdict()});
                });
  }
}

}  // namespace logscan
