#include "cli/partial_flags.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include "cli/byte_size.h"
#include "cli/command_line.h"
#include "cli/query_flags.h"
#include "cli/usage_error.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

bool is_given(const CommandLine& app, const std::string& name) {
  return app.count(name) > 0;
}

// What was counted can be shown in another way or take other memory, but not be counted again.
void refuse_beside_merge(const CommandLine& app) {
  constexpr std::array<std::string_view, 4> kShown = {"--top", "--sort", "--show", "--memory"};
  constexpr std::array<const char*, 8> kOfLogs = {
      "--log-format", "--log-format-from", "--max-line", "--max-decompressed",
      "--baseline",   "--explain-format",  "--range",    "--recursive"};
  const auto refuse = [](const std::string& name) {
    throw UsageError{
        fmt::format("{}: is about logs, and --merge reads partials, which were asked when they "
                    "were made; give it there",
                    name)};
  };
  for (const Flag& flag : app.flags()) {
    const bool shows = std::find(kShown.begin(), kShown.end(), flag.name) != kShown.end();
    if (flag.group == kQuestions && flag.given && !shows) refuse(flag.name);
  }
  for (const char* const name : kOfLogs) {
    if (is_given(app, name)) refuse(name);
  }
}

void refuse_beside_partial(const CommandLine& app) {
  constexpr std::array<const char*, 7> kOthers = {"--records",    "--baseline", "--explain-format",
                                                  "--format",     "--json",     "--no-run",
                                                  "--quiet-if-ok"};
  for (const char* const name : kOthers) {
    if (!is_given(app, name)) continue;
    throw UsageError{
        fmt::format("--partial: writes what was found for --merge, and no report, so it "
                    "contradicts {}; give one of them",
                    name)};
  }
}

ByteRange read_range(const std::string& text) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::optional<std::uint64_t> offset = byte_size(std::string_view(text).substr(0, colon));
  const std::optional<std::uint64_t> length =
      byte_size(std::string_view(text).substr(std::min(colon + 1, text.size())));
  if (!offset || !length || *length == 0) {
    throw UsageError{
        fmt::format("--range: wants OFFSET:LENGTH, such as 64Mi:64Mi, and was given \"{}\"; see "
                    "logscan --help",
                    safe_text(text))};
  }
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  return {*offset, *length > kMost - *offset ? kMost : *offset + *length};
}

}  // namespace

void define_partial_flags(CommandLine& app, PartialWords& words) {
  const FlagGroup group(app, kPartials);
  group.flag("--partial", words.write,
             "write what was found, to be merged, instead of a report\n"
             "A file for --merge: name it with -o, such as -o a.part.");
  group.flag("--merge", words.merge,
             "FILE ... are partials: report on all of them as on one run\n"
             "In any order. They know what was asked; --top, --sort, --show,\n"
             "--memory, --fail-if, -f and -o may be given, as far as they hold\n"
             "what that needs. With --partial: make one partial of them.");
  group.word("--range", words.range, "OFFSET:LENGTH",
             "only the lines of one file that begin in these bytes\n"
             "64Mi:64Mi: from byte 64Mi on, of the next 64Mi. The line that\n"
             "crosses the end is read to its end, and belongs to no other\n"
             "range.");
}

Partials read_partials(const CommandLine& app, const PartialWords& words,
                       const std::vector<std::string>& files) {
  Partials partials;
  partials.write = words.write;
  partials.merge = words.merge;
  if (words.merge) refuse_beside_merge(app);
  if (words.write) refuse_beside_partial(app);
  if (app.count("--range") == 0) return partials;
  partials.range = read_range(words.range);
  for (const char* const name : {"--baseline", "--explain-format", "--relative-to-log"}) {
    if (is_given(app, name))
      throw UsageError{fmt::format(
          "--range: reads a part of a log, and {} wants all of it; give one of them", name)};
  }
  if (files.size() != 1 || files[0] == "-") {
    throw UsageError{
        "--range: is of one file, which is read at any offset, and not of standard input; name one "
        "file"};
  }
  return partials;
}

}  // namespace logscan::cli
