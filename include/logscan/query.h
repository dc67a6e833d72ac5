#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/expression.h"
#include "logscan/field.h"
#include "logscan/group_key.h"
#include "logscan/group_summary.h"
#include "logscan/mask.h"
#include "logscan/normalize.h"
#include "logscan/real_client.h"
#include "logscan/record_writer.h"
#include "logscan/threshold.h"
#include "logscan/time_zone.h"

namespace logscan {

/// The first groups of the lines that have the same values of some keys.
struct GroupQuery {
  std::vector<GroupKey> by;  ///< at least one, unless it is hidden
  std::vector<Measure> show;
  std::size_t top = 10;                           ///< rows that are listed
  std::optional<Measure> sort = Measure::kCount;  ///< largest first; nullopt: by the keys' values
  bool hidden = false;  ///< counted for thresholds, and not in Summary::groups
};

/// Measures over time, of all lines or of the first groups.
struct SeriesQuery {
  std::uint64_t every = 60;  ///< seconds
  TimeZone zone;             ///< whose clock the spans follow
  GroupQuery groups;         ///< `by` may be empty
};

/// Every parsed line as a record.
struct RecordQuery {
  RecordFormat format = RecordFormat::kJsonLines;
  std::vector<Field> fields;  ///< at least one, none twice

  /// Takes the records' bytes, in the order of the input. What it throws ends the run, and leaves
  /// analyse().
  std::function<void(std::string_view)> write;
};

/// Something that changes what is counted, in words: `where`, `status >= 500`.
struct QuestionWord {
  std::string name;
  std::string value;

  friend bool operator==(const QuestionWord&, const QuestionWord&) = default;
};

/// What a run is asked beside the default report. The order in which it works on a line: the real
/// client is put in its place; a line that does not match the filter is `filtered`, and counted
/// nowhere else; then paths are normalized and fields masked, for every output. For any number of
/// threads.
struct Query {
  static constexpr std::size_t kDefaultMemory = 256 * 1024 * 1024;

  OwnFields own;  ///< of the given format, for all of the following
  TrustedProxies trusted_proxies;
  std::optional<Expression> filter;
  std::vector<GroupQuery> groups;
  std::vector<SeriesQuery> series;
  std::optional<RecordQuery> records;
  std::optional<Normalizer> normalizer;  ///< of paths; targets and requests stay as they are
  Mask mask;
  std::size_t memory = kDefaultMemory;  ///< bytes for all rows of groups and series together
  bool exact = false;                   ///< rather stop with MemoryError than go on with a sketch

  /// What the members above do not say themselves: of the filter, the normalizer, the proxies, the
  /// country file, the zone of hours and days. Aggregate whose words differ are not merged.
  std::vector<QuestionWord> words;

  /// What the run is held against: each group of `groups` and of `series`; without any, the total.
  /// Malformed lines are in no group: of them always the total.
  std::vector<Threshold> thresholds;
  /// A total or group with fewer requests is not judged; of malformed lines, with fewer lines. How
  /// many requests there are is always judged.
  std::uint64_t min_requests = 0;

  /// Adds the hidden groups that the thresholds need, when all else is set; whether it had to. What
  /// was counted without them cannot be held against these thresholds.
  bool add_hidden_groups();

  /// Whether nothing is asked.
  bool empty() const;

  /// What has to be cut of every line.
  FieldSet fields() const;

  /// Whether the answer depends on the time of a line.
  bool asks_for_times() const { return !series.empty() || fields().has(Field::kTime); }

  /// What has to be known of a line for its groups: `by`, `show` and `sort`.
  static FieldSet fields_of(const GroupQuery& groups);
};

/// The groups asked for do not fit Query::memory, and Query::exact forbids less.
class MemoryError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace logscan
