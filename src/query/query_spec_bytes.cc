#include "logscan/query_spec.h"
#include "query/expression.h"
#include "text/field_bytes.h"

namespace logscan {
namespace {

constexpr std::uint64_t kVersion = 1;

constexpr auto kText = [](auto& io, auto& text) { io.text(text); };

constexpr auto kOwnField = [](auto& io, auto& field) {
  io.text(field.name);
  io.choice(field.kind, static_cast<std::uint64_t>(OwnKind::kNumber));
};

constexpr auto kLogFormat = [](auto& io, auto& format) {
  io.choice(format.kind, static_cast<std::uint64_t>(LogFormatSpec::Kind::kKeys));
  io.text(format.text);
  io.list(format.own, kOwnField);
};

constexpr auto kFilter = [](auto& io, auto& filter) {
  io.list(filter.statuses, kText);
  io.list(filter.not_statuses, kText);
  io.list(filter.methods, kText);
  io.list(filter.hosts, kText);
  io.list(filter.paths, kText);
  io.list(filter.clients, kText);
  io.list(filter.not_clients, kText);
  io.text(filter.since);
  io.text(filter.until);
  io.list(filter.where, kText);
};

constexpr auto kRule = [](auto& io, auto& rule) {
  io.text(rule.regex);
  io.text(rule.replacement);
};

constexpr auto kMask = [](auto& io, auto& mask) {
  io.flag(mask.clients);
  io.flag(mask.queries);
  io.flag(mask.users);
};

constexpr auto kMeasure = [](auto& io, auto& measure) { io.choice(measure, kAllMeasures - 1); };

constexpr auto kGroups = [](auto& io, auto& groups) {
  io.list(groups.by, kText);
  io.list(groups.show, kMeasure);
  io.number(groups.top);
  io.maybe(groups.sort, kMeasure);
  io.number(groups.min_count);
};

constexpr auto kSeries = [](auto& io, auto& series) {
  io.number(series.every);
  io.text(series.zone);
  kGroups(io, series.groups);
};

constexpr auto kField = [](auto& io, auto& field) {
  io.choice(field, kFields + kMaxOwnFields - 1);
};

constexpr auto kRecords = [](auto& io, auto& records) {
  io.choice(records.format, static_cast<std::uint64_t>(RecordFormat::kTsv));
  io.list(records.fields, kField);
};

constexpr auto kMoment = [](auto& io, auto& moment) {
  io.text(moment.text);
  io.signed_number(moment.seconds);
  io.flag(moment.is_relative);
};

constexpr auto kColumn = [](auto& io, auto& column) {
  io.choice(column.amount, static_cast<std::uint64_t>(Threshold::Amount::kDuration));
  io.choice(column.status, kStatusCodes - 1);
};

constexpr auto kTable = [](auto& io, auto& table) {
  io.list(table.by, kText);
  io.list(table.columns, kColumn);
  io.flag(table.durations);
};

// The text of a threshold determines the rest.
void each_threshold(ToBytes& io, const std::vector<Threshold>& thresholds) {
  io.list(thresholds, [](ToBytes& to, const Threshold& threshold) { to.text(threshold.text); });
}

void each_threshold(FromBytes& io, std::vector<Threshold>& thresholds) {
  io.list(thresholds, [](FromBytes& from, Threshold& threshold) {
    std::string text;
    from.text(text);
    try {
      threshold = Threshold::parse(text);
    } catch (const ExpressionError&) {
      throw BytesError();
    }
    require(threshold.text == text);
  });
}

constexpr auto kSpec = [](auto& io, auto& spec) {
  kLogFormat(io, spec.log_format);
  io.text(spec.log_timezone);
  io.number(spec.max_line);
  io.list(spec.trusted_proxies, kText);
  kFilter(io, spec.filter);
  io.text(spec.timezone);
  io.flag(spec.normalize);
  io.list(spec.normalize_rules, kRule);
  kMask(io, spec.mask);
  io.maybe(spec.top_keys, [](auto& number_io, auto& number) { number_io.number(number); });
  io.list(spec.groups, kGroups);
  io.list(spec.series, kSeries);
  io.text(spec.country_file);
  io.maybe(spec.records, kRecords);
  io.number(spec.memory);
  io.flag(spec.exact);
  each_threshold(io, spec.thresholds);
  io.number(spec.min_requests);
  io.list(spec.moments, kMoment);
  io.flag(spec.filter_has_days);
  io.list(spec.tables, kTable);
  io.number(spec.country_file_size);
  io.word(spec.country_file_end);
};

// A checksum is no signature, so everything that later code relies on is checked.

void check_own(const OwnFields& own) {
  require(own.size() <= kMaxOwnFields);
  OwnFields seen;
  for (const OwnField& field : own) {
    require(is_own_name(field.name) && !find_own(seen, field.name));
    seen.push_back(field);
  }
}

void check_measure(Measure measure, const OwnFields& own) {
  if (!is_own(measure)) return;
  const std::size_t place = own_index(measure);
  require(place < own.size() && own[place].kind != OwnKind::kText);
}

void check_groups(const GroupSpec& groups, const OwnFields& own) {
  for (const Measure measure : groups.show)
    check_measure(measure, own);
  if (groups.sort) check_measure(*groups.sort, own);
}

void check(const QuerySpec& spec) {
  const OwnFields& own = spec.log_format.own;
  check_own(own);
  for (const GroupSpec& groups : spec.groups) {
    require(!groups.by.empty());
    check_groups(groups, own);
  }
  for (const SeriesSpec& series : spec.series) {
    require(series.every >= 1 && series.every <= INT64_MAX);
    check_groups(series.groups, own);
  }
  for (const Field field : spec.records ? spec.records->fields : std::vector<Field>())
    require(!is_own(field) || own_index(field) < own.size());
  const auto is_column = [](Threshold::Amount amount) {
    return amount == Threshold::Amount::kClientErrors ||
           amount == Threshold::Amount::kServerErrors || amount == Threshold::Amount::kStatus;
  };
  for (const ThresholdTable& table : spec.tables) {
    for (const ThresholdTable::Column& column : table.columns)
      require(is_column(column.amount));
  }
}

}  // namespace

void QuerySpec::write(ByteWriter& to) const {
  to.number(kVersion);
  ToBytes io(to);
  kSpec(io, *this);
}

QuerySpec QuerySpec::read(ByteReader& from) {
  require(from.number() == kVersion);
  QuerySpec spec;
  FromBytes io(from);
  kSpec(io, spec);
  check(spec);
  return spec;
}

}  // namespace logscan
