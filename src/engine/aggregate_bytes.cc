#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "aggregate/limits.h"
#include "aggregate/sorted_rows.h"
#include "engine/aggregate_data.h"
#include "engine/own_files.h"
#include "query/group_key.h"
#include "query/key_tuple.h"
#include "record/table_hash.h"
#include "text/byte_reader.h"
#include "text/byte_writer.h"
#include "text/hash_bytes.h"
#include "text/safe_text.h"
#include "text/time_zone.h"
#include <fmt/core.h>

namespace logscan {
namespace {

// Raise it for every new log format or measure, since both are stored by number, and for whatever
// else partials hold.
constexpr std::string_view kVersion = "8";
constexpr std::size_t kChecksumBytes = 8;
constexpr std::size_t kMostMachineName = 255;

// Returns the first line of the bytes. Its words are for people; nothing depends on them.
std::string first_line(const QuerySpec& spec) {
  return fmt::format("{}{}: {}\n", kPartialMarker, kVersion, spec.in_words());
}

// Checks names that this version or machine may not know.
void check_names(const QuerySpec& spec) {
  const auto no_country = [](std::string_view, std::string&) { return false; };
  const auto check_keys = [&](const std::vector<std::string>& names) {
    for (const std::string& name : names)
      GroupKey::parse(name, {}, no_country, {FieldSet::all(), spec.log_format.own});
  };
  for (const GroupSpec& groups : spec.groups)
    check_keys(groups.by);
  for (const ThresholdTable& table : spec.tables)
    check_keys(table.by);
  for (const SeriesSpec& series : spec.series) {
    check_keys(series.groups.by);
    if (!TimeZone::find(series.zone)) {
      throw std::invalid_argument(
          fmt::format("\"{}\" {}", safe_text(series.zone), TimeZone::problem(series.zone)));
    }
  }
}

[[noreturn]] void refuse_rows(std::size_t budget) {
  throw MemoryError(fmt::format("its exact rows do not fit into {} bytes of memory", budget));
}

[[noreturn]] void refuse_damaged() {
  throw PartialError(PartialError::Kind::kDamaged,
                     "is damaged: it was truncated or changed after it was written; make it again");
}

// Returns the bytes between the first line and the checksum. The first line is checked first, since
// nothing else is known about other versions.
std::string_view body_of(std::string_view bytes) {
  if (!bytes.starts_with(kPartialMarker)) {
    const bool cut = kPartialMarker.starts_with(bytes) && !bytes.empty();
    if (cut) refuse_damaged();
    throw PartialError(PartialError::Kind::kForeign,
                       fmt::format("is not a partial{}; make one with --partial",
                                   bytes.empty() ? ", but empty" : ""));
  }
  const std::string_view text = bytes.substr(kPartialMarker.size());
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::string_view version = text.substr(0, digits);
  if (!version.empty() && version != kVersion && text.substr(digits).starts_with(": ")) {
    throw PartialError(
        PartialError::Kind::kVersion,
        fmt::format("is of another version of logscan: its form is {}, and this one reads {}; make "
                    "it again, or use the logscan that made it",
                    version.substr(0, 20), kVersion));
  }
  const std::size_t feed = text.find('\n');
  if (feed == std::string_view::npos || text.size() - feed - 1 < kChecksumBytes) refuse_damaged();
  const std::string_view checked = bytes.substr(0, bytes.size() - kChecksumBytes);
  if (ByteReader(bytes.substr(checked.size())).word() != hash_bytes(checked)) refuse_damaged();
  return checked.substr(kPartialMarker.size() + feed + 1);
}

FieldSet read_fields(ByteReader& from) {
  return FieldSet::of_bits(from.number((std::uint64_t{1} << (kFields + kMaxOwnFields)) - 1));
}

// Reads machine names: sorted, at least one.
std::set<std::string> read_machines(ByteReader& from) {
  std::set<std::string> machines;
  for (std::size_t left = from.count(); left > 0; --left) {
    const std::string_view machine = from.text();
    require(machine.size() <= kMostMachineName);
    require(machines.empty() || *machines.rbegin() < machine);
    machines.emplace_hint(machines.end(), machine);
  }
  require(!machines.empty());
  return machines;
}

}  // namespace

void QueryTable::write(ByteWriter& to) const {
  to.number(undated);
  to.flag(rows.sketched());
  if (rows.sketched()) {
    to.number(rows.bound());
    rows.dropped().write(to);
    keys.write(to);
  }
  if (spilled != nullptr) {
    to.number(spilled->count(rows));
    spilled->each_by_key(rows, [&](std::string_view key, const RowMeasures& measures) {
      to.text(key);
      measures.write(to);
    });
    return;
  }
  const std::vector<SortedRow> sorted = sorted_rows(rows, {0, front_of_all(rows, 0).size()});
  to.number(sorted.size());
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i + kFetchSorted < sorted.size()) __builtin_prefetch(sorted[i + kFetchSorted].measures);
    to.text(sorted[i].key);
    if (rows.sketched()) to.number(sorted[i].missed);
    sorted[i].measures->write(to);
  }
}

void QueryTable::read(ByteReader& from, const RowForm& form) {
  const auto& [values, in_series, columns, own, spill_folder, is_exact] = form;
  undated = from.number(in_series ? kMostLines : 0);
  const bool sketched = from.flag();
  std::uint64_t bound = 0;
  RowMeasures dropped;
  if (sketched) {
    bound = from.number(kMostLines);
    dropped = RowMeasures::read(from, own, columns);
    keys = Distinct::read(from);
    keys_are_counted = true;
  }
  std::string_view last;
  const std::size_t count = from.count(7);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view key = from.text();
    require(i == 0 || last < key);
    last = key;
    require(key.size() >= (in_series ? kStartBytes : 0));
    if (in_series) required_moment(start_of(key));
    require(is_key_tuple(key.substr(in_series ? kStartBytes : 0), values));
    const std::uint64_t missed = sketched ? from.number(bound) : 0;
    require(rows.restore_row(key, table_hash(key), missed, RowMeasures::read(from, own, columns)));
    if (rows.memory() <= rows.budget() || sketched || !is_exact) continue;
    if (spill_folder.empty()) refuse_rows(rows.budget());
    spill([&form] {
      return SpillForm{form.spill_folder, form.own, form.columns, form.in_series ? kStartBytes : 0};
    });
  }
  require(rows.restore(bound, sketched, std::move(dropped)));
}

bool Aggregate::Data::adds_up() const {
  Accounting totals;
  std::uint64_t formats_of_lines = 0;
  for (const auto& piece : sources.pieces) {
    totals += piece->counts;
    formats_of_lines =
        std::accumulate(piece->formats.begin(), piece->formats.end(), formats_of_lines);
  }
  const auto sum = [](const auto& all) {
    return std::accumulate(all.begin(), all.end(), std::uint64_t{0});
  };
  bool fits = totals.closes() && formats_of_lines == totals.parsed &&
              sum(counts.codes()) == totals.parsed && sum(reasons) == totals.malformed &&
              counts.undated() + counts.minutes().requests() == totals.parsed;
  const TimeSpan counted = counts.times();
  fits = fits && covers.first <= counted.first && counted.last <= covers.last &&
         (totals.filtered > 0 || covers.is_empty() == counted.is_empty());
  for (std::size_t field = 0; field < kUnreadFields; ++field) {
    const bool time = field == static_cast<std::size_t>(UnreadField::kTime);
    const UnreadCounts& some = unread[field];
    fits = fits && some.lines <= (time ? counts.undated() : some.looked_at) &&
           some.looked_at <= (time ? 0 : totals.parsed + totals.filtered) &&
           sources.unread[field].has_value() == (some.lines > 0);
  }
  fits = fits && compared.asked.has_all(compared.found) &&
         (totals.filtered > 0 || compared.asked.empty());
  for (StatusCode status = 400; status < 600; ++status) {
    fits = fits && errors.count(status) == counts.codes()[status] &&
           sources.examples.contains(status) == (counts.codes()[status] > 0);
  }
  const auto lines_in = [](const QueryTable& table) {
    std::uint64_t lines = table.rows.dropped().count + table.undated;
    table.each(
        [&](std::string_view, const RowMeasures& row, std::uint64_t) { lines += row.count; });
    return lines;
  };
  for (const auto* tables : {&rows.groups, &rows.series, &rows.judged}) {
    for (const QueryTable& table : *tables)
      fits = fits && lines_in(table) == totals.parsed;
  }
  return fits;
}

std::string Aggregate::write() const {
  ByteWriter to;
  to.raw(first_line(data_->spec));
  data_->spec.write(to);
  if (data_->sources.sorted) {
    data_->sources.write(to);
  } else {
    FoundSources sorted = data_->sources.copy();
    sorted.sort();
    sorted.write(to);
  }
  for (const std::uint64_t count : data_->reasons)
    to.number(count);
  for (const UnreadCounts& some : data_->unread) {
    to.number(some.lines);
    to.number(some.looked_at);
  }
  to.number(data_->compared.asked.bits());
  to.number(data_->compared.found.bits());
  to.flag(data_->errors_alone);
  to.flag(data_->utc_assumed);
  to.number(data_->machines.size());
  for (const std::string& machine : data_->machines)
    to.text(machine);
  data_->counts.write(to);
  write_times(data_->covers.first, data_->covers.last, to);
  data_->errors.write(to);
  for (const auto* tables : {&data_->rows.groups, &data_->rows.series, &data_->rows.judged}) {
    for (const QueryTable& table : *tables)
      table.write(to);
  }
  to.word(hash_bytes(to.bytes()));
  return to.release();
}

Aggregate Aggregate::read(std::string_view bytes, const std::string& spill_folder) {
  ByteReader from(body_of(bytes));
  Aggregate findings{EngineOptions()};
  Data& data = *findings.data_;
  try {
    data.spec = QuerySpec::read(from);
    require(data.spec == Data::counted(data.spec));
    check_names(data.spec);
    data.sources = FoundSources::read(from);
    for (std::uint64_t& count : data.reasons)
      count = from.number(kMostLines);
    for (UnreadCounts& some : data.unread)
      some = {from.number(kMostLines), from.number(kMostLines)};
    data.compared = {read_fields(from), read_fields(from)};
    data.errors_alone = from.flag();
    data.utc_assumed = from.flag();
    data.machines = read_machines(from);
    data.counts = LineCounts::read(from);
    read_times(from, data.covers.first, data.covers.last);
    data.errors = ErrorDetails::read(from);
    const QuerySpec& spec = data.spec;
    const OwnFields& own = spec.log_format.own;
    data.rows = QueryRows(spec, spec.memory);
    data.rows.spill_folder = spill_folder;
    const auto form = [&](std::size_t values, bool in_series, std::size_t columns) {
      return QueryTable::RowForm{values, in_series, columns, own, spill_folder, spec.exact};
    };
    for (std::size_t i = 0; i < spec.groups.size(); ++i)
      data.rows.groups[i].read(from, form(spec.groups[i].by.size(), false, 0));
    for (std::size_t i = 0; i < spec.series.size(); ++i)
      data.rows.series[i].read(from, form(spec.series[i].groups.by.size(), true, 0));
    for (std::size_t i = 0; i < spec.tables.size(); ++i)
      data.rows.judged[i].read(
          from, form(spec.tables[i].by.size(), false, spec.tables[i].columns.size()));
    require(!spec.exact || data.rows.exact());
    require(from.at_end() && data.adds_up());
  } catch (const BytesError&) {
    refuse_damaged();
  } catch (const std::invalid_argument& error) {
    throw PartialError(PartialError::Kind::kVersion,
                       fmt::format("uses what this machine does not know: {}; use the logscan and "
                                   "the time zones that made it",
                                   safe_text(error.what())));
  }
  return findings;
}

}  // namespace logscan
