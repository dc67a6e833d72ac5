#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "logscan/comparison.h"
#include "logscan/group_summary.h"
#include "logscan/log_format.h"
#include "logscan/log_line.h"
#include "logscan/log_time.h"
#include "logscan/status.h"
#include "logscan/threshold.h"

/// The results of one run as plain values, from which reports are made. Strings are raw log bytes:
/// make them harmless before you print them. Everything except Run and the timings in Baseline is
/// the same for the same input, whatever the block size, the threads and the kernel.
namespace logscan {

/// lines = parsed + malformed + blank + comment + filtered. `bytes` is the sum of the bytes of all
/// lines, terminators included.
struct Accounting {
  std::uint64_t bytes = 0;
  std::uint64_t lines = 0;
  std::uint64_t parsed = 0;
  std::uint64_t malformed = 0;
  std::uint64_t blank = 0;
  std::uint64_t comment = 0;
  std::uint64_t filtered = 0;

  Accounting& operator+=(const Accounting& other);
  bool closes() const { return lines == parsed + malformed + blank + comment + filtered; }
  friend bool operator==(const Accounting&, const Accounting&) = default;
};

inline Accounting& Accounting::operator+=(const Accounting& other) {
  bytes += other.bytes;
  lines += other.lines;
  parsed += other.parsed;
  malformed += other.malformed;
  blank += other.blank;
  comment += other.comment;
  filtered += other.filtered;
  return *this;
}

/// An option as given: `--status` with `5xx,404`. The value of `--normalize` is empty.
struct FilterTerm {
  std::string option;
  std::string value;            ///< `(masked)` if it might reveal what a mask hides
  std::optional<LogTime> time;  ///< the moment that --since or --until stands for
};

/// One line of the log, quoted. `path` is the input as the user named it, "-" for standard input.
/// `line` counts from 1, `offset` (bytes) from 0. `text` has no terminator and is truncated at
/// kSampleBytes.
struct Sample {
  std::string path;
  std::uint64_t line = 0;
  std::uint64_t offset = 0;
  Reason reason = Reason::kNone;
  std::string text;
  std::optional<ClosestFormat> closest = {};  ///< of a malformed line that is not too long
};

constexpr std::size_t kSampleBytes = 1024;  ///< longest text of a sample
constexpr std::size_t kSamples = 5;         ///< number of malformed lines quoted, the first ones
constexpr std::size_t kTopKeys =
    10;  ///< paths and clients listed per error status, unless Summary::top_keys says otherwise

struct InputSummary {
  std::string path;  ///< as the user named it, "-" for standard input
  Accounting counts;
  std::uint64_t bytes_read = 0;                      ///< before decompression
  std::optional<std::string> compression;            ///< see Input::compression()
  std::array<std::uint64_t, kLogFormats> formats{};  ///< parsed lines of each log format
  bool incomplete_last_line = false;                 ///< the last line has no line feed (it counts)
  bool is_rest = false;  ///< with a state: earlier lines were read by earlier runs
  /// Why it could not be read, or not to its end; no control bytes, no final full stop.
  std::optional<std::string> error;
};

/// Counts over time. Bucket i covers [from + i * every, from + (i + 1) * every).
struct Timeline {
  std::uint64_t every = 60;  ///< seconds
  LogTime from;
  std::vector<std::int16_t> offsets;    ///< of the clock, at the start of each bucket, if a zone is
                                        ///< given; otherwise that of `from` holds for all
  std::vector<std::uint64_t> requests;  ///< parsed lines, at most 120 buckets; gaps are zeros
  std::vector<std::uint64_t> errors;  ///< those with status 400 to 599; as many buckets as requests
  std::uint64_t before = 0;   ///< parsed lines with an outlying time before the first bucket
  std::uint64_t after = 0;    ///< likewise after the last bucket
  std::uint64_t undated = 0;  ///< parsed lines whose time cannot be read
};

struct KeyCount {
  std::string key;
  std::uint64_t count = 0;
};

/// One error status, 400 to 599.
struct ErrorSummary {
  StatusCode status = 0;
  std::uint64_t count = 0;
  std::optional<LogTime> first;  ///< earliest dated line of this status
  std::optional<LogTime> last;
  std::vector<KeyCount> paths;    ///< the most frequent, count descending, then bytes ascending
  std::vector<KeyCount> clients;  ///< likewise; lines without a path or client are not listed
  bool exact = true;              ///< both lists; else each count is at most error_bound too high
  std::uint64_t error_bound = 0;
  Sample example;                        ///< the first such line in input order
  std::vector<std::uint64_t> over_time;  ///< how many in each bucket of the timeline, at least;
                                         ///< empty where that is not known
};

/// A stretch of time in which the error rate left its usual band. docs/incidents.md has the method.
struct Incident {
  LogTime start;
  LogTime end;                ///< the first moment after it
  bool is_ongoing = false;    ///< the log ends with it
  bool is_of_server = false;  ///< All errors here are those of 5xx, which stand out by themselves.
  bool is_by_count = false;   ///< Every request is an error, so the number of errors stands out.
  std::uint64_t requests = 0;
  std::uint64_t errors = 0;
  std::uint64_t usual_errors = 0;  ///< as many as at the usual rate, rounded

  // The part with the most errors beyond the usual number.
  LogTime peak;
  std::uint64_t peak_seconds = 0;
  std::uint64_t peak_requests = 0;
  std::uint64_t peak_errors = 0;

  // What more than half of the errors have in common, as far as the counts prove it.
  std::optional<StatusCode> status;
  std::optional<std::string> path;    ///< more than half of the errors with that status
  std::optional<std::string> client;  ///< likewise
};

constexpr std::size_t kMostIncidents = 100;

struct StatusSummary {
  std::array<std::uint64_t, kStatusCodes> codes{};
  std::array<std::uint64_t, kStatusClasses> classes{};
  std::uint64_t client_errors = 0;
  std::uint64_t server_errors = 0;

  std::uint64_t errors() const { return client_errors + server_errors; }
};

/// Fields that may be present but unreadable.
enum class UnreadField : std::uint8_t { kClient, kTime, kDuration };
constexpr std::size_t kUnreadFields = 3;
constexpr std::array<const char*, kUnreadFields> kUnreadFieldNames = {"client", "time", "duration"};

/// Parsed lines that lack a field although there is text in its column; see RefusedFields.
struct UnreadSummary {
  std::uint64_t lines = 0;
  std::uint64_t looked_at = 0;  ///< parsed lines whose field was read, including filtered ones
  /// Only lines with an error status were read, because nothing else needs the field.
  bool errors_alone = false;
  std::optional<Sample> first;
};

struct MalformedSummary {
  std::array<std::uint64_t, kReasons> reasons{};
  std::vector<Sample> samples;  ///< the first kSamples in input order
};

/// The counts of a naive method on the same bytes, and its speed.
struct BaselineMethod {
  std::string name;  ///< "line_by_line", "substring", "chunked_substring", "reference"
  double seconds = 0;
  double bytes_per_second = 0;
  double speedup = 0;                  ///< of the scan over this method, both on warm files
  std::optional<std::uint64_t> lines;  ///< null for a method that does not count lines
  std::array<std::uint64_t, kStatusCodes> errors{};  ///< per status; only 400 to 599 are filled
};

/// A method and a status whose count differs from the exact one, or agrees only because terms
/// cancel out: method count = exact + other_field - sliced + misread.
struct BaselineDifference {
  std::string method;
  StatusCode status = 0;
  std::uint64_t other_field = 0;  ///< matches in another field, or in a line without a status
  std::uint64_t sliced = 0;       ///< statuses lost because the match crosses a chunk boundary
  std::int64_t misread = 0;       ///< lines misread: gained minus lost
  std::vector<Sample> examples;   ///< at most one of each of these kinds, in this order; the offset
                                  ///< of a sliced match is that of the match
};

struct Baseline {
  double scan_seconds = 0;  ///< duration of the scan, repeated on warm files
  std::vector<BaselineMethod> methods;
  std::vector<BaselineDifference> differences;  ///< by method in the order above, then by status
  std::uint64_t reference_differs = 0;      ///< lines on which the reference and the scan disagree
  std::optional<Sample> reference_example;  ///< the first of these lines
  bool reconciled = false;                  ///< every difference adds up, and the reference agrees
};

/// Bytes of a log that were lost before logscan could read them.
struct LostBytes {
  std::string path;  ///< of the file, when it was last seen
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;  ///< bytes known to be lost
  bool maybe_more = false;  ///< more may have followed, unseen
};

/// The data between two readings of the logs, in a run with a state.
struct WindowSummary {
  std::uint64_t number = 1;  ///< counts from 1
  /// Time of the previous reading, RFC 3339; nullopt if there was none.
  std::optional<std::string> from;
  std::string to;                   ///< time of this reading
  bool repeated = false;            ///< an earlier run read it, but did not commit it
  std::uint64_t pending_bytes = 0;  ///< of unfinished last lines, which are not counted
  std::vector<LostBytes> lost;

  std::uint64_t lost_bytes() const {
    std::uint64_t bytes = 0;
    for (const LostBytes& some : lost)
      bytes += some.bytes;
    return bytes;
  }
};

/// Performance of the run, different each time.
struct Run {
  double elapsed_seconds = 0;
  double cpu_seconds = 0;
  double bytes_per_second = 0;
  double lines_per_second = 0;
  unsigned threads = 0;
  std::uint64_t block_size = 0;
  std::string kernel;
  std::uint64_t max_rss_bytes = 0;
  std::uint64_t spilled_bytes = 0;  ///< written to temporary files; see QuerySpec::exact
};

struct Summary {
  std::optional<WindowSummary> window;  ///< of a run with a state
  std::vector<InputSummary> inputs;     ///< in the order given
  Accounting totals;
  std::uint64_t incomplete_last_lines = 0;  ///< number of inputs
  std::optional<LogTime> first;             ///< earliest of all parsed lines, with its own offset
  std::optional<LogTime> last;
  std::optional<LogTime> log_first;  ///< the same for all lines, filtered ones included
  std::optional<LogTime> log_last;
  std::string zone;                       ///< whose clock all times follow; if empty, the log's own
  std::vector<FilterTerm> filters;        ///< which lines count; if empty, all
  std::vector<FilterTerm> rewrites;       ///< what changed paths, clients and other fields
  std::vector<std::string> filter_hints;  ///< if no line passed: suggestions what was meant
  Timeline timeline;
  StatusSummary status;
  MalformedSummary malformed;
  std::array<UnreadSummary, kUnreadFields> unread;  ///< by UnreadField
  bool utc_assumed = false;               ///< The query depends on a time without an offset, and
                                          ///< QuerySpec::log_timezone does not name its zone.
  std::optional<std::uint64_t> top_keys;  ///< see QuerySpec
  /// Every error status that occurred, count descending, then status ascending.
  std::vector<ErrorSummary> top_errors;
  /// At most kMostIncidents, those with the most errors beyond the usual number first.
  std::vector<Incident> incidents;
  std::vector<GroupSummary> groups;   ///< in the order of QuerySpec::groups
  std::vector<SeriesSummary> series;  ///< in the order of QuerySpec::series
  /// Each threshold of the query, for the total or for each list of keys in order.
  std::vector<ThresholdResult> thresholds;
  std::optional<ReportComparison> comparison;  ///< with an earlier report
  std::optional<Baseline> baseline;
  Run run;

  UnreadSummary& unread_of(UnreadField field) { return unread[static_cast<std::size_t>(field)]; }
};

}  // namespace logscan
