#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/follow_flags.h"
#include "cli/log_format.h"
#include "cli/mode.h"
#include "cli/partial_flags.h"
#include "cli/query_flags.h"
#include "cli/report_format.h"
#include "cli/state_flags.h"
#include "cli/usage_error.h"
#include "logscan/report.h"
#include "query/query.h"

namespace logscan::cli {

enum class Color { kAuto, kAlways, kNever };

/// The command line, checked.
struct Options {
  Mode mode = Mode::kReport;
  std::vector<std::string> files;  ///< files, folders and patterns; empty: standard input
  bool recursive = false;          ///< also folders below the named ones
  Format format = Format::kText;
  bool format_given = false;
  std::string mail_to;  ///< of a mail; may be empty
  MetricLabels labels;  ///< of every metric
  std::string output;   ///< a file; empty: standard output
  std::string table;    ///< of CSV and TSV; empty: the usual one
  bool baseline = false;
  std::string compare;               ///< an earlier report or partial; empty: none
  std::int64_t compare_period = 0;   ///< seconds; 0: none
  std::string compare_period_words;  ///< as given
  bool partial = false;              ///< writes a partial instead of a report; in several modes
  std::string machine;               ///< in a partial; empty: without a name
  std::optional<ByteRange> range;
  bool run = true;    ///< JSON's `run`
  bool full = false;  ///< on a terminal, the text that pipes get
  Color color = Color::kAuto;

  std::vector<FormatMessage> log_format_messages;

  unsigned threads = 0;  ///< 0: one per core
  std::string temp_dir;  ///< folder for temporary files; empty: the usual one
  std::size_t block_size = 8192;
  std::uint64_t max_decompressed = std::numeric_limits<std::uint64_t>::max();

  std::shared_ptr<const Query> query;  ///< its relative times are relative to the time of parsing
  bool relative_to_log = false;        ///< and then to the newest time in the log
  ViewWords view;                      ///< how to show what partials hold

  StateOptions state;
  FollowChoice follow;

  bool quiet = false;
  bool quiet_if_ok = false;  ///< no report on standard output if the exit code is 0
  bool verbose = false;

  /// Returns the folder for temporary files: the given one, or else the usual one.
  std::string temp_folder() const;
};

/// Text to print on standard output: help or version.
struct Information {
  std::string text;
};

struct CommandLine;

/// Checks a command line that was taken apart. Reads the time zone files that it names; has no side
/// effects. Throws UsageError.
Options checked(const CommandLine& line);

/// Reads the command line, and the config file and the time zone files that it names. Has no side
/// effects. `usual_config` is read unless the command line names another file; empty for none.
std::variant<Options, Information, UsageError> parse_options(int argc, const char* const* argv,
                                                             const std::string& usual_config = {});

}  // namespace logscan::cli
