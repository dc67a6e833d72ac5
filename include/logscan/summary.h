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

/// What one run found, as plain values: what reports are made from. Strings are the log's own
/// bytes: whoever prints them makes them safe first. Everything but Run and the timings in Baseline
/// is the same for the same input, whatever the block size, the threads and the kernel.
namespace logscan {

/// lines = parsed + malformed + blank + comment + filtered; bytes is the sum of the bytes of all
/// lines with terminators.
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

/// An option of the filter, as people give it: `--status` with `5xx,404`.
struct FilterTerm {
  std::string option;
  std::string value;            ///< `(masked)` where a mask hides what it may hold
  std::optional<LogTime> time;  ///< what --since and --until were read as
};

/// One line of the log, quoted. `path` is as the user named the input, "-" for standard input;
/// `line` counts from 1, `offset` (bytes) from 0; `text` is without terminator and cut at
/// kSampleBytes.
struct Sample {
  std::string path;
  std::uint64_t line = 0;
  std::uint64_t offset = 0;
  Reason reason = Reason::kNone;
  std::string text;
  std::optional<ClosestFormat> closest = {};  ///< of a malformed line that is not too long
};

constexpr std::size_t kSampleBytes = 1024;  ///< the longest text of a sample
constexpr std::size_t kSamples = 5;         ///< malformed lines quoted: the first ones
constexpr std::size_t kTopKeys = 10;        ///< paths and clients listed for each error status,
                                            ///< unless Summary::top_keys is another number

struct InputSummary {
  std::string path;  ///< as the user named it, "-" for standard input
  Accounting counts;
  std::uint64_t bytes_read = 0;                      ///< from the source (before decompression)
  std::optional<std::string> compression;            ///< see Input::compression()
  std::array<std::uint64_t, kLogFormats> formats{};  ///< parsed lines of each log format
  bool incomplete_last_line = false;                 ///< the last line has no line feed (it counts)
  bool is_rest = false;  ///< of a run with a state: lines in front were read before
  std::optional<std::string>
      error;  ///< why it could not be read, or not to its end; no control bytes, no final full stop
  std::optional<std::string> warning;  ///< see Input::warning()
};

/// Counts over time. Bucket i covers [from + i * every, from + (i + 1) * every).
struct Timeline {
  std::uint64_t every = 60;  ///< seconds
  LogTime from;
  std::vector<std::int16_t> offsets;    ///< the clock's, at the start of each bucket, if a zone is
                                        ///< given; else that of `from` holds for all
  std::vector<std::uint64_t> requests;  ///< parsed lines, at most 120 buckets; gaps are zeros
  std::vector<std::uint64_t> errors;    ///< of these, status 400 to 599; as many as requests
  std::uint64_t before = 0;             ///< parsed lines with a stray time before the first bucket
  std::uint64_t after = 0;              ///< and after the last
  std::uint64_t undated = 0;            ///< parsed lines whose time cannot be read
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

/// What may stand in a line without being readable.
enum class UnreadField : std::uint8_t { kClient, kTime, kDuration };
constexpr std::size_t kUnreadFields = 3;
constexpr std::array<const char*, kUnreadFields> kUnreadFieldNames = {"client", "time", "duration"};

/// Parsed lines that lack a field although something stands in its column: see RefusedFields.
struct UnreadSummary {
  std::uint64_t lines = 0;
  std::uint64_t looked_at = 0;  ///< parsed lines whose field was read, filtered ones too
  bool errors_alone = false;    ///< only lines with an error status were read, since nothing else
                                ///< needs the field
  std::optional<Sample> first;
};

struct MalformedSummary {
  std::array<std::uint64_t, kReasons> reasons{};
  std::vector<Sample> samples;  ///< the first kSamples in input order
};

/// What a naive method found on the same bytes, and how that comes about.
struct BaselineMethod {
  std::string name;  ///< "line_by_line", "substring", "chunked_substring", "reference"
  double seconds = 0;
  double bytes_per_second = 0;
  double speedup = 0;                  ///< of the scan over this method; both on warm files
  std::optional<std::uint64_t> lines;  ///< null for a method that knows no lines
  std::array<std::uint64_t, kStatusCodes>
      errors{};  ///< counts per status; only 400 to 599 are filled
};

/// One method and one status whose count is not the exact one, or is by terms that cancel out:
/// method count = exact + other_field - sliced + misread.
struct BaselineDifference {
  std::string method;
  StatusCode status = 0;
  std::uint64_t other_field =
      0;  ///< matches that belong to another field, or to a line without a status
  std::uint64_t sliced = 0;      ///< statuses lost because the match lies across a chunk edge
  std::int64_t misread = 0;      ///< lines read wrongly: gained minus lost
  std::vector<Sample> examples;  ///< at most one of each kind, in that order; the offset of a
                                 ///< sliced match is its own
};

struct Baseline {
  double scan_seconds = 0;  ///< the scan's own time, taken again when all files were warm
  std::vector<BaselineMethod> methods;
  std::vector<BaselineDifference> differences;  ///< by method in the order above, then by status
  std::uint64_t reference_differs = 0;      ///< lines on which the reference and the scan disagree
  std::optional<Sample> reference_example;  ///< the first of them
  bool reconciled = false;                  ///< every difference adds up, and the reference agrees
};

/// Bytes of a log that are gone and were never read.
struct LostBytes {
  std::string path;  ///< of the file, when it was last seen
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;  ///< so many were seen
  bool maybe_more = false;  ///< and perhaps others came behind them, unseen
};

/// What came between two readings of the logs, of a run with a state.
struct WindowSummary {
  std::uint64_t number = 1;  ///< from 1; the next one has the next number
  std::optional<std::string>
      from;               ///< time of the reading before, RFC 3339; nullopt: there was none
  std::string to;         ///< and of this one
  bool repeated = false;  ///< it was read by an earlier run, which did not commit it
  std::uint64_t pending_bytes = 0;  ///< of unfinished last lines, which are in no count
  std::vector<LostBytes> lost;

  std::uint64_t lost_bytes() const {
    std::uint64_t bytes = 0;
    for (const LostBytes& some : lost)
      bytes += some.bytes;
    return bytes;
  }
};

/// How the run went: different each time.
struct Run {
  double elapsed_seconds = 0;
  double cpu_seconds = 0;
  double bytes_per_second = 0;
  double lines_per_second = 0;
  unsigned threads = 0;
  std::uint64_t block_size = 0;
  std::string kernel;
  std::uint64_t max_rss_bytes = 0;
};

struct Summary {
  std::optional<WindowSummary> window;  ///< of a run with a state
  std::vector<InputSummary> inputs;     ///< in the order given
  Accounting totals;
  std::uint64_t incomplete_last_lines = 0;  ///< how many inputs
  std::optional<LogTime> first;             ///< earliest of all parsed lines, its own offset kept
  std::optional<LogTime> last;
  std::optional<LogTime> log_first;  ///< the same two of all lines, filtered ones too
  std::optional<LogTime> log_last;
  std::string zone;                       ///< whose clock all times follow; empty: the log's own
  std::vector<FilterTerm> filters;        ///< which lines count; empty: all
  std::vector<std::string> filter_hints;  ///< if no line passed: what may be meant instead
  Timeline timeline;
  StatusSummary status;
  MalformedSummary malformed;
  std::array<UnreadSummary, kUnreadFields> unread;  ///< by UnreadField
  bool utc_assumed = false;               ///< The query depends on a time without an offset, and no
                                          ///< QuerySpec::log_timezone names its zone.
  std::optional<std::uint64_t> top_keys;  ///< see QuerySpec
  std::vector<ErrorSummary>
      top_errors;  ///< every error status seen, count descending, then status ascending
  std::vector<Incident> incidents;  ///< those with the most errors beyond the usual number, at most
                                    ///< kMostIncidents, in that order
  std::vector<GroupSummary> groups;            ///< the answers, in the order of the questions
  std::vector<SeriesSummary> series;           ///< likewise
  std::vector<ThresholdResult> thresholds;     ///< each of Query's for the total or, in order, for
                                               ///< each list of keys
  std::optional<ReportComparison> comparison;  ///< with an earlier report
  std::optional<Baseline> baseline;
  Run run;

  UnreadSummary& unread_of(UnreadField field) { return unread[static_cast<std::size_t>(field)]; }
};

}  // namespace logscan
