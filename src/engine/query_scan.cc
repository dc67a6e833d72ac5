#include "engine/query_scan.h"

#include <algorithm>

#include "query/key_tuple.h"
#include "query/mask.h"

namespace logscan {
namespace {

constexpr const char* kHidden = "(masked)";
constexpr std::size_t kMostRows = 65'536;  // most rows of one table

// Returns the memory for the keys that each table of a worker remembers.
std::size_t memory_for_keys(const QuerySpec& spec) {
  constexpr std::size_t kShare = 16;  // of the memory for the rows
  const std::size_t tables = spec.groups.size() + spec.series.size() + spec.tables.size();
  return static_cast<std::size_t>(spec.memory) / kShare / std::max<std::size_t>(tables, 1);
}

}  // namespace

QueryScan::QueryScan(const Query& query)
    : query_(query),
      fields_(query.fields()),
      compared_(query.filter ? query.filter->compared_fields() : FieldSet()),
      normalizer_(query.normalizer) {
  for (std::size_t code = 0; query.filter && code < kStatusCodes; ++code)
    rejected_[code] = query.filter->rejects(static_cast<StatusCode>(code));
  if (const auto& records = query.spec.records)
    writer_.emplace(records->format, records->fields, RecordOptions(), query.spec.log_format.own);
  if (!query.spec.timezone.empty()) clock_.emplace(query.zone);
  for (const GroupQuery& each : query.groups)
    groups_.push_back(keys_of(each.by, MeasureNeeds(each.spec)));
  for (const SeriesQuery& each : query.series) {
    series_.push_back({keys_of(each.groups.by, MeasureNeeds(each.groups.spec)),
                       TimeBuckets(each.every, each.zone), 0});
  }
  for (std::size_t i = 0; i < query.tables.size(); ++i)
    judged_.push_back(judged_of(query.tables[i], query.spec.tables[i]));
  plain_fields_ = find_plain_fields();
}

std::optional<FieldSet> QueryScan::find_plain_fields() const {
  FieldSet known = PlainTexts::kFields;
  known |= {Field::kTime, Field::kStatus};
  const bool is_plain =
      only_counts() && !filters() && judged_.empty() && query_.trusted_proxies.empty() &&
      known.has_all(fields_) &&
      std::all_of(groups_.begin(), groups_.end(),
                  [](const Keys& keys) { return keys.text && !keys.needs.has_sketches(); }) &&
      std::all_of(series_.begin(), series_.end(), [](const Span& span) {
        return span.keys.by->empty() && !span.keys.needs.has_sketches();
      });
  return is_plain ? std::optional(fields_) : std::nullopt;
}

QueryScan::Keys QueryScan::keys_of(const std::vector<GroupKey>& by, MeasureNeeds needs) const {
  Keys keys{&by, needs, {}, std::nullopt, PartTable<RowMeasures>(memory_for_keys(query_.spec))};
  if (by.size() == 1 && by[0].is_text()) keys.text = by[0].field();
  for (const GroupKey& key : by) {
    if (key.is_expensive()) {
      keys.caches.emplace_back(std::in_place);
    } else {
      keys.caches.emplace_back();
    }
  }
  return keys;
}

QueryScan::Judged QueryScan::judged_of(const std::vector<GroupKey>& by,
                                       const ThresholdTable& table) const {
  MeasureNeeds needs;
  needs.durations = needs.percentiles = table.durations;
  Judged judged{keys_of(by, needs), {}};
  for (const ThresholdTable::Column& column : table.columns) {
    std::bitset<kStatusCodes>& statuses = judged.columns.emplace_back();
    for (StatusCode code = 0; code < kStatusCodes; ++code)
      statuses[code] = column.counts(code);
  }
  return judged;
}

void QueryScan::resolve_client(LogLine& line) const {
  if (!query_.trusted_proxies.empty() && line.client.data() != nullptr)
    line.client = query_.trusted_proxies.real_client(line.client, line.forwarded_for);
}

void QueryScan::show(LogLine& line, FieldSet wanted) {
  if (normalizer_ && wanted.has(Field::kPath) && line.path.data() != nullptr) {
    path_.clear();
    normalizer_->append(line.path, path_);
    line.path = path_;
  }
  if (!query_.spec.mask.any()) return;
  line = mask_fields(query_.spec.mask, line, wanted, masked_);
  if (line.own == nullptr || !wanted.has_any(FieldSet::own())) return;
  masked_own_.assign(line.own, line.own + query_.spec.log_format.own.size());
  for (std::size_t place = 0; place < masked_own_.size(); ++place) {
    if (wanted.has(own_field(place))) mask_own(masked_own_[place]);
  }
  line.own = masked_own_.data();
}

void QueryScan::append_keys(const LogLine& line, Keys& keys) {
  const std::vector<GroupKey>& by = *keys.by;
  const auto append = [&](std::size_t i) {
    return keys.caches[i] ? keys.caches[i]->append(by[i], line, key_) : by[i].append(line, key_);
  };
  if (by.size() == 1) {
    const std::size_t place = key_.size();
    if (!append(0)) return;
    if (key_.size() == place) {
      key_ += single_key("");
    } else {
      key_.resize(std::min(key_.size(), place + kKeyValueBytes));
    }
    return;
  }
  for (std::size_t i = 0; i < by.size(); ++i) {
    const std::size_t place = begin_key_value(key_);
    end_key_value(key_, place, !append(i), i + 1 == by.size());
  }
}

template <class Each>
void QueryScan::each_table(QueryPart& part, Each each) {
  part.groups.resize(groups_.size());
  part.series.resize(series_.size());
  part.judged.resize(judged_.size());
  for (std::size_t i = 0; i < groups_.size(); ++i)
    each(groups_[i].table, part.groups[i].rows);
  for (std::size_t i = 0; i < series_.size(); ++i)
    each(series_[i].keys.table, part.series[i].rows);
  for (std::size_t i = 0; i < judged_.size(); ++i)
    each(judged_[i].keys.table, part.judged[i].rows);
}

void QueryScan::finish_part(QueryPart& part) {
  each_table(part, [](auto& table, auto& rows) { table.finish_part(rows); });
  for (std::size_t i = 0; i < series_.size(); ++i)
    part.series[i].undated = std::exchange(series_[i].undated, 0);
  full_ = false;
}

void QueryScan::reuse(QueryPart& part) {
  each_table(part, [](auto& table, auto& rows) { table.reuse(rows); });
}

bool QueryScan::has_room_for(std::size_t lines) const {
  const auto has_room = [lines](const Keys& keys) { return keys.table.size() + lines < kMostRows; };
  return std::all_of(groups_.begin(), groups_.end(), has_room) &&
         std::all_of(series_.begin(), series_.end(),
                     [&](const Span& span) { return has_room(span.keys); }) &&
         std::all_of(judged_.begin(), judged_.end(),
                     [&](const Judged& judged) { return has_room(judged.keys); });
}

void QueryScan::find_keys(std::span<const LogLine> lines, Keys& keys, TimeBuckets* spans) {
  if (keys.text && spans == nullptr) {
    for (std::size_t i = 0; i < lines.size(); ++i)
      found_[i] = single_key(field_text(lines[i], *keys.text));
    return;
  }
  key_.clear();
  std::array<std::size_t, kMostAtOnce + 1> ends{};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (spans != nullptr) append_start(spans->start_of(lines[i].time->seconds), key_);
    append_keys(lines[i], keys);
    ends[i + 1] = key_.size();
  }
  for (std::size_t i = 0; i < lines.size(); ++i)
    found_[i] = std::string_view(key_).substr(ends[i], ends[i + 1] - ends[i]);
}

// Finds the rows of the first keys in found_.
std::span<const std::uint32_t> QueryScan::find_rows(std::size_t count, Keys& keys) {
  const std::span<const std::uint32_t> rows = keys.table.find_rows(std::span(found_).first(count));
  full_ = full_ || keys.table.size() >= kMostRows;
  return rows;
}

template <class Add>
void QueryScan::add(std::span<const LogLine> lines, Keys& keys, TimeBuckets* spans, Add add) {
  find_keys(lines, keys, spans);
  const std::span<const std::uint32_t> rows = find_rows(lines.size(), keys);
  for (std::size_t i = 0; i < lines.size(); ++i)
    add(keys.table.measures(rows[i]), lines[i]);
}

void QueryScan::count_plain(const PlainTexts& texts, const PlainLines& run,
                            PlainTexts::Numbers lines) {
  static_assert(PlainTexts::kMostAtOnce <= kMostAtOnce);
  const auto status = [&](std::size_t i) { return run.run.statuses[lines[i]]; };
  const auto time = [&](std::size_t i) { return run.minute.plus(run.run.seconds[lines[i]]); };
  for (Keys& keys : groups_) {
    for (std::size_t i = 0; i < lines.size(); ++i)
      found_[i] = single_key(texts.text(*keys.text, i));
    const std::span<const std::uint32_t> rows = find_rows(lines.size(), keys);
    for (std::size_t i = 0; i < lines.size(); ++i)
      keys.table.measures(rows[i]).add(status(i), time(i));
  }
  for (auto& [keys, spans, undated] : series_) {
    for (std::size_t i = 0; i < lines.size();) {
      const std::int64_t start = spans.start_of(time(i).seconds());
      key_.clear();
      append_start(start, key_);
      found_[0] = key_;
      RowMeasures& row = keys.table.measures(find_rows(1, keys)[0]);
      for (; i < lines.size() && spans.start_of(time(i).seconds()) == start; ++i)
        row.add(status(i), time(i));
    }
  }
}

void QueryScan::count(std::span<const LogLine> lines) {
  const auto add_line = [](const Keys& keys) {
    return [needs = keys.needs](RowMeasures& row, const LogLine& line) { row.add(line, needs); };
  };
  for (Keys& keys : groups_)
    add(lines, keys, nullptr, add_line(keys));
  for (Span& span : series_) {
    std::span<const LogLine> rest = lines;
    while (!rest.empty()) {
      const auto undated =
          std::find_if(rest.begin(), rest.end(), [](const LogLine& line) { return !line.time; });
      const auto dated = static_cast<std::size_t>(undated - rest.begin());
      if (dated > 0) add(rest.first(dated), span.keys, &span.buckets, add_line(span.keys));
      span.undated += undated != rest.end();
      rest = rest.subspan(std::min(dated + 1, rest.size()));
    }
  }
  for (auto& [keys, columns] : judged_) {
    const auto& all = columns;
    add(lines, keys, nullptr, [&, needs = keys.needs](RowMeasures& row, const LogLine& line) {
      row.add(line, needs);
      for (std::size_t column = 0; column < all.size(); ++column)
        if (all[column][line.status]) row.add_to_column(column, all.size());
    });
  }
}

std::string QueryScan::quote(const LogLine& line, std::string_view raw) const {
  if (!query_.spec.mask.any()) return std::string(raw);
  std::string text;
  return append_masked_line(query_.spec.mask, line, raw, text) ? text : kHidden;
}

std::string QueryScan::quote(std::string_view raw) const {
  return query_.spec.mask.any() ? kHidden : std::string(raw);
}

}  // namespace logscan
