#include <system_error>
#include <vector>

#include "cli/delivery.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "session/modes.h"
#include "session/sources.h"

namespace logscan::cli {
namespace {

constexpr std::uint64_t kLines = 10;

// The first lines of an input, an empty one between any two; also when it throws.
void append_explained(const Input& input, const EngineOptions& engine, const ReportStyle& style,
                      std::string& text) {
  explain_lines(input, kLines, engine, [&](const ExplainedLine& line) {
    if (!text.empty()) text += '\n';
    text += explain_text(input.path(), line, style);
  });
  if (text.empty()) text = shown_name(input.path()) + ": no lines\n";
}

ExitCode print_unread(const Input& input, const std::string& problem) {
  message::error("{}: {}", shown_name(input.path()), problem);
  return ExitCode::kInput;
}

}  // namespace

ExitCode explain(const Options& options, const EngineOptions& engine) {
  const std::vector<Input> inputs = open_sources(options, engine);
  Output output(options.output);
  const ReportStyle style = report_style(options);
  ExitCode code = ExitCode::kOk;
  std::string between;
  for (const Input& input : inputs) {
    if (input.error()) {
      code = print_unread(input, *input.error());
      continue;
    }
    std::string text;
    try {
      append_explained(input, engine, style, text);
    } catch (const std::system_error& failure) {
      code = print_unread(input, "cannot be read: " + failure.code().message());
    } catch (const InputError& failure) {
      code = print_unread(input, failure.what());
    }
    if (text.empty()) continue;
    try {
      if (!output.write(between + text)) return ExitCode::kOk;
    } catch (const std::system_error& failure) {
      return print_write_error(options.output, failure);
    }
    between = "\n";
  }
  return code;
}

}  // namespace logscan::cli
