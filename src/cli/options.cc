#include "cli/options.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "cli/byte_size.h"
#include "cli/command_line.h"
#include "cli/configured_line.h"
#include "cli/help.h"
#include "cli/label_flags.h"
#include "cli/log_format.h"
#include "cli/mail_flag.h"
#include "cli/messages.h"
#include "cli/option_rules.h"
#include "cli/view_flags.h"
#include "cli/word_list.h"
#include "os/file.h"
#include "os/unnamed_file.h"
#include "remote/url.h"
#include "text/ascii.h"
#include "text/safe_text.h"
#include "text/span.h"
#include "version.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

constexpr std::uint64_t kMostThreads = 1024;
constexpr std::uint64_t kLeastBlock = 64;
constexpr std::uint64_t kMostBlock = 16u << 20;
constexpr std::uint64_t kLongestLine = 1u << 30;

UsageError expected(std::string_view name, std::string_view what, std::string_view given,
                    std::span<const std::string_view> names = {}) {
  return {fmt::format("{}: expected {}, got \"{}\"{}; see logscan -h", name, what, safe_text(given),
                      did_you_mean(given, names))};
}

// Leaves `to` alone where no word was given.
template <typename Number>
void read_number(std::string_view name, const std::string& word,
                 std::optional<std::uint64_t> (*read)(std::string_view), std::string_view what,
                 std::uint64_t least, std::uint64_t most, Number& to) {
  if (word.empty()) return;
  const std::optional<std::uint64_t> value = read(word);
  if (!value || *value < least || *value > most) throw expected(name, what, word);
  to = static_cast<Number>(*value);
}

// The names of the formats of a mode, or their extensions.
std::vector<std::string_view> formats_of(Mode mode,
                                         std::string_view FormatName::*what = &FormatName::name) {
  std::vector<std::string_view> names;
  for (const FormatName& format : kFormats) {
    if (format.modes.has(mode)) names.push_back(format.*what);
  }
  return names;
}

// "text, json or openmetrics"
std::string format_names(Mode mode, std::string_view FormatName::*what = &FormatName::name) {
  const std::vector<std::string_view> names = formats_of(mode, what);
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text.append(i == 0 ? "" : i + 1 == names.size() ? " or " : ", ").append(names[i]);
  return text;
}

// The option that selects the mode; nullptr for reports.
const Option* selecting(const CommandLine& line, Mode mode) {
  const auto found = std::find_if(line.given.begin(), line.given.end(),
                                  [&](const Option* option) { return option->selects == mode; });
  return found == line.given.end() ? nullptr : *found;
}

Format named_format(const CommandLine& line, Mode mode) {
  const std::string& name = line.words.format;
  const auto* const known = std::find_if(kFormats.begin(), kFormats.end(),
                                         [&](const FormatName& each) { return each.name == name; });
  if (known == kFormats.end() || !known->modes.has(mode)) {
    const Option* const option = selecting(line, mode);
    const bool is_of_records = known != kFormats.end() && known->modes.has(Mode::kRecords);
    throw UsageError{fmt::format(
        "--format: expected {}{}, got \"{}\"{}{}; see logscan -h", format_names(mode),
        option == nullptr ? "" : fmt::format(" with {}", option->name), safe_text(name),
        known == kFormats.end() ? did_you_mean(name, formats_of(mode)) : "",
        is_of_records && mode == Mode::kReport ? "; to write the lines, add --records" : "")};
  }
  if (line.words.json && known->format != Format::kJson)
    throw UsageError{
        fmt::format("--json: contradicts --format {}; leave out one of them", known->name)};
  return known->format;
}

// Returns ".html"; empty for a name without a dot inside, such as ".report".
std::string_view extension_of(std::string_view file) {
  const std::size_t slash = file.rfind('/');
  const std::string_view name = file.substr(slash == std::string_view::npos ? 0 : slash + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 1 == name.size()) return {};
  return name.substr(dot);
}

// By the extension of the output; nullopt if it has none.
std::optional<Format> format_of_output(const CommandLine& line, Mode mode) {
  const std::string_view output = line.words.output;
  const std::string_view extension = extension_of(output);
  if (extension.empty()) return std::nullopt;
  for (const FormatName& known : kFormats) {
    if (!equals_ignoring_case(extension, known.extension)) continue;
    if (known.modes.has(mode)) return known.format;
    if (mode == Mode::kRecords) break;
    throw UsageError{fmt::format(
        "--output: the extension of {} is for lines ({}), but a report is {}; {}name the format "
        "with --format",
        safe_text(output), known.name, format_names(mode),
        mode == Mode::kReport ? "add --records, or " : "")};
  }
  throw UsageError{fmt::format(
      "--output: {}: no format {}has the extension {}; use {}, or name the format with --format",
      safe_text(output), mode == Mode::kRecords ? "of records " : "", safe_text(extension),
      format_names(mode, &FormatName::extension))};
}

Format read_format(const CommandLine& line, Mode mode) {
  if (line.has("--format")) return named_format(line, mode);
  if (line.words.json) return Format::kJson;
  if (line.has("--mail")) return Format::kMail;
  const Format usual = mode == Mode::kRecords ? Format::kJsonLines : Format::kText;
  if (line.has("--partial")) return usual;
  return format_of_output(line, mode).value_or(usual);
}

// What only some formats can hold.
void check_format(const CommandLine& line, Format format) {
  for (const Option* option : line.given) {
    if (option->json_only && format != Format::kJson)
      throw UsageError{fmt::format("{}: requires --format json; add --json", option->name)};
    if (option->text_only && format != Format::kText) {
      throw UsageError{fmt::format("{}: requires --format text, got {}; leave it out", option->name,
                                   name_of(format).name)};
    }
    if (option->table_only && !is_table(format)) {
      throw UsageError{fmt::format(
          "{}: requires --format csv or tsv; add -f csv, or name a file that ends in .csv with -o",
          option->name)};
    }
    if (option->metrics_only && format != Format::kOpenMetrics) {
      throw UsageError{
          fmt::format("{}: requires --format openmetrics; add -f openmetrics, or name "
                      "a file that ends in .prom with -o",
                      option->name)};
    }
    if (option->no_metrics && format == Format::kOpenMetrics) {
      throw UsageError{
          fmt::format("{}: cannot be used with --format openmetrics, which has no place for its "
                      "result; use --format json",
                      option->name)};
    }
  }
  if (is_table(format) && line.has("--baseline") && !line.words.table.starts_with("baseline")) {
    throw UsageError{
        "--baseline: its result has no place in one table; add --table baseline_counts, or use "
        "--format text or json"};
  }
  const bool compares = line.has("--compare") || line.has("--compare-period");
  const bool is_of_changes = line.words.table == "changes";
  if (is_of_changes && !compares)
    throw UsageError{"--table: changes requires --compare or --compare-period; add one of them"};
  if (is_table(format) && compares && !is_of_changes) {
    throw UsageError{
        fmt::format("{}: its result has no place in this table; add --table changes, or use "
                    "--format text or json",
                    line.has("--compare") ? "--compare" : "--compare-period")};
  }
}

RecordFormat record_format(Format format) {
  if (format == Format::kCsv) return RecordFormat::kCsv;
  return format == Format::kTsv ? RecordFormat::kTsv : RecordFormat::kJsonLines;
}

// Returns the format that a flag names or describes.
std::optional<GivenFormat> read_log_format(const CommandLine& line,
                                           std::vector<FormatMessage>& messages) {
  if (line.has("--log-format-from"))
    return configured_format(line.words.log_format_from, line.files, messages);
  if (line.has("--log-format")) return given_format(line.words.log_format);
  return std::nullopt;
}

QuerySpec read_spec(const CommandLine& line, Options& options) {
  const Words& words = line.words;
  const std::optional<GivenFormat> format = read_log_format(line, options.log_format_messages);
  QuerySpec spec = read_query_spec(words.query, format ? format->fields() : FormatFields());
  if (format) spec.log_format = format->spec();
  spec.log_timezone = words.log_timezone;
  read_number("--max-line", words.max_line, byte_size, "a size from 1 to 1Gi", 1, kLongestLine,
              spec.max_line);
  if (spec.records) spec.records->format = record_format(options.format);
  return spec;
}

Color read_color(const std::string& word) {
  if (word.empty() || word == "auto") return Color::kAuto;
  if (word == "always") return Color::kAlways;
  if (word == "never") return Color::kNever;
  constexpr std::array<std::string_view, 3> kNames = {"auto", "always", "never"};
  throw expected("--color", "auto, always or never", word, kNames);
}

void read_numbers(const Words& words, Options& options) {
  read_number("--threads", words.threads, whole_number, "a whole number from 1 to 1024", 1,
              kMostThreads, options.threads);
  read_number("--block-size", words.block_size, byte_size, "a size from 64 to 16Mi", kLeastBlock,
              kMostBlock, options.block_size);
  read_number("--max-decompressed", words.max_decompressed, byte_size,
              "a size of at least 1, such as 10Gi", 1, std::numeric_limits<std::uint64_t>::max(),
              options.max_decompressed);
}

void read_comparison(const Words& words, Options& options) {
  if (words.compare == "-")
    throw UsageError{"--compare: expected a file, got standard input; name a file"};
  options.compare = words.compare;
  if (words.compare_period.empty()) return;
  const std::optional<std::int64_t> period = parse_span(words.compare_period);
  if (!period)
    throw expected("--compare-period", "a length of time such as 1d, 12h or '1 week'",
                   words.compare_period);
  options.compare_period = *period;
  options.compare_period_words = words.compare_period;
}

// What finds files again by their names and inodes, or reads files of logscan, needs files.
void check_urls(const CommandLine& line, Mode mode) {
  if (line.has("--compare") && remote::is_url(line.words.compare)) {
    throw UsageError{fmt::format("--compare: expected a file, got the URL {}; download it",
                                 shown_name(line.words.compare))};
  }
  if (mode != Mode::kState && mode != Mode::kFollow && mode != Mode::kMerge) return;
  for (const std::string& file : line.files) {
    if (!remote::is_url(file) || exists(file)) continue;
    throw UsageError{
        fmt::format("{}: reads files only, got the URL {}; download it, or leave out "
                    "{}",
                    selecting(line, mode)->name, shown_name(file), selecting(line, mode)->name)};
  }
}

void check_files(const CommandLine& line, Mode mode) {
  const std::vector<std::string>& files = line.files;
  if (mode == Mode::kSettle && !files.empty()) {
    throw UsageError{fmt::format("{}: expected no log, got {}; leave it out",
                                 line.has("--commit") ? "--commit" : "--rollback",
                                 shown_name(files.front()))};
  }
  check_urls(line, mode);
  if (line.has("--range") && (files.size() != 1 || files[0] == "-"))
    throw UsageError{"--range: requires one file, and not standard input; name one file"};
  if (std::count(files.begin(), files.end(), "-") > 1)
    throw UsageError{"-: standard input can be read only once; name it once"};
  if (std::count(files.begin(), files.end(), "") > 0)
    throw expected("FILE", "the name of a file", "");
}

}  // namespace

std::string Options::temp_folder() const {
  return temp_dir.empty() ? temporary_folder() : temp_dir;
}

Options checked(const CommandLine& line) {
  if (const std::optional<UsageError> error = check_options(line.given)) throw UsageError{*error};
  const Words& words = line.words;
  Options options;
  options.mode = mode_of(line.given);
  check_files(line, options.mode);
  options.files = line.files;
  options.recursive = words.recursive;
  options.format = read_format(line, options.mode);
  options.format_given = line.has("--format") || words.json || line.has("--mail");
  check_format(line, options.format);
  if (line.has("--mail")) options.mail_to = read_mail_address(words.mail);
  options.output = line.has("--output") ? words.output : "";
  options.table = words.table;
  options.temp_dir = words.temp_dir;
  options.baseline = words.baseline;
  read_comparison(words, options);
  options.partial = words.partials.write;
  options.range = read_range(words.partials);
  options.color = read_color(words.color);
  options.run = !words.no_run;
  options.full = words.full;
  read_numbers(words, options);
  // What partials were asked stands in them.
  options.query = compiled(options.mode == Mode::kMerge ? QuerySpec() : read_spec(line, options));
  if (options.partial) options.machine = read_partial_name(words.partials, options.query->spec);
  options.relative_to_log = words.query.relative_to_log;
  options.view = words.query.view;
  if (options.format == Format::kOpenMetrics && options.mode != Mode::kMerge)
    check_metrics(options.view, options.query->spec);
  options.labels = read_labels(words.labels);
  check_labels(options.labels, options.query->spec);
  if (is_table(options.format) && options.mode != Mode::kRecords && options.mode != Mode::kMerge)
    check_table(options.table, options.query->spec, options.baseline);
  options.follow = read_follow(words.follow);
  options.state = read_state(words.state);
  options.quiet = words.quiet;
  options.quiet_if_ok = words.query.view.thresholds.quiet_if_ok;
  options.verbose = words.verbose;
  return options;
}

namespace {

// Names the place of an option that comes from the config file.
UsageError with_place(const CommandLine& line, const UsageError& error) {
  for (const auto& [option, place] : line.places) {
    if (error.message.starts_with(fmt::format("{}:", option->name)))
      return {fmt::format("{}: {}", place, error.message)};
  }
  return error;
}

}  // namespace

std::variant<Options, Information, UsageError> parse_options(int argc, const char* const* argv,
                                                             const std::string& usual_config) {
  CommandLine line;
  try {
    line = configured_line(argc, argv, usual_config);
    switch (line.wish) {
      case CommandLine::Wish::kShortHelp:
        return Information{short_help()};
      case CommandLine::Wish::kLongHelp:
        return Information{line.topic == nullptr ? long_help() : topic_help(*line.topic)};
      case CommandLine::Wish::kVersion:
        return Information{"logscan " + std::string(kVersion) + "\n"};
      case CommandLine::Wish::kRun:
        break;
    }
    return checked(line);
  } catch (const UsageError& error) {
    return with_place(line, error);
  }
}

}  // namespace logscan::cli
