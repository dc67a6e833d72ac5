#include <algorithm>
#include <numeric>

#include "aggregate/limits.h"
#include "engine/aggregate_data.h"
#include "query/key_tuple.h"
#include "record/string_pool.h"
#include "text/byte_reader.h"
#include "text/byte_writer.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan {
namespace {

constexpr std::string_view kMagic = "logscan partial ";
constexpr std::string_view kVersion = "3";
constexpr std::size_t kChecksumBytes = 8;

void write_rows(const Question::Rows& rows, ByteWriter& to) {
  to.number(rows.every);
  to.text(rows.zone);
  to.number(rows.by.size());
  for (const std::string& key : rows.by)
    to.text(key);
  to.flag(rows.hidden);
  to.flag(rows.clients);
  to.flag(rows.durations);
  to.number(rows.own);
  to.number(rows.show.size());
  for (const Measure measure : rows.show)
    to.number(static_cast<std::uint64_t>(measure));
  to.number(rows.top);
  to.number(rows.sort ? static_cast<std::uint64_t>(*rows.sort) : kAllMeasures);
}

bool has_sketch(const OwnFields& own, std::size_t place) {
  return place < own.size() && own[place].kind != OwnKind::kText;
}

Measure read_measure(std::uint64_t number, const OwnFields& own) {
  const auto measure = static_cast<Measure>(number);
  require(!is_own(measure) || has_sketch(own, own_index(measure)));
  return measure;
}

Question::Rows read_rows(ByteReader& from, const OwnFields& own) {
  Question::Rows rows;
  rows.every = from.number(INT64_MAX);
  rows.zone = from.text();
  for (std::size_t left = from.count(); left > 0; --left)
    rows.by.emplace_back(from.text());
  rows.hidden = from.flag();
  rows.clients = from.flag();
  rows.durations = from.flag();
  rows.own = from.number();
  for (std::size_t place = 0; place < 64; ++place)
    require((rows.own >> place & 1) == 0 || has_sketch(own, place));
  for (std::size_t left = from.count(); left > 0; --left)
    rows.show.push_back(read_measure(from.number(kAllMeasures - 1), own));
  rows.top = from.number();
  const std::uint64_t sort = from.number(kAllMeasures);
  if (sort != kAllMeasures) rows.sort = read_measure(sort, own);
  return rows;
}

void write_all(const std::vector<Question::Rows>& all, ByteWriter& to) {
  to.number(all.size());
  for (const Question::Rows& rows : all)
    write_rows(rows, to);
}

std::vector<Question::Rows> read_all(ByteReader& from, bool series, const OwnFields& own) {
  std::vector<Question::Rows> all;
  for (std::size_t left = from.count(10); left > 0; --left) {
    all.push_back(read_rows(from, own));
    const Question::Rows& rows = all.back();
    require((rows.every != 0) == series && !(series && rows.hidden));
    require(series || rows.hidden || !rows.by.empty());
  }
  return all;
}

void write_own(const OwnFields& own, ByteWriter& to) {
  to.number(own.size());
  for (const OwnField& field : own) {
    to.text(field.name);
    to.number(static_cast<std::uint64_t>(field.kind));
  }
}

OwnFields read_own(ByteReader& from) {
  OwnFields own;
  for (std::size_t left = from.count(2); left > 0; --left) {
    const std::string_view name = from.text();
    require(is_own_name(name) && !find_own(own, name) && own.size() < kMaxOwnFields);
    own.push_back({std::string(name), static_cast<OwnKind>(from.number(
                                          static_cast<std::uint64_t>(OwnKind::kNumber)))});
  }
  return own;
}

// The line that the bytes begin with.
std::string first_line(const Question& question) {
  return fmt::format("{}{}: {}\n", kMagic, kVersion, question.in_words());
}

[[noreturn]] void refuse_damaged() {
  throw PartialError(PartialError::Kind::kDamaged,
                     "is damaged: it was cut off or changed after it was written; make it again");
}

// What is between the first line and the checksum. That line is looked at first: of another version
// nothing else is known.
std::string_view body_of(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) {
    const bool cut = kMagic.starts_with(bytes) && !bytes.empty();
    if (cut) refuse_damaged();
    throw PartialError(PartialError::Kind::kForeign,
                       fmt::format("is no partial{}; make one with --partial",
                                   bytes.empty() ? ", but empty" : ""));
  }
  const std::string_view text = bytes.substr(kMagic.size());
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
  return checked.substr(kMagic.size() + feed + 1);
}

}  // namespace

void Question::write(ByteWriter& to) const {
  to.number(words.size());
  for (const QuestionWord& word : words) {
    to.text(word.name);
    to.text(word.value);
  }
  write_own(own, to);
  write_all(groups, to);
  write_all(series, to);
  to.flag(bytes);
  to.flag(times);
  to.number(memory);
  to.flag(exact);
}

Question Question::read(ByteReader& from) {
  Question question;
  for (std::size_t left = from.count(2); left > 0; --left) {
    const std::string_view name = from.text();
    require(safe_text(name) == name);
    question.words.push_back({std::string(name), std::string(from.text())});
  }
  question.own = read_own(from);
  question.groups = read_all(from, false, question.own);
  question.series = read_all(from, true, question.own);
  question.bytes = from.flag();
  question.times = from.flag();
  question.memory = from.number();
  question.exact = from.flag();
  require((question.memory != 0) == (question.groups.size() + question.series.size() > 0));
  require(question.memory != 0 || !question.exact);
  return question;
}

void QueryTable::write(ByteWriter& to) const {
  using View = GroupTable<RowMeasures>::View;
  std::vector<View> views;
  rows.each([&](const View& view) { views.push_back(view); });
  std::sort(views.begin(), views.end(), [](const View& a, const View& b) { return a.key < b.key; });
  to.number(undated);
  to.flag(rows.sketched());
  if (rows.sketched()) {
    to.number(rows.bound());
    rows.dropped().write(to);
    keys.write(to);
  }
  to.number(views.size());
  for (const View& view : views) {
    to.text(view.key);
    if (rows.sketched()) to.number(view.missed);
    view.measures->write(to);
  }
}

void QueryTable::read(ByteReader& from, std::size_t values, bool in_series, const OwnFields& own) {
  undated = from.number(in_series ? kMostLines : 0);
  const bool sketched = from.flag();
  std::uint64_t bound = 0;
  RowMeasures dropped;
  if (sketched) {
    bound = from.number(kMostLines);
    dropped = RowMeasures::read(from, own);
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
    require(rows.restore_row(key, table_hash(key), missed, RowMeasures::read(from, own)));
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
  for (std::size_t field = 0; field < kUnreadFields; ++field) {
    const bool time = field == static_cast<std::size_t>(UnreadField::kTime);
    const UnreadCounts& some = unread[field];
    fits = fits && some.lines <= (time ? counts.undated() : some.looked_at) &&
           some.looked_at <= (time ? 0 : totals.parsed + totals.filtered) &&
           sources.unread[field].has_value() == (some.lines > 0);
  }
  for (StatusCode status = 400; status < 600; ++status) {
    fits = fits && errors.count(status) == counts.codes()[status] &&
           sources.examples.contains(status) == (counts.codes()[status] > 0);
  }
  const auto lines_in = [](const QueryTable& table) {
    std::uint64_t lines = table.rows.dropped().count + table.undated;
    table.rows.each([&](const auto& view) { lines += view.measures->count; });
    return lines;
  };
  for (const QueryTable& table : rows.groups)
    fits = fits && lines_in(table) == totals.parsed;
  for (const QueryTable& table : rows.series)
    fits = fits && lines_in(table) == totals.parsed;
  return fits;
}

std::string Aggregate::write() const {
  ByteWriter to;
  to.raw(first_line(data_->question));
  data_->question.write(to);
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
  to.flag(data_->errors_alone);
  to.flag(data_->utc_assumed);
  data_->counts.write(to);
  data_->errors.write(to);
  for (const QueryTable& table : data_->rows.groups)
    table.write(to);
  for (const QueryTable& table : data_->rows.series)
    table.write(to);
  to.word(hash_bytes(to.bytes()));
  return to.release();
}

Aggregate Aggregate::read(std::string_view bytes) {
  ByteReader from(body_of(bytes));
  Aggregate findings{EngineOptions()};
  Data& data = *findings.data_;
  try {
    data.question = Question::read(from);
    require(bytes.starts_with(first_line(data.question)));
    data.sources = FoundSources::read(from);
    for (std::uint64_t& count : data.reasons)
      count = from.number(kMostLines);
    for (UnreadCounts& some : data.unread)
      some = {from.number(kMostLines), from.number(kMostLines)};
    data.errors_alone = from.flag();
    data.utc_assumed = from.flag();
    data.counts = LineCounts::read(from);
    data.errors = ErrorDetails::read(from);
    const Query query = data.question.query();
    data.rows = QueryRows(query, query.memory);
    for (std::size_t i = 0; i < query.groups.size(); ++i)
      data.rows.groups[i].read(from, query.groups[i].by.size(), false, query.own);
    for (std::size_t i = 0; i < query.series.size(); ++i)
      data.rows.series[i].read(from, query.series[i].groups.by.size(), true, query.own);
    require(!query.exact || data.rows.exact());
    require(from.at_end() && data.adds_up());
  } catch (const BytesError&) {
    refuse_damaged();
  } catch (const std::invalid_argument& error) {
    throw PartialError(PartialError::Kind::kVersion,
                       fmt::format("asks what this machine does not know: {}; use the logscan and "
                                   "the time zones that made it",
                                   safe_text(error.what())));
  }
  return findings;
}

}  // namespace logscan
