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

/// Which lines count. The values of one member are alternatives, the members must all hold; a line
/// that does not match is `filtered`. A value holds one entry, or several with commas between them;
/// in `paths` and `where` a comma is a byte like others.
struct FilterSpec {
  std::vector<std::string> statuses;      ///< `5xx,404`
  std::vector<std::string> not_statuses;  ///< `401`
  std::vector<std::string> methods;       ///< `GET,POST`, in any case of letters
  std::vector<std::string> hosts;  ///< `*.example.com`: a glob if it has `*` or `?`. A host without
                                   ///< a port matches any port.
  std::vector<std::string> paths;  ///< `/api/*`, likewise
  std::vector<std::string> clients;      ///< `10.0.0.0/8,!10.1.0.0/16`; `!` excludes
  std::vector<std::string> not_clients;  ///< `192.0.2.1`
  std::string since;                     ///< the first moment that matches
  std::string until;                     ///< the first moment that no longer does
  std::vector<std::string> where;        ///< expressions, which must all be true

  bool empty() const { return *this == FilterSpec(); }
  friend bool operator==(const FilterSpec&, const FilterSpec&) = default;
};

/// What reports must not show of the people in a log.
///
/// - `clients`: addresses are cut to the first of their /24 (IPv4) or /64 (IPv6): `192.0.2.0`,
///   `2001:db8::`, without port and zone. ::ffff:192.0.2.1 is IPv4. A client, or an entry of a
///   forwarded-for list, that is no address becomes `client`; `-` and `unknown` stay. Addresses in
///   every other field but the upstream are cut as well, and so is what only looks like one, such
///   as a version of four numbers. Not found: addresses in other notations, such as 192-0-2-1 in
///   the name of a host;
/// - `queries`: the values of queries go, in the target, the referer and any other URL; the names
///   stay: `?a=&b=`. Only `&` separates them. A part without `=` may be a value, and goes; so does
///   everything after a `#`. What stands before the `?` stays;
/// - `users`: a user becomes `user`, and so does `user:password` in front of the host of any URL.
///
/// With any of them, the text of a given format's own fields is `(masked)`, since it may be
/// anything. Common words such as HIT, TLSv1.3 and https stay, and so do numbers of up to three
/// digits, durations and fields that are numbers.
///
/// With any of them, text that stands in a column of a field but does not look like that field is
/// hidden: an entry of a forwarded-for list that is no address becomes `client`, a referer that is
/// no URL `(masked)`.
struct Mask {
  bool clients = false;
  bool queries = false;
  bool users = false;

  /// Parses `clients`, `queries` and `users`, separated by commas. Throws std::invalid_argument;
  /// the message quotes a word that is none of them, or that is missing.
  static Mask parse(std::string_view list);

  bool any() const { return clients || queries || users; }
  friend bool operator==(const Mask&, const Mask&) = default;
};

/// A user's own rule: what matches becomes the replacement.
struct NormalizeRule {
  std::string regex;        ///< RE2 syntax, over bytes; may match anywhere, and more than once
  std::string replacement;  ///< `\1` to `\9` are groups of the match, `\0` is all, `\\` a backslash

  friend bool operator==(const NormalizeRule&, const NormalizeRule&) = default;
};

/// A time of a filter, and the moment that it was read as.
struct NamedMoment {
  std::string text;
  std::int64_t seconds = 0;  ///< since 1970-01-01T00:00:00Z
  bool is_relative = false;  ///< It means another moment at another time: `2 hours ago`, `10:00`.

  friend bool operator==(const NamedMoment&, const NamedMoment&) = default;
};

/// The top groups of lines that have the same values of some keys.
struct GroupSpec {
  std::vector<std::string> by;  ///< keys (see docs/queries.md); only series may have none
  std::vector<Measure> show;
  std::uint64_t top = 10;                         ///< rows to list
  std::optional<Measure> sort = Measure::kCount;  ///< largest first; nullopt: by the keys' values
  std::uint64_t min_count = 0;                    ///< groups with fewer lines are not listed

  friend bool operator==(const GroupSpec&, const GroupSpec&) = default;
};

/// Measures over time, of all lines or of the top groups.
struct SeriesSpec {
  std::uint64_t every = 60;  ///< seconds
  std::string zone = "UTC";  ///< whose clock the spans follow; a name as TimeZone::find() takes it
  GroupSpec groups;          ///< `by` may be empty

  friend bool operator==(const SeriesSpec&, const SeriesSpec&) = default;
};

/// Every parsed line as a record, for EngineOptions::write_records.
struct RecordSpec {
  RecordFormat format = RecordFormat::kJsonLines;
  std::vector<Field> fields;  ///< at least one, none twice

  friend bool operator==(const RecordSpec&, const RecordSpec&) = default;
};

/// What thresholds count of each group by some keys, where the groups that are shown do not.
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
/// A run works on a line in this order: it puts the real client in its place; a line that does not
/// match the filter is `filtered`, and counted nowhere else; then paths are normalized and fields
/// masked, for every output.
struct QuerySpec {
  static constexpr std::uint64_t kDefaultMemory = 256 * 1024 * 1024;

  // How lines are read.
  LogFormatSpec log_format;
  std::string log_timezone;           ///< of time stamps without an offset; empty: UTC is assumed,
                                      ///< and reports say so
  std::uint64_t max_line = 1u << 20;  ///< bytes; a longer line (without its terminator) is
                                      ///< malformed: too_long
  std::vector<std::string> trusted_proxies;  ///< networks whose X-Forwarded-For is believed

  // Which lines count.
  FilterSpec filter;
  std::string timezone;  ///< of times in the filter and in reports, and of the keys hour, weekday
                         ///< and day; empty: UTC for those in the filter, else each line's offset

  // What outputs show of them.
  bool normalize = false;                      ///< fold ids in paths into `{id}`
  std::vector<NormalizeRule> normalize_rules;  ///< then apply these; they imply `normalize`
  Mask mask;

  /// Paths and clients that reports list for each error status; nullopt: as many as suits each.
  std::optional<std::uint64_t> top_keys;

  // What is counted beside the default report.
  std::vector<GroupSpec> groups;
  std::vector<SeriesSpec> series;
  std::string country_file;  ///< a MaxMind file, for the key `country`
  std::optional<RecordSpec> records;
  std::uint64_t memory = kDefaultMemory;  ///< bytes for all rows of groups and series together
  bool exact = false;                     ///< throw MemoryError rather than approximate

  // What the run is held against: each group of `groups` and of `series`; without any, the total.
  // Malformed lines belong to no group, so their thresholds hold against the total.
  std::vector<Threshold> thresholds;
  std::uint64_t min_requests = 0;  ///< A total or group with fewer requests (or, for malformed,
                                   ///< lines) is not judged; thresholds on requests always are.

  // What compile_query() adds.
  std::vector<NamedMoment> moments;     ///< of every time in the filter, by their texts
  bool filter_has_days = false;         ///< the filter asks for hours or days of `timezone`
  std::vector<ThresholdTable> tables;   ///< that the thresholds need
  std::uint64_t country_file_size = 0;  ///< bytes of the country file
  std::uint64_t country_file_end = 0;   ///< and a hash of its end, which says when it was made

  friend bool operator==(const QuerySpec&, const QuerySpec&) = default;

  /// Whether a time in the filter depends on when the query was compiled. Only compile_query()
  /// finds out; false before.
  bool is_relative() const;

  /// Returns in one line what changes the counts, for people: `log format auto, max line 1048576,
  /// groups by path`. Printable.
  std::string in_words() const;

  /// Returns where two specs count different things, for people: `where status >= 500, and
  /// without`; nullopt where their counts can be added up. Compares values, never words (I14), and
  /// ignores what only changes how rows are shown. Of compiled specs.
  std::optional<std::string> difference(const QuerySpec& other) const;

  /// Merges how rows are shown, as far as both specs agree, and the larger memory of exact rows. In
  /// any order the result is the same. The specs must not differ.
  void agree(const QuerySpec& other);

  /// Writes the canonical form, field by field: equal specs are equal bytes. read() throws
  /// BytesError for anything else.
  void write(ByteWriter& to) const;
  static QuerySpec read(ByteReader& from);
};

/// A QuerySpec that makes no sense. The message names the command line's option for the member at
/// fault: `--by: no group key "pth"; did you mean "path"?`.
class QueryError : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

/// The groups asked for do not fit QuerySpec::memory, and QuerySpec::exact forbids less.
class MemoryError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Appends the country of a client to `out`; false, and nothing appended, where it has none.
using CountryOf = std::function<bool(std::string_view client, std::string& out)>;

/// What a spec does not say itself.
struct QueryContext {
  std::optional<std::int64_t> now;  ///< what relative times are relative to, in seconds since 1970;
                                    ///< nullopt: the present
  CountryOf country_of;             ///< used instead of QuerySpec::country_file
};

struct Query;

/// Compiles a spec. The result is never changed, and any number of threads may use it at once.
/// Throws QueryError.
std::shared_ptr<const Query> compile_query(QuerySpec spec, const QueryContext& context = {});

/// Returns what a query was compiled from, completed.
const QuerySpec& spec_of(const Query& query);

}  // namespace logscan
