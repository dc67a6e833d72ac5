#include <algorithm>

#include "engine/left_over.h"
#include "engine/lines.h"
#include "engine/threads.h"
#include "input/reader.h"
#include "logscan/engine.h"
#include "query/query.h"

namespace logscan {
namespace {

// Only a few lines are wanted, and a pipe may hold no more yet.
constexpr std::size_t kMostRead = 4096;

}  // namespace

std::uint64_t explain_lines(const Input& input, std::uint64_t most, const EngineOptions& options,
                            const std::function<void(const ExplainedLine&)>& take) {
  const Kernel& kernel = kernel_of(options);
  const std::size_t block_size = std::min(options.block_size, kMostRead);
  Reader reader(input, 0, input.seekable() ? input.size() : UINT64_MAX,
                {block_size, block_size, options.query->spec.max_line});
  LineIndex index;
  LineParser parser = options.query->parser();
  const std::optional<GivenFormat>& log_format = options.query->log_format;
  LeftOver left_over(*options.query);
  Block block;
  FieldSet wanted = FieldSet::all();
  wanted |= FieldSet::own();
  std::uint64_t number = 0;
  while (number < most && reader.next(block)) {
    ExplainedLine explained;
    if (block.kind == Block::Kind::kLongLine) {
      explained.number = ++number;
      explained.text = {block.data, block.size};
      explained.verdict.reason = Reason::kTooLong;
      take(explained);
      continue;
    }
    parse_lines(block, kernel, index, parser,
                [&](const LineView& line, const ParsedLine& parsed, std::uint32_t) {
                  if (number == most) return;
                  explained = {};
                  explained.number = ++number;
                  explained.text = line_text(line);
                  explained.verdict = parsed.verdict();
                  if (log_format) explained.own = &log_format->own();
                  explained.left_over = left_over.of(line);
                  if (parsed.kind == LineKind::kParsed)
                    explained.fields = parser.cut(line, parsed, wanted);
                  if (parsed.kind == LineKind::kMalformed && parsed.reason != Reason::kTooLong)
                    explained.closest = parser.closest(line, parsed);
                  take(explained);
                });
  }
  input.stop();
  return number;
}

}  // namespace logscan
