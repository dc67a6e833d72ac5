#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cli/mode.h"
#include "cli/words.h"

namespace logscan::cli {

/// The sections of the help, in its order.
enum class Section : std::uint8_t {
  kMain,
  kInput,
  kOutput,
  kFilters,
  kGroups,
  kRecords,
  kPrivacy,
  kConditions,
  kPartials,
  kState,
  kFollow,
};

struct SectionText {
  std::string_view name;
  std::string_view example;
};

inline constexpr std::array kSections = {
    SectionText{"General", "logscan /var/log/nginx"},
    SectionText{"Input and log formats", "logscan --log-format combined access.log"},
    SectionText{"Output", "logscan -o report.json access.log"},
    SectionText{"Filters", "logscan --status 5xx --since '2 hours ago' access.log"},
    SectionText{"Groups and time series",
                "logscan --by path --show count,p95 --sort p95 access.log"},
    SectionText{"Records", "logscan --records -f csv --fields time,status,path access.log"},
    SectionText{"Clients and privacy",
                "logscan --trusted-proxy 10.0.0.0/8 --mask users access.log"},
    SectionText{"Conditions", "logscan --quiet-if-ok --fail-if 'errors.rate > 5pct' access.log"},
    SectionText{"Partials", "logscan --merge web1.part web2.part"},
    SectionText{"From run to run", "logscan --state access.state access.log"},
    SectionText{"Following", "logscan --follow --by path /var/log/nginx"}};

/// Where the value of an option goes.
using FlagTarget = bool* (*)(Words&);
using WordTarget = std::string* (*)(Words&);
using ListTarget = std::vector<std::string>* (*)(Words&);  ///< given several times, all count
using Destination = std::variant<std::monostate, FlagTarget, WordTarget, ListTarget>;

/// Tables that hold all values of an option. Completions list them.
enum class Known : std::uint8_t { kNothing, kLogFormats, kKeys, kFields, kMeasures, kTopics };

/// Names of options or values, with commas between them. An array of strings in each row would take
/// most of the memory that is written when the program starts.
using Names = std::string_view;

/// An option of the command line: everything that parsing, checks, messages, the help, a man page
/// and completions know about it. Text is prose, to be wrapped.
struct Option {
  std::string_view name;         ///< "--output"
  std::string_view letter = {};  ///< "-o"
  Section section = Section::kMain;
  Destination to = {};           ///< none: -h, --help and -V, which end the parsing
  std::string_view value = {};   ///< what the help calls the value; empty: it takes none
  std::string_view summary;      ///< at most 53 characters
  bool is_common = false;        ///< -h describes it
  std::string_view sample = {};  ///< a command that -h shows
  std::string_view details = {};

  std::string_view example = {};  ///< of a value
  Names choices = {};             ///< all values, or all items of a list, where they are few
  bool takes_file = false;        ///< completions list files
  Known known = Known::kNothing;  ///< where the values are many
  bool is_list = false;           ///< takes several values, with commas between them

  std::optional<Mode> selects = {};  ///< the mode that the option starts
  Modes not_in = {};                 ///< modes that refuse it
  Names not_with = {};               ///< options that contradict it
  Names needs = {};                  ///< options of which one must be given, too
  Names needs_with = {};             ///< but only beside one of these; none: always
  std::string_view such_as = {};     ///< proposed when none is; by default the first of them
  std::string_view which = {};  ///< says of the option why it refuses others: "--follow, which ..."
  std::string_view same_as_none = {};  ///< the value that means the same as no option
  bool json_only = false;              ///< about JSON alone
  bool text_only = false;              ///< about text alone
  bool table_only = false;             ///< about CSV and TSV alone
  bool metrics_only = false;           ///< about OpenMetrics alone
  bool no_metrics = false;             ///< not with OpenMetrics
};

/// Returns all options, in the order of the help.
std::span<const Option> all_options();

/// Returns the option of that long name. There must be one.
const Option& option_named(std::string_view name);

}  // namespace logscan::cli
