#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/field.h"
#include "logscan/group_summary.h"
#include "logscan/log_format.h"
#include "logscan/record_writer.h"
#include "logscan/threshold.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// The lines that count. The values of one member are alternatives; all members must match. A line
/// that does not match is `filtered`. A value holds one entry, or several separated by commas. In
/// `paths` and `where`, a comma is an ordinary byte.
struct FilterSpec {
  std::vector<std::string> statuses;      ///< `5xx,404`
  std::vector<std::string> not_statuses;  ///< `401`
  std::vector<std::string> methods;       ///< `GET,POST`, ignoring case
  std::vector<std::string> hosts;    ///< `*.example.com`: a glob if it has `*` or `?`; without a
                                     ///< port, a host matches any port
  std::vector<std::string> paths;    ///< `/api/*`, likewise
  std::vector<std::string> clients;  ///< `10.0.0.0/8,!10.1.0.0/16`; `!` excludes
  std::vector<std::string> not_clients;  ///< `192.0.2.1`
  std::string since;                     ///< the first moment that matches
  std::string until;                     ///< the first moment that no longer matches
  std::vector<std::string> where;        ///< expressions, all of which must be true

  bool empty() const { return *this == FilterSpec(); }
  friend bool operator==(const FilterSpec&, const FilterSpec&) = default;
};

/// The personal data that reports must not show.
///
/// - `clients`: Addresses are truncated to the first of their /24 (IPv4) or /64 (IPv6), without
///   port and zone: `192.0.2.0`, `2001:db8::`. ::ffff:192.0.2.1 counts as IPv4. A client or an
///   entry of a forwarded-for list that is no address becomes `client`; `-` and `unknown` stay.
///   Addresses in every other field except the upstream are truncated as well. So is text that only
///   looks like one, such as a version of four numbers. Addresses in other notations are not found,
///   such as 192-0-2-1 in a host name.
/// - `queries`: Removes the values of queries in the target, the referer and any other URL, but
///   keeps the names: `?a=&b=`. Only `&` separates them. A part without `=` may be a value, so it
///   is removed too, and so is everything after a `#`. Everything before the `?` stays.
/// - `users`: A user becomes `user`, and so does `user:password` before the host of any URL.
///
/// With any of them, text in a given format's own fields becomes `(masked)`, since it may hold
/// anything. Common words such as HIT, TLSv1.3 and https stay, and so do numbers of up to three
/// digits, durations and numeric fields.
///
/// With any of them, text that does not look like the field of its column is hidden. An entry of a
/// forwarded-for list that is no address becomes `client`; a referer that is no URL becomes
/// `(masked)`.
struct Mask {
  bool clients = false;
  bool queries = false;
  bool users = false;

  /// Parses `clients`, `queries` and `users`, separated by commas. Throws std::invalid_argument for
  /// an unknown or missing word, which the message quotes.
  static Mask parse(std::string_view list);

  bool any() const { return clients || queries || users; }
  friend bool operator==(const Mask&, const Mask&) = default;
};

/// A rule of the user: every match becomes the replacement.
struct NormalizeRule {
  std::string regex;  ///< RE2 syntax, over bytes; may match anywhere and more than once
  /// `\1` to `\9` are groups of the match, `\0` is the match, `\\` a backslash.
  std::string replacement;

  friend bool operator==(const NormalizeRule&, const NormalizeRule&) = default;
};

/// A time in a filter, and the moment that it stands for.
struct NamedMoment {
  std::string text;
  std::int64_t seconds = 0;  ///< since 1970-01-01T00:00:00Z
  bool is_relative = false;  ///< means another moment at another time: `2 hours ago`, `10:00`

  friend bool operator==(const NamedMoment&, const NamedMoment&) = default;
};

/// The top groups of lines that have equal values for some keys.
struct GroupSpec {
  std::vector<std::string> by;  ///< keys (see docs/queries.md); only series may have none
  std::vector<Measure> show;
  std::uint64_t top = 10;  ///< rows to list
  /// Largest first; nullopt: by the values of the keys.
  std::optional<Measure> sort = Measure::kCount;
  std::uint64_t min_count = 0;  ///< groups with fewer lines are not listed

  friend bool operator==(const GroupSpec&, const GroupSpec&) = default;
};

/// Measures over time, for all lines or for the top groups.
struct SeriesSpec {
  std::uint64_t every = 60;  ///< seconds
  std::string zone = "UTC";  ///< whose clock the spans follow; a name as in TimeZone::find()
  GroupSpec groups;          ///< `by` may be empty

  friend bool operator==(const SeriesSpec&, const SeriesSpec&) = default;
};

/// Writes every parsed line as a record to EngineOptions::write_records.
struct RecordSpec {
  RecordFormat format = RecordFormat::kJsonLines;
  std::vector<Field> fields;  ///< at least one, no duplicates

  friend bool operator==(const RecordSpec&, const RecordSpec&) = default;
};

/// Counts that thresholds need for each group by some keys, if no group that is shown has them.
struct ThresholdTable {
  /// The lines that one kind of threshold counts.
  struct Column {
    Threshold::Amount amount;  ///< kClientErrors, kServerErrors or kStatus
    StatusCode status = 0;     ///< of kStatus

    bool counts(StatusCode code) const;
    friend bool operator==(const Column&, const Column&) = default;
  };

  std::vector<std::string> by;  ///< empty: all lines are one group
  std::vector<Column> columns;
  bool durations = false;

  friend bool operator==(const ThresholdTable&, const ThresholdTable&) = default;
};

/// Everything that changes what a run counts or shows, as plain values.
///
/// A run first replaces the client by the real client. A line that does not match the filter is
/// `filtered`, and counts nowhere else. Then paths are normalized and fields masked, for every
/// output.
struct QuerySpec {
  static constexpr std::uint64_t kDefaultMemory = 256 * 1024 * 1024;

  // How lines are read.
  LogFormatSpec log_format;
  std::string log_timezone;  ///< of time stamps without an offset; if empty, UTC is assumed and
                             ///< reports say so
  /// Bytes without terminator; a longer line is malformed: too_long.
  std::uint64_t max_line = 1u << 20;
  std::vector<std::string> trusted_proxies;  ///< networks whose X-Forwarded-For is trusted

  // Which lines count.
  FilterSpec filter;
  std::string timezone;  ///< of times in the filter and in reports, and of the keys hour, weekday
                         ///< and day; if empty, UTC in the filter, elsewhere each line's offset

  // How the lines appear in outputs.
  bool normalize = false;                      ///< fold ids in paths into `{id}`
  std::vector<NormalizeRule> normalize_rules;  ///< then apply these; they imply `normalize`
  Mask mask;

  /// Number of paths and clients that reports list for each error status; nullopt: as many as fit
  /// each report.
  std::optional<std::uint64_t> top_keys;

  // Results beside the default report.
  std::vector<GroupSpec> groups;
  std::vector<SeriesSpec> series;
  std::string country_file;  ///< a MaxMind file, for the key `country`
  std::optional<RecordSpec> records;
  std::uint64_t memory = kDefaultMemory;  ///< bytes for the rows of all groups and series together
  bool exact = false;                     ///< spill or throw MemoryError, never approximate

  // Thresholds judge each group of `groups` and of `series`, or the total if there are none.
  // Malformed lines belong to no group, so their thresholds always judge the total.
  std::vector<Threshold> thresholds;

  /// A total or group with fewer requests is not judged, or with fewer lines for `malformed`.
  /// Thresholds on requests are always judged.
  std::uint64_t min_requests = 0;

  // Set by compile_query().
  std::vector<NamedMoment> moments;     ///< every time in the filter, ordered by text
  bool filter_has_days = false;         ///< the filter uses hours or days of `timezone`
  std::vector<ThresholdTable> tables;   ///< that the thresholds need
  std::uint64_t country_file_size = 0;  ///< bytes of the country file
  /// Hash of the end of the country file, which holds its build date.
  std::uint64_t country_file_end = 0;

  friend bool operator==(const QuerySpec&, const QuerySpec&) = default;

  /// Returns whether a time in the filter depends on when the query was compiled. Always false
  /// before compile_query().
  bool is_relative() const;

  /// Describes for people, in one line, what changes the counts: `log format auto, max line
  /// 1048576, groups by path`. Printable.
  std::string in_words() const;

  /// Describes for people where two compiled specs count different things, this one first: `status
  /// 404, and status 500`. Returns nullopt if their counts can be added up. Compares values, never
  /// words (I14), and ignores what only changes how rows are shown.
  std::optional<std::string> difference(const QuerySpec& other) const;

  /// Merges how rows are shown, as far as both specs agree, and keeps the larger memory for exact
  /// rows. The order of merging does not matter. The specs must not differ.
  void agree(const QuerySpec& other);

  /// Writes the canonical form, field by field: equal specs give equal bytes. read() throws
  /// BytesError for anything else.
  void write(ByteWriter& to) const;
  static QuerySpec read(ByteReader& from);
};

/// Thrown for an invalid QuerySpec. The message names the command-line option of the member: `--by:
/// no group key "pth"; did you mean "path"?`.
class QueryError : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

/// Thrown if the groups exceed QuerySpec::memory and QuerySpec::exact forbids approximating.
class MemoryError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Thrown if exact rows that exceed the memory cannot be kept in temporary files. The message names
/// the folder and the cause.
class SpillError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Appends the country of a client to `out`. Returns false and appends nothing if it has none.
using CountryOf = std::function<bool(std::string_view client, std::string& out)>;

/// The inputs of compile_query() that are not part of a spec.
struct QueryContext {
  /// Base of relative times, in seconds since 1970; nullopt: the present.
  std::optional<std::int64_t> now;
  CountryOf country_of;  ///< used instead of QuerySpec::country_file
};

struct Query;

/// Compiles a spec. The result is immutable, so any number of threads can share it. Throws
/// QueryError.
std::shared_ptr<const Query> compile_query(QuerySpec spec, const QueryContext& context = {});

/// Returns the spec that a query was compiled from, completed.
const QuerySpec& spec_of(const Query& query);

}  // namespace logscan
