#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aggregate/row_measures.h"
#include "engine/plain_texts.h"
#include "engine/query_rows.h"
#include "logscan/log_line.h"
#include "logscan/status.h"
#include "query/query.h"
#include "query/value_cache.h"
#include "text/time_bucket.h"

namespace logscan {

/// Evaluates a query on the parsed lines of one thread.
class QueryScan {
 public:
  /// `query` must outlive this object.
  explicit QueryScan(const Query& query);

  /// Returns the fields to cut from every line.
  FieldSet fields() const { return fields_; }

  /// Returns those that the filter compares.
  FieldSet compared_fields() const { return compared_; }

  /// Returns whether some lines may be filtered.
  bool filters() const { return query_.filter.has_value(); }

  /// Returns whether the filter rejects every line with that status.
  bool rejects(StatusCode status) const { return rejected_[status]; }

  /// Replaces a trusted proxy by the real client. Call it before everything below.
  void resolve_client(LogLine& line) const;

  /// Returns whether the line passes the filter.
  bool passes(const LogLine& line) const { return !query_.filter || query_.filter->matches(line); }

  /// Returns whether show() changes anything.
  bool changes() const { return normalizer_ || query_.spec.mask.any(); }

  /// Prepares a line for outputs: normalizes its path and masks fields. Views of changed fields are
  /// valid until the next call. Records and rows are made from such lines.
  void show(LogLine& line, FieldSet wanted);

  /// Adds prepared lines, at most kMostAtOnce, to the rows of their groups and of their spans.
  /// Many at once are faster, since their rows are prefetched.
  static constexpr std::size_t kMostAtOnce = PartTable<RowMeasures>::kMostAtOnce;
  void count(std::span<const LogLine> lines);

  /// Returns the fields whose texts count_plain() needs, or nullopt if plain lines need more than
  /// that.
  const std::optional<FieldSet>& plain_fields() const { return plain_fields_; }

  /// Does the same for some plain lines of a run, whose `texts` are those of plain_fields().
  void count_plain(const PlainTexts& texts, const PlainLines& run, PlainTexts::Numbers lines);

  /// Returns whether no table can become full with so many more lines.
  bool has_room_for(std::size_t lines) const;

  /// Returns whether lines need nothing but count().
  bool only_counts() const { return !changes() && !has_records(); }

  /// Returns whether the query asks for records.
  bool has_records() const { return writer_.has_value(); }

  /// Appends the line's record if the query asks for records. Converts the time to the query's
  /// clock.
  void append_record(LogLine& line, std::string& out) {
    if (!writer_) return;
    if (clock_ && line.time) {
      line.time->offset_minutes =
          static_cast<std::int16_t>(clock_->offset_at(line.time->seconds) / 60);
    }
    writer_->append(line, out);
  }

  /// Returns the bytes of a line in a form safe for outputs. `raw` is the text that `line` was cut
  /// from.
  std::string quote(const LogLine& line, std::string_view raw) const;
  /// Does the same for a line that is not parsed, or for its beginning.
  std::string quote(std::string_view raw) const;

  /// Returns whether a table is full, so that the caller finishes the part. Depends on the lines
  /// alone.
  bool is_full() const { return full_; }

  /// Moves the rows of all lines since the last call to `part`, which must be empty.
  void finish_part(QueryPart& part);

  /// Uses the memory of an empty part for the next rows, since it is still in the caches.
  void reuse(QueryPart& part);

 private:
  struct Keys {
    const std::vector<GroupKey>* by;
    MeasureNeeds needs;
    std::vector<std::optional<ValueCache>> caches;  ///< for expensive keys
    std::optional<Field> text;                      ///< the only key is this field's bytes
    PartTable<RowMeasures> table;
  };
  struct Span {
    Keys keys;
    TimeBuckets buckets;
    std::uint64_t undated = 0;  ///< lines without a time
  };
  struct Judged {
    Keys keys;
    std::vector<std::bitset<kStatusCodes>> columns;  ///< statuses counted in each column
  };

  Keys keys_of(const std::vector<GroupKey>& by, MeasureNeeds needs) const;
  Judged judged_of(const std::vector<GroupKey>& by, const ThresholdTable& table) const;
  template <class Each>
  void each_table(QueryPart& part, Each each);
  void append_keys(const LogLine& line, Keys& keys);
  std::optional<FieldSet> find_plain_fields() const;
  void find_keys(std::span<const LogLine> lines, Keys& keys, TimeBuckets* spans);
  std::span<const std::uint32_t> find_rows(std::size_t count, Keys& keys);
  template <class Add>
  void add(std::span<const LogLine> lines, Keys& keys, TimeBuckets* spans, Add add);

  const Query& query_;
  const FieldSet fields_;
  const FieldSet compared_;
  std::bitset<kStatusCodes> rejected_;
  std::optional<Normalizer> normalizer_;
  std::optional<RecordWriter> writer_;
  std::optional<ZoneClock> clock_;  ///< clock of the times in records, if one is given
  std::vector<Keys> groups_;
  std::vector<Span> series_;
  std::vector<Judged> judged_;
  std::optional<FieldSet> plain_fields_;
  bool full_ = false;
  std::array<std::string_view, kMostAtOnce> found_;  ///< the keys of the lines being counted
  std::string path_;
  std::string masked_;
  std::vector<OwnValue> masked_own_;
  std::string key_;
};

}  // namespace logscan
