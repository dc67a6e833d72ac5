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
#include "engine/query_rows.h"
#include "logscan/log_line.h"
#include "logscan/status.h"
#include "query/query.h"
#include "query/value_cache.h"
#include "text/time_bucket.h"

namespace logscan {

/// Asks one thread's parsed lines what a query asks.
class QueryScan {
 public:
  /// `query` must outlive this.
  explicit QueryScan(const Query& query);

  /// What has to be cut of every line.
  FieldSet fields() const { return fields_; }

  /// Whether some lines may be filtered.
  bool filters() const { return query_.filter.has_value(); }

  /// Whether the filter lets no line of that status pass.
  bool rejects(StatusCode status) const { return rejected_[status]; }

  /// Puts the real client in the place of a proxy that is trusted. Before all that follows.
  void resolve_client(LogLine& line) const;

  /// Whether the line passes the filter.
  bool passes(const LogLine& line) const { return !query_.filter || query_.filter->matches(line); }

  /// Whether show() changes anything.
  bool changes() const { return normalizer_ || query_.spec.mask.any(); }

  /// Makes the line one that outputs may show: its path normalized, and masked what is to be. Views
  /// of what was changed live until the next call. Records and rows are made of such lines.
  void show(LogLine& line, FieldSet wanted);

  /// Adds a line that may be shown to the rows of its groups, and to those of its span of time.
  void count(const LogLine& line);

  /// Fetches the rows of the lines that are counted next, which must be these in their order. It
  /// changes nothing but the speed.
  static constexpr std::size_t kMostAnnounced = 16;
  void prefetch(std::span<const LogLine> lines);

  /// Whether records are asked for.
  bool has_records() const { return writer_.has_value(); }

  /// Appends its record, if records are asked for. Its time then is by the query's clock.
  void append_record(LogLine& line, std::string& out) {
    if (!writer_) return;
    if (clock_ && line.time) {
      line.time->offset_minutes =
          static_cast<std::int16_t>(clock_->offset_at(line.time->seconds) / 60);
    }
    writer_->append(line, out);
  }

  /// The bytes of a line as outputs may show them; `raw` is what `line` was cut from.
  std::string quote(const LogLine& line, std::string_view raw) const;
  /// The same for a line that is not parsed, or for a first part of it.
  std::string quote(std::string_view raw) const;

  /// The rows of all lines since they were last taken.
  const QueryRows& rows() const { return rows_; }

  /// Whether those are so many that they should be taken. Follows from the lines alone.
  bool is_full() const { return full_; }

  /// Changes them for others, which must be empty.
  void take_rows(QueryRows& rows) {
    std::swap(rows, rows_);
    full_ = false;
  }

 private:
  struct Keys {
    const std::vector<GroupKey>* by;
    MeasureNeeds needs;
    std::vector<std::optional<ValueCache>> caches;  ///< of the keys that take long
    std::optional<Field> text;  ///< there is one key, and it is this field's bytes
    std::array<TableHash, kMostAnnounced> hashes{};  ///< of the lines announced, if so
  };
  struct Span {
    Keys keys;
    TimeBuckets buckets;
  };
  struct Judged {
    Keys keys;
    std::vector<std::bitset<kStatusCodes>> columns;  ///< the statuses of each
  };

  static Keys keys_of(const std::vector<GroupKey>& by, MeasureNeeds needs);
  static Judged judged_of(const std::vector<GroupKey>& by, const ThresholdTable& table);
  RowMeasures& row_of(QueryTable& table, std::string_view key, TableHash hash);
  std::string_view key_of(const LogLine& line, Keys& keys);
  void append_keys(const LogLine& line, Keys& keys);

  const Query& query_;
  const FieldSet fields_;
  std::bitset<kStatusCodes> rejected_;
  std::optional<Normalizer> normalizer_;
  std::optional<RecordWriter> writer_;
  std::optional<ZoneClock> clock_;  ///< of the times in records, if one is given
  std::vector<Keys> groups_;
  std::vector<Span> series_;
  std::vector<Judged> judged_;
  QueryRows rows_;
  bool full_ = false;
  std::size_t announced_ = 0;  ///< how many of the lines that were are still to come
  std::size_t next_ = 0;       ///< which of them is
  std::string path_;
  std::string masked_;
  std::vector<OwnValue> masked_own_;
  std::string key_;
};

}  // namespace logscan
