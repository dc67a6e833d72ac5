#include "cli/options.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>

#include "cli/byte_size.h"
#include "cli/flags.h"
#include "cli/help.h"
#include "cli/log_format.h"
#include "cli/view_flags.h"
#include "text/safe_text.h"
#include "version.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

constexpr std::uint64_t kMostThreads = 1024;
constexpr std::uint64_t kLeastBlock = 64;
constexpr std::uint64_t kMostBlock = 16u << 20;
constexpr std::uint64_t kLongestLine = 1u << 30;

UsageError wants(std::string_view name, std::string_view what, std::string_view given) {
  return {fmt::format("{}: wants {}, and was given \"{}\"; see logscan -h", name, what,
                      safe_text(given))};
}

template <typename Number>
void read_number(std::string_view name, const std::string& word, std::string_view what,
                 std::optional<std::uint64_t> value, std::uint64_t least, std::uint64_t most,
                 Number& to) {
  if (!value || *value < least || *value > most) throw wants(name, what, word);
  to = static_cast<Number>(*value);
}

struct FormatName {
  std::string_view name;
  Format format;
};
constexpr FormatName kFormats[] = {
    {"text", Format::kText},       {"json", Format::kJson}, {"openmetrics", Format::kOpenMetrics},
    {"jsonl", Format::kJsonLines}, {"csv", Format::kCsv},   {"tsv", Format::kTsv}};

bool is_for_records(Format format) {
  return format == Format::kJsonLines || format == Format::kCsv || format == Format::kTsv;
}

std::optional<Format> asked_format(const CommandLine& app, const Words& words) {
  if (app.count("--format") > 0) {
    for (const FormatName& known : kFormats) {
      if (words.format != known.name) continue;
      if (words.json && known.format != Format::kJson)
        throw UsageError{
            fmt::format("--json: contradicts --format {}; give one of them", known.name)};
      return known.format;
    }
    throw wants("--format", "text, json or openmetrics, or with --records jsonl, csv or tsv",
                words.format);
  }
  if (words.json) return Format::kJson;
  if (words.partials.write) return std::nullopt;
  if (words.output.ends_with(".prom")) {
    if (!words.query.records) return Format::kOpenMetrics;
    return std::nullopt;
  }
  for (const FormatName& known : kFormats) {
    if (!words.output.ends_with(fmt::format(".{}", known.name))) continue;
    if (is_for_records(known.format) == words.query.records) return known.format;
    if (words.query.records) break;
    throw UsageError{fmt::format(
        "--output: {} looks like lines ({}), and the report is text or json; add --records, or "
        "name the format with -f",
        safe_text(words.output), known.name)};
  }
  return std::nullopt;
}

Format format_of(const CommandLine& app, const Words& words) {
  const bool records = words.query.records;
  const Format format =
      asked_format(app, words).value_or(records ? Format::kJsonLines : Format::kText);
  if (records && !is_for_records(format))
    throw UsageError{"--records: writes jsonl, csv or tsv, no report; name one with -f"};
  if (!records && is_for_records(format))
    throw UsageError{
        fmt::format("--format: {} is for lines, and the report is text or json; add "
                    "--records, or give -f json",
                    words.format)};
  return format;
}

RecordFormat record_format(Format format) {
  if (format == Format::kCsv) return RecordFormat::kCsv;
  return format == Format::kTsv ? RecordFormat::kTsv : RecordFormat::kJsonLines;
}

void refuse_beyond_baseline(const QuerySpec& spec) {
  const std::string beyond = beyond_baseline(spec);
  if (beyond.empty()) return;
  throw UsageError{
      fmt::format("--baseline: counts all lines as they are, and {} changes that; "
                  "give one of them",
                  beyond)};
}

Color color_of(const CommandLine& app, const Words& words) {
  if (app.count("--color") == 0 || words.color == "auto") return Color::kAuto;
  if (words.color == "always") return Color::kAlways;
  if (words.color == "never") return Color::kNever;
  throw wants("--color", "auto, always or never", words.color);
}

std::optional<GivenFormat> read_log_format(const CommandLine& app, const Words& words,
                                           std::vector<FormatMessage>& messages) {
  const bool given = app.count("--log-format") > 0;
  const bool from = app.count("--log-format-from") > 0;
  if (given && from)
    throw UsageError{"--log-format-from: contradicts --log-format; give one of them"};
  if (given && words.log_format.empty())
    throw wants("--log-format", "a name, a pattern or auto", words.log_format);
  if (from && words.log_format_from.empty())
    throw wants("--log-format-from", "the name of a file", words.log_format_from);
  std::optional<GivenFormat> format;
  if (given && words.log_format != "auto") format = given_format(words.log_format);
  if (words.baseline && (format || from)) {
    throw UsageError{
        fmt::format("{}: its reference parser finds formats by itself and knows no "
                    "given one; leave out one of them",
                    from ? "--baseline with --log-format-from" : "--baseline with --log-format")};
  }
  if (from) format = configured_format(words.log_format_from, messages);
  return format;
}

void refuse_beside_explain(const Options& options) {
  const char* const other = options.baseline                         ? "--baseline"
                            : !options.output.empty()                ? "--output"
                            : options.format == Format::kJson        ? "--format json"
                            : options.format == Format::kOpenMetrics ? "--format openmetrics"
                            : !options.query->empty() ? "a question such as --by or --where"
                            : !options.query->spec.thresholds.empty() ? "--fail-if"
                                                                      : nullptr;
  if (other == nullptr) return;
  throw UsageError{
      fmt::format("--explain-format: prints text for people and counts nothing, so it "
                  "contradicts {}; give one of them",
                  other)};
}

void refuse_beside_follow(const Options& options, const Words& words) {
  const char* const other = options.baseline                               ? "--baseline"
                            : options.explain                              ? "--explain-format"
                            : !options.output.empty()                      ? "--output"
                            : words.no_run                                 ? "--no-run"
                            : words.query.records                          ? "--records"
                            : !words.query.every.empty()                   ? "--every"
                            : words.query.relative_to_log                  ? "--relative-to-log"
                            : !words.state.state.empty()                   ? "--state"
                            : !words.state.commit.empty()                  ? "--commit"
                            : !words.state.rollback.empty()                ? "--rollback"
                            : words.partials.write                         ? "--partial"
                            : words.partials.merge                         ? "--merge"
                            : !words.partials.range.empty()                ? "--range"
                            : words.query.view.thresholds.quiet_if_ok      ? "--quiet-if-ok"
                            : !words.query.view.thresholds.fail_if.empty() ? "--fail-if"
                            : options.format == Format::kOpenMetrics       ? "--format openmetrics"
                                                                           : nullptr;
  if (other == nullptr) return;
  throw UsageError{
      fmt::format("--follow: writes a view or JSON lines to standard output, and counts by "
                  "--interval, so it contradicts {}; give one of them",
                  other)};
}

Options checked(const CommandLine& app, const Words& words, std::vector<std::string> files) {
  Options options;
  options.files = std::move(files);
  options.recursive = words.recursive;
  options.format = format_of(app, words);
  options.format_given = app.count("--format") > 0 || words.json;
  if (app.count("--output") > 0 && words.output.empty())
    throw wants("--output", "the name of a file", words.output);
  options.output = words.output == "-" ? "" : words.output;
  options.baseline = words.baseline;
  const std::optional<GivenFormat> log_format =
      read_log_format(app, words, options.log_format_messages);
  if (app.count("--log-timezone") > 0 && words.log_timezone.empty())
    throw wants("--log-timezone", "a time zone", words.log_timezone);
  options.explain = words.explain;
  options.color = color_of(app, words);
  options.run = !words.no_run;
  if (words.no_run && words.query.records)
    throw UsageError{"--no-run: is about the JSON report, and --records writes none; leave it out"};
  if (words.no_run && options.format != Format::kJson)
    throw UsageError{"--no-run: is about JSON alone; add --json"};
  if (app.count("--threads") > 0) {
    read_number("--threads", words.threads, "a whole number from 1 to 1024",
                whole_number(words.threads), 1, kMostThreads, options.threads);
  }
  if (app.count("--block-size") > 0) {
    read_number("--block-size", words.block_size, "a size from 64 to 16Mi",
                byte_size(words.block_size), kLeastBlock, kMostBlock, options.block_size);
  }
  std::uint64_t max_line = QuerySpec().max_line;
  if (app.count("--max-line") > 0) {
    read_number("--max-line", words.max_line, "a size from 1 to 1Gi", byte_size(words.max_line), 1,
                kLongestLine, max_line);
  }
  if (app.count("--max-decompressed") > 0) {
    read_number("--max-decompressed", words.max_decompressed, "a size such as 10Gi, at least 1",
                byte_size(words.max_decompressed), 1, std::numeric_limits<std::uint64_t>::max(),
                options.max_decompressed);
  }
  options.partials = read_partials(app, words.partials, options.files);
  QuerySpec spec;
  if (!options.partials.merge) {
    spec = read_query_spec(words.query, log_format ? log_format->fields() : FormatFields());
    if (log_format) spec.log_format = log_format->spec();
    spec.log_timezone = words.log_timezone;
    spec.max_line = max_line;
    if (spec.records) spec.records->format = record_format(options.format);
    if (words.baseline) refuse_beyond_baseline(spec);
  }
  options.query = compiled(std::move(spec));
  options.relative_to_log = words.query.relative_to_log;
  options.view = words.query.view;
  if (options.format == Format::kOpenMetrics) {
    if (words.baseline)
      throw UsageError{"--baseline: its comparison is text or JSON, no metric; give -f json"};
    check_metrics(options.query->spec);
  }
  options.follow = read_follow(words.follow);
  if (options.explain) refuse_beside_explain(options);
  options.state = read_state_flags(app, words.state);
  if (options.state.is_settling() && !options.files.empty()) {
    throw UsageError{fmt::format("{}: reads no log, and was given {}; leave that out",
                                 options.state.commit.empty() ? "--rollback" : "--commit",
                                 safe_text(options.files.front()))};
  }
  if (options.follow.on) refuse_beside_follow(options, words);
  options.quiet = words.quiet;
  options.quiet_if_ok = words.query.view.thresholds.quiet_if_ok;
  options.verbose = words.verbose;
  if (options.quiet && options.verbose)
    throw UsageError{"--quiet: contradicts --verbose; give one of them"};
  if (std::count(options.files.begin(), options.files.end(), "-") > 1)
    throw UsageError{"-: standard input can be read only once; name it once"};
  if (std::count(options.files.begin(), options.files.end(), "") > 0)
    throw wants("FILE", "the name of a file", "");
  return options;
}

// What CLI11 left: files, and before `--` also what looks like an option and is none.
std::vector<std::string> files_of(const CommandLine& app) {
  std::vector<std::string> files;
  bool ended = false;
  for (const std::string& word : app.remaining()) {
    if (!ended && word == "--") {
      ended = true;
    } else if (!ended && word.size() > 1 && word.front() == '-') {
      throw UsageError{fmt::format("{0}: no such option; see logscan -h, or write ./{0} for a file",
                                   safe_text(word))};
    } else {
      files.push_back(word);
    }
  }
  return files;
}

// CLI11 takes the next word for the value that is missing in "--output=": a log would be lost.
std::optional<UsageError> empty_value(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--") break;
    if (word.size() > 3 && word.starts_with("--") && word.find('=') == word.size() - 1)
      return wants(word.substr(0, word.size() - 1), "a value", "");
  }
  return std::nullopt;
}

}  // namespace

std::variant<Options, Information, UsageError> parse_options(int argc, const char* const* argv) {
  if (const std::optional<UsageError> error = empty_value(argc, argv)) return *error;
  CommandLine app;
  Words words;
  define_flags(app, words);
  try {
    switch (app.parse(argc, argv)) {
      case CommandLine::Wish::kShortHelp:
        return Information{short_help(app)};
      case CommandLine::Wish::kLongHelp:
        return Information{long_help(app)};
      case CommandLine::Wish::kVersion:
        return Information{"logscan " + std::string(kVersion) + "\n"};
      case CommandLine::Wish::kRun:
        break;
    }
    return checked(app, words, files_of(app));
  } catch (const UsageError& error) {
    return error;
  }
}

std::string short_usage() {
  return "Usage: logscan [OPTIONS] [FILE|DIR|GLOB ...]\n"
         "Reads access logs from files and folders, or from a pipe.\n"
         "`logscan -h` lists the options.\n";
}

}  // namespace logscan::cli
