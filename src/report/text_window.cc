#include <string>

#include "report/text_sections.h"
#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::size_t kLostShown = 10;

void write_lost(TextWriter& text, const LostBytes& lost) {
  const std::string what =
      lost.bytes == 0 ? fmt::format("everything after offset {}", lost.offset)
      : lost.maybe_more
          ? fmt::format("at least {} from offset {}", counted(lost.bytes, "byte"), lost.offset)
          : fmt::format("{} from offset {}", counted(lost.bytes, "byte"), lost.offset);
  text.words("lost     ", text.log_text(lost.path, text.columns() / 2) + ": " + what +
                              ", lost before logscan read that far");
}

}  // namespace

void write_window(TextWriter& text, const Summary& summary) {
  if (!summary.window) return;
  const WindowSummary& window = *summary.window;
  text.words("window   ", fmt::format("{}, {} to {}{}", window.number,
                                      window.from ? "from " + *window.from : "the first, up",
                                      window.to, window.repeated ? "; repeated" : ""));
  if (window.pending_bytes > 0) {
    text.words("pending  ", fmt::format("{} of incomplete last lines, left for the next report",
                                        counted(window.pending_bytes, "byte")));
  }
  for (std::size_t i = 0; i < window.lost.size() && i < kLostShown; ++i)
    write_lost(text, window.lost[i]);
  if (window.lost.size() > kLostShown) {
    text.line(fmt::format("lost     ... and {} more of {}; all of them: --json",
                          window.lost.size() - kLostShown, window.lost.size()));
  }
}

}  // namespace logscan::detail
