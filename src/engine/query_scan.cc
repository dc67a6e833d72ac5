#include "engine/query_scan.h"

#include "query/key_tuple.h"
#include "query/mask.h"
#include "record/table_hash.h"

namespace logscan {
namespace {

constexpr const char* kHidden = "(masked)";
constexpr std::size_t kMostRows = 65'536;  // most rows of one table

}  // namespace

QueryScan::QueryScan(const Query& query)
    : query_(query), fields_(query.fields()), normalizer_(query.normalizer), rows_(query.spec) {
  for (std::size_t code = 0; query.filter && code < kStatusCodes; ++code)
    rejected_[code] = query.filter->rejects(static_cast<StatusCode>(code));
  if (const auto& records = query.spec.records)
    writer_.emplace(records->format, records->fields, RecordOptions(), query.spec.log_format.own);
  if (!query.spec.timezone.empty()) clock_.emplace(query.zone);
  for (const GroupQuery& each : query.groups)
    groups_.push_back(keys_of(each.by, MeasureNeeds(each.spec)));
  for (const SeriesQuery& each : query.series) {
    series_.push_back({keys_of(each.groups.by, MeasureNeeds(each.groups.spec)),
                       TimeBuckets(each.every, each.zone)});
  }
  for (std::size_t i = 0; i < query.tables.size(); ++i)
    judged_.push_back(judged_of(query.tables[i], query.spec.tables[i]));
}

QueryScan::Keys QueryScan::keys_of(const std::vector<GroupKey>& by, MeasureNeeds needs) {
  Keys keys{&by, needs, {}, std::nullopt, {}};
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
                                       const ThresholdTable& table) {
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

std::string_view QueryScan::key_of(const LogLine& line, Keys& keys) {
  if (keys.text) return single_key(field_text(line, *keys.text));
  key_.clear();
  append_keys(line, keys);
  return key_;
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

RowMeasures& QueryScan::row_of(QueryTable& table, std::string_view key, TableHash hash) {
  RowMeasures& row = table.rows.row(key, hash);
  full_ = full_ || table.rows.size() >= kMostRows;
  return row;
}

// A table with many rows exceeds the caches. So the rows of a line are prefetched while the lines
// before it are counted.
void QueryScan::prefetch(std::span<const LogLine> lines) {
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    Keys& keys = groups_[group];
    if (!keys.text) continue;
    const auto& rows = rows_.groups[group].rows;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      keys.hashes[i] = table_hash(single_key(field_text(lines[i], *keys.text)));
      rows.fetch_slot(keys.hashes[i]);
    }
    for (std::size_t i = 0; i < lines.size(); ++i)
      rows.fetch_row(keys.hashes[i]);
  }
  prefetched_ = lines.size();
  next_ = 0;
}

void QueryScan::count(const LogLine& line) {
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    Keys& keys = groups_[i];
    const std::string_view key = key_of(line, keys);
    const TableHash hash = keys.text && prefetched_ > 0 ? keys.hashes[next_] : table_hash(key);
    row_of(rows_.groups[i], key, hash).add(line, keys.needs);
  }
  if (prefetched_ > 0) {
    --prefetched_;
    ++next_;
  }
  for (std::size_t i = 0; i < series_.size(); ++i) {
    if (!line.time) {
      ++rows_.series[i].undated;
      continue;
    }
    key_.clear();
    append_start(series_[i].buckets.start_of(line.time->seconds), key_);
    append_keys(line, series_[i].keys);
    row_of(rows_.series[i], key_, table_hash(key_)).add(line, series_[i].keys.needs);
  }
  for (std::size_t i = 0; i < judged_.size(); ++i) {
    const std::string_view key = key_of(line, judged_[i].keys);
    RowMeasures& row = row_of(rows_.judged[i], key, table_hash(key));
    row.add(line, judged_[i].keys.needs);
    const auto& columns = judged_[i].columns;
    for (std::size_t column = 0; column < columns.size(); ++column)
      if (columns[column][line.status]) row.add_to_column(column, columns.size());
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
