#include "query/query.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "format/token.h"
#include "query/country.h"
#include "query/measure_needs.h"
#include "query/threshold_tables.h"
#include "text/moment.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan {
namespace {

// Runs code that may throw std::invalid_argument, and puts the name of the option before its
// message.
template <class Work>
auto about(std::string_view option, Work&& work) {
  try {
    return work();
  } catch (const std::invalid_argument& error) {
    throw QueryError(fmt::format("{}: {}", option, safe_text(error.what())));
  }
}

TimeZone find_zone(std::string_view option, const std::string& name) {
  if (name.empty()) return {};
  const std::optional<TimeZone> zone = TimeZone::find(name);
  if (!zone)
    throw QueryError(
        fmt::format("{}: \"{}\" {}", option, safe_text(name), TimeZone::problem(name)));
  return *zone;
}

// `local` stands for another zone on another machine.
void complete_zone(const TimeZone& zone, std::string& name) {
  if (!name.empty()) name = zone.name();
}

std::int64_t present() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())
      .time_since_epoch()
      .count();
}

/// Parses the times of filters, and records the moments they stand for.
class MomentReader {
 public:
  MomentReader(std::int64_t now, const TimeZone& zone, std::vector<NamedMoment>& known)
      : now_(now), zone_(zone), known_(known) {}

  std::optional<std::int64_t> operator()(std::string_view text) const {
    const auto found = std::find_if(known_.begin(), known_.end(),
                                    [&](const NamedMoment& known) { return known.text == text; });
    if (found != known_.end()) return found->seconds;
    bool is_relative = false;
    const std::optional<std::int64_t> moment = parse_moment(text, {now_, &zone_}, &is_relative);
    if (moment) known_.push_back({std::string(text), *moment, is_relative});
    return moment;
  }

 private:
  std::int64_t now_;
  const TimeZone& zone_;
  std::vector<NamedMoment>& known_;
};

std::optional<Expression> compile_filter(const FilterSpec& filter,
                                         const ExpressionContext& context) {
  try {
    return make_filter(filter, context);
  } catch (const QueryError&) {
    throw;
  } catch (const std::invalid_argument& error) {
    throw QueryError(error.what());
  }
}

CountryOf country_of(QuerySpec& spec, const QueryContext& context) {
  if (context.country_of || spec.country_file.empty()) return context.country_of;
  try {
    const CountryFile file(spec.country_file);
    spec.country_file_size = file.size();
    spec.country_file_end = file.end_hash();
    return [file](std::string_view client, std::string& out) { return file.append(client, out); };
  } catch (const CountryFileError& error) {
    throw QueryError(fmt::format("--geoip: {}; name a MaxMind file such as GeoLite2-Country.mmdb",
                                 error.what()));
  }
}

// Without a zone, each line has its own offset.
ZoneOffset offset_of(const QuerySpec& spec, const TimeZone& zone) {
  if (spec.timezone.empty()) return {};
  return [zone](std::int64_t utc) { return zone.offset_at(utc); };
}

/// Compiles lists of keys.
class KeyReader {
 public:
  KeyReader(ZoneOffset offset, CountryOf country, const FormatFields& fields)
      : offset_(std::move(offset)), country_(std::move(country)), fields_(fields) {}

  // Replaces the names by the canonical names of the keys.
  std::vector<GroupKey> read(std::vector<std::string>& names) const {
    std::vector<GroupKey> keys;
    for (std::string& name : names) {
      if (name == "country" && !country_ && !find_own(fields_.own, name))
        throw QueryError("--by: country requires a MaxMind file; add --geoip FILE");
      keys.push_back(
          about("--by", [&] { return GroupKey::parse(name, offset_, country_, fields_); }));
      name = keys.back().name();
    }
    return keys;
  }

  GroupQuery read_groups(GroupSpec& spec) const {
    std::vector<GroupKey> by = read(spec.by);
    return {spec, std::move(by)};
  }

 private:
  ZoneOffset offset_;
  CountryOf country_;
  const FormatFields& fields_;
};

void sort_once(std::vector<std::string>& entries) {
  std::sort(entries.begin(), entries.end());
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
}

void sort_entries(std::vector<std::string>& lists) {
  std::vector<std::string> all;
  for (const std::string& list : lists) {
    std::string_view rest = list;
    for (;;) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      all.emplace_back(trim_spaces(rest.substr(0, comma)));
      if (comma == rest.size()) break;
      rest.remove_prefix(comma + 1);
    }
  }
  sort_once(all);
  lists = std::move(all);
}

// Gives specs that mean the same one form, as far as their values show it.
void put_in_order(QuerySpec& spec) {
  FilterSpec& filter = spec.filter;
  for (auto* lists : {&filter.statuses, &filter.not_statuses, &filter.methods, &filter.hosts,
                      &filter.clients, &filter.not_clients, &spec.trusted_proxies})
    sort_entries(*lists);
  sort_once(filter.paths);
  sort_once(filter.where);
  std::sort(spec.moments.begin(), spec.moments.end(),
            [](const NamedMoment& a, const NamedMoment& b) { return a.text < b.text; });
  spec.normalize = spec.normalize || !spec.normalize_rules.empty();
  const bool has_rows = !spec.groups.empty() || !spec.series.empty() || !spec.tables.empty();
  if (has_rows) return;
  spec.memory = QuerySpec::kDefaultMemory;
  spec.exact = false;
}

FieldSet fields_of(const std::vector<GroupKey>& keys) {
  FieldSet fields;
  for (const GroupKey& key : keys)
    fields |= key.fields();
  return fields;
}

FieldSet fields_of(const GroupQuery& groups) {
  FieldSet fields = fields_of(groups.by);
  for (const Measure measure : groups.spec.show)
    fields |= field_of(measure);
  if (groups.spec.sort) fields |= field_of(*groups.spec.sort);
  return fields;
}

}  // namespace

Query::Query(QuerySpec given, const QueryContext& context) : spec(std::move(given)) {
  log_format = about("--log-format", [&] { return GivenFormat::of(spec.log_format); });
  const FormatFields fields = log_format ? log_format->fields() : FormatFields();
  spec.log_format.own = fields.own;
  log_zone = find_zone("--log-timezone", spec.log_timezone);
  complete_zone(log_zone, spec.log_timezone);
  zone = find_zone("--timezone", spec.timezone);
  complete_zone(zone, spec.timezone);

  const MomentReader moments(context.now.value_or(present()), zone, spec.moments);
  const ZoneOffset offset = offset_of(spec, zone);
  const CountryOf country = country_of(spec, context);
  filter = compile_filter(spec.filter, {moments, fields, offset, country});
  spec.filter_has_days = filter && filter->depends_on_zone();
  const KeyReader keys(offset, country, fields);
  for (GroupSpec& each : spec.groups)
    groups.push_back(keys.read_groups(each));
  for (SeriesSpec& each : spec.series) {
    TimeZone clock = find_zone("--timezone", each.zone);
    each.zone = clock.name();
    series.push_back({each.every, std::move(clock), keys.read_groups(each.groups)});
  }
  spec.tables = threshold_tables(spec);
  for (ThresholdTable& table : spec.tables)
    tables.push_back(keys.read(table.by));
  if (spec.normalize || !spec.normalize_rules.empty())
    normalizer = about("--normalize-rule", [&] { return Normalizer(spec.normalize_rules); });
  put_in_order(spec);
  trusted_proxies = about("--trusted-proxy", [&] { return TrustedProxies(spec.trusted_proxies); });
}

bool Query::empty() const {
  return trusted_proxies.empty() && !filter && groups.empty() && series.empty() && tables.empty() &&
         !spec.records && !normalizer && !spec.mask.any();
}

FieldSet Query::fields() const {
  FieldSet fields;
  if (filter) fields |= filter->fields();
  for (const GroupQuery& each : groups)
    fields |= fields_of(each);
  for (const SeriesQuery& each : series)
    fields |= fields_of(each.groups);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    fields |= fields_of(tables[i]);
    if (spec.tables[i].durations) fields.add(Field::kDuration);
  }
  if (spec.records) {
    for (const Field field : spec.records->fields)
      fields.add(field);
  }
  if (!trusted_proxies.empty() && fields.has(Field::kClient)) fields.add(Field::kForwardedFor);
  return fields;
}

std::shared_ptr<const Query> compile_query(QuerySpec spec, const QueryContext& context) {
  return std::make_shared<const Query>(std::move(spec), context);
}

const QuerySpec& spec_of(const Query& query) {
  return query.spec;
}

}  // namespace logscan
