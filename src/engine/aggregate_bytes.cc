#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "aggregate/limits.h"
#include "aggregate/sorted_rows.h"
#include "engine/aggregate_data.h"
#include "engine/checked_source.h"
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

// Reads the first line. It is checked first, since nothing else is known about other versions.
void read_first_line(ByteReader& from) {
  std::string line;
  while (!from.at_end() && !line.ends_with('\n'))
    line += from.raw(1);
  if (!line.starts_with(kPartialMarker)) {
    const bool cut = kPartialMarker.starts_with(line) && !line.empty();
    if (cut) refuse_damaged();
    throw PartialError(PartialError::Kind::kForeign,
                       fmt::format("is not a partial{}; make one with --partial",
                                   line.empty() ? ", but empty" : ""));
  }
  const std::string_view text = std::string_view(line).substr(kPartialMarker.size());
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::string_view version = text.substr(0, digits);
  if (!version.empty() && version != kVersion && text.substr(digits).starts_with(": ")) {
    throw PartialError(
        PartialError::Kind::kVersion,
        fmt::format("is of another version of logscan: its form is {}, and this one reads {}; make "
                    "it again, or use the logscan that made it",
                    version.substr(0, 20), kVersion));
  }
  if (!line.ends_with('\n') || from.left() < kChecksumBytes) refuse_damaged();
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

void QueryTable::write(ByteWriter& to, const ByteSink& sink) const {
  const auto end_row = [&] {
    if (to.bytes().size() >= kStreamBytes) to.move_to(sink);
  };
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
      end_row();
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
    end_row();
  }
}

void QueryTable::read(ByteReader& from, const RowForm& form) {
  undated = from.number(form.in_series ? kMostLines : 0);
  const bool sketched = from.flag();
  std::uint64_t bound = 0;
  RowMeasures dropped;
  if (sketched) {
    bound = from.number(kMostLines);
    dropped = RowMeasures::read(from, form.own, form.columns);
    keys = Distinct::read(from);
    keys_are_counted = true;
  }
  std::string last;
  bool is_first = true;
  std::size_t left = from.count(7);
  const auto is_full = [&] { return rows.memory() > rows.budget() && !sketched && form.is_exact; };
  // Gives rows to `add` until none is left, or until `stop` holds after one.
  const auto read_rows = [&](const auto& add, const auto& stop) {
    for (bool stops = false; left > 0 && !stops; stops = stop()) {
      --left;
      from.forget();
      const std::string_view key = from.text();
      require(is_first || std::string_view(last) < key);
      is_first = false;
      last = key;
      require(key.size() >= (form.in_series ? kStartBytes : 0));
      if (form.in_series) required_moment(start_of(key));
      require(is_key_tuple(key.substr(form.in_series ? kStartBytes : 0), form.values));
      const std::uint64_t missed = sketched ? from.number(bound) : 0;
      add(last, missed, RowMeasures::read(from, form.own, form.columns));
    }
  };
  const auto add_to_table = [&](const std::string& key, std::uint64_t missed, RowMeasures&& row) {
    require(rows.restore_row(key, table_hash(key), missed, std::move(row)));
  };
  const auto form_of_rows = [&form] {
    return SpillForm{form.spill_folder, form.own, form.columns, form.in_series ? kStartBytes : 0};
  };
  for (;;) {
    read_rows(add_to_table, is_full);
    if (!is_full()) break;
    if (form.spill_folder.empty()) refuse_rows(rows.budget());
    spill(form_of_rows);
    if (form.in_series || left == 0) continue;  // a series comes in another order than the runs
    spilled->add([&](const SpilledRows::Add& add) {
      read_rows([&](const std::string& key, std::uint64_t, RowMeasures&& row) { add(key, row); },
                [] { return false; });
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
  std::string bytes;
  write([&](std::string_view piece) { bytes += piece; });
  return bytes;
}

void Aggregate::write(const ByteSink& sink) const {
  ByteHash hash;
  const ByteSink hashed = [&](std::string_view piece) {
    hash.add(piece);
    sink(piece);
  };
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
      table.write(to, hashed);
  }
  to.move_to(hashed);
  to.word(hash.value());
  to.move_to(sink);
}

Aggregate Aggregate::read(std::string_view bytes, const std::string& spill_folder) {
  TextSource source(bytes);
  return read(source, spill_folder);
}

Aggregate Aggregate::read(ByteSource& bytes, const std::string& spill_folder,
                          std::optional<std::uint64_t> memory) {
  CheckedSource checked(bytes);
  ByteReader from(checked);
  Aggregate findings{EngineOptions()};
  try {
    read_first_line(from);
    findings.data_->read(from, spill_folder, memory);
  } catch (const BytesError&) {
    refuse_damaged();
  } catch (const MemoryError&) {
    if (!checked.is_right()) refuse_damaged();
    throw;
  } catch (const std::invalid_argument& error) {
    if (!checked.is_right()) refuse_damaged();
    throw PartialError(PartialError::Kind::kVersion,
                       fmt::format("uses what this machine does not know: {}; use the logscan and "
                                   "the time zones that made it",
                                   safe_text(error.what())));
  }
  if (from.left() != kChecksumBytes || !checked.is_right() || !findings.data_->adds_up())
    refuse_damaged();
  return findings;
}

void Aggregate::Data::read(ByteReader& from, const std::string& spill_folder,
                           std::optional<std::uint64_t> memory) {
  spec = QuerySpec::read(from);
  require(spec == counted(spec));
  check_names(spec);
  sources = FoundSources::read(from);
  for (std::uint64_t& count : reasons)
    count = from.number(kMostLines);
  for (UnreadCounts& some : unread)
    some = {from.number(kMostLines), from.number(kMostLines)};
  compared = {read_fields(from), read_fields(from)};
  errors_alone = from.flag();
  utc_assumed = from.flag();
  machines = read_machines(from);
  counts = LineCounts::read(from);
  read_times(from, covers.first, covers.last);
  errors = ErrorDetails::read(from);
  if (memory && spec.exact) spec.memory = *memory;
  rows = QueryRows(spec, spec.memory);
  rows.spill_folder = spill_folder;
  const OwnFields& own = spec.log_format.own;
  const auto form = [&](std::size_t values, bool in_series, std::size_t columns) {
    return QueryTable::RowForm{values, in_series, columns, own, spill_folder, spec.exact};
  };
  for (std::size_t i = 0; i < spec.groups.size(); ++i)
    rows.groups[i].read(from, form(spec.groups[i].by.size(), false, 0));
  for (std::size_t i = 0; i < spec.series.size(); ++i)
    rows.series[i].read(from, form(spec.series[i].groups.by.size(), true, 0));
  for (std::size_t i = 0; i < spec.tables.size(); ++i)
    rows.judged[i].read(from, form(spec.tables[i].by.size(), false, spec.tables[i].columns.size()));
  require(!spec.exact || rows.exact());
}

}  // namespace logscan
