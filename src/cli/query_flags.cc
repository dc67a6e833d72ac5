#include "cli/query_flags.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <type_traits>

#include "cli/byte_size.h"
#include "cli/question_words.h"
#include "cli/usage_error.h"
#include "cli/view_flags.h"
#include "cli/word_list.h"
#include "query/country.h"
#include "query/filter_flags.h"
#include "query/nearest_name.h"
#include "text/moment.h"
#include "text/safe_text.h"
#include "text/span.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

constexpr std::uint64_t kLeastMemory = 1u << 20;
constexpr std::uint64_t kMostMemory = std::uint64_t{1} << 40;

// What says something of its own: method to query follow from these.
constexpr std::array kRecordFields = {
    Field::kTime,   Field::kHost,         Field::kClient,   Field::kUser,    Field::kMethod,
    Field::kTarget, Field::kProtocol,     Field::kStatus,   Field::kBytes,   Field::kReferer,
    Field::kAgent,  Field::kForwardedFor, Field::kDuration, Field::kUpstream};

// Runs what may throw std::invalid_argument, and puts the flag in front of its message.
template <class Read>
auto read_flag(std::string_view flag, Read&& read) {
  try {
    return read();
  } catch (const std::invalid_argument& error) {
    throw wrong(flag, safe_text(error.what()));
  }
}

std::int64_t read_moment(std::string_view flag, const std::string& text,
                         const MomentContext& context) {
  const std::optional<std::int64_t> moment = parse_moment(text, context);
  if (!moment) {
    throw wrong(flag, fmt::format("expected a time such as 2026-01-12, 2026-01-12T10:00, 10:00, "
                                  "yesterday or 2 hours ago, got \"{}\"",
                                  safe_text(text)));
  }
  return *moment;
}

std::optional<Expression> read_filter(const QueryWords& words, const FormatFields& fields,
                                      const TimeZone& zone, std::int64_t now, SaidMoments& said) {
  const MomentContext moments{now, &zone};
  FilterFlags flags;
  flags.statuses = words.statuses;
  flags.not_statuses = words.not_statuses;
  flags.methods = words.methods;
  flags.hosts = words.hosts;
  flags.paths = words.paths;
  flags.clients = words.clients;
  flags.not_clients = words.not_clients;
  if (!words.since.empty()) said.since = read_moment("--since", words.since, moments);
  if (!words.until.empty()) said.until = read_moment("--until", words.until, moments);
  flags.since = said.since;
  flags.until = said.until;
  ExpressionContext context;
  context.fields = fields;
  context.parse_time = [moments, &said](std::string_view text) {
    const std::optional<std::int64_t> moment = parse_moment(text, moments);
    if (moment) said.where.push_back({std::string(text), *moment});
    return moment;
  };
  std::vector<Expression> parts;
  try {
    if (std::optional<Expression> filter = make_filter(flags, context))
      parts.push_back(std::move(*filter));
    for (const std::string& where : words.where) {
      FilterFlags alone;
      alone.where = where;
      parts.push_back(*make_filter(alone, context));
    }
  } catch (const std::invalid_argument& error) {
    throw UsageError{error.what()};
  }
  if (parts.empty()) return std::nullopt;
  return Expression::all_of(parts);
}

// REGEX=REPLACEMENT, of which the regex may hold `=` as `\=`.
NormalizeRule read_rule(const std::string& text) {
  std::size_t at = text.find('=');
  while (at != std::string::npos && at > 0 && text[at - 1] == '\\')
    at = text.find('=', at + 1);
  if (at == std::string::npos || at == 0) {
    throw wrong("--normalize-rule",
                fmt::format("expected REGEX=REPLACEMENT, got \"{}\"", safe_text(text)));
  }
  return {text.substr(0, at), text.substr(at + 1)};
}

std::uint64_t read_every(const std::string& text) {
  const std::optional<std::int64_t> every = parse_span(text);
  if (!every) {
    throw wrong("--every", fmt::format("expected a length of time such as 5m, 1h or 1d, got \"{}\"",
                                       safe_text(text)));
  }
  return static_cast<std::uint64_t>(*every);
}

CountryOf read_countries(const std::string& path) {
  if (path.empty()) return {};
  try {
    return [file = CountryFile(path)](std::string_view client, std::string& out) {
      return file.append(client, out);
    };
  } catch (const CountryFileError& error) {
    throw wrong("--geoip",
                fmt::format("{}; name a MaxMind file such as GeoLite2-Country.mmdb", error.what()));
  }
}

void read_groups(const QueryWords& words, const FormatFields& fields, const TimeZone& zone,
                 Query& query) {
  GroupQuery base;
  base.show = {Measure::kCount, Measure::kErrors, Measure::kRate};
  read_view(words, fields.own, base);
  ZoneOffset offset;
  if (!words.timezone.empty()) offset = [zone](std::int64_t utc) { return zone.offset_at(utc); };
  const CountryOf country = read_countries(words.geoip);
  const auto add = [&](GroupQuery&& groups) {
    if (words.every.empty()) {
      query.groups.push_back(std::move(groups));
    } else {
      query.series.push_back({read_every(words.every), zone, std::move(groups)});
    }
  };
  for (const std::string& list : words.by) {
    for (const std::string_view key : pieces(list)) {
      if (key == "country" && !country && !find_own(fields.own, key))
        throw wrong("--by", "country requires a MaxMind file; add --geoip FILE");
    }
    GroupQuery groups = base;
    groups.by = read_flag("--by", [&] { return parse_group_keys(list, offset, country, fields); });
    add(std::move(groups));
  }
  if (words.by.empty() && !words.every.empty()) add(std::move(base));
}

[[noreturn]] void refuse_field(std::string_view name, const FormatFields& fields) {
  std::vector<std::string_view> names(kFieldNames.begin(), kFieldNames.end());
  for (const OwnField& field : fields.own)
    names.push_back(field.name);
  const std::string_view meant = detail::nearest_name(name, names);
  throw wrong("--fields",
              fmt::format("there is no field \"{}\"; {}choose from {}", safe_text(name),
                          meant.empty() ? "" : fmt::format("did you mean {}? ", meant),
                          fields.own.empty() ? detail::join(kFieldNames, " ") : fields.names()));
}

std::vector<Field> read_record_fields(const QueryWords& words, const FormatFields& fields) {
  std::vector<Field> all;
  if (words.fields.empty()) {
    all.assign(kRecordFields.begin(), kRecordFields.end());
    // Those of a pattern may be many; those of a key map somebody has named to have them.
    for (std::size_t place = 0; place < fields.own.size(); ++place) {
      if (fields.own[place].name.starts_with("x.")) all.push_back(own_field(place));
    }
    return all;
  }
  for (const std::string_view name : pieces(words.fields)) {
    const std::optional<Field> field = find_field(name, fields.own);
    if (!field) refuse_field(name, fields);
    if (std::find(all.begin(), all.end(), *field) != all.end())
      throw wrong("--fields", fmt::format("{} is listed twice; list it once", safe_text(name)));
    all.push_back(*field);
  }
  return all;
}

}  // namespace

std::optional<std::size_t> read_memory(const QueryWords& words) {
  if (words.memory.empty()) return std::nullopt;
  const std::optional<std::uint64_t> memory = byte_size(words.memory);
  if (!memory || *memory < kLeastMemory || *memory > kMostMemory)
    throw wrong("--memory", fmt::format("expected a size from 1Mi to 1Ti, got \"{}\"",
                                        safe_text(words.memory)));
  return static_cast<std::size_t>(*memory);
}

TimeZone read_zone(std::string_view flag, const std::string& name) {
  if (name.empty()) return {};
  const std::optional<TimeZone> zone = TimeZone::find(name);
  if (!zone) throw wrong(flag, fmt::format("\"{}\" {}", safe_text(name), TimeZone::problem(name)));
  return *zone;
}

Query read_query(const QueryWords& words, const FormatFields& fields, std::int64_t now) {
  Query query;
  query.own = fields.own;
  const TimeZone zone = read_zone("--timezone", words.timezone);
  SaidMoments said;
  query.filter = read_filter(words, fields, zone, now, said);
  read_groups(words, fields, zone, query);
  if (words.normalize || !words.normalize_rules.empty()) {
    std::vector<NormalizeRule> rules;
    for (const std::string& text : words.normalize_rules)
      rules.push_back(read_rule(text));
    query.normalizer = read_flag("--normalize-rule", [&] { return Normalizer(rules); });
  }
  query.memory = read_memory(words).value_or(query.memory);
  query.exact = words.exact;
  if (!words.mask.empty())
    query.mask = read_flag("--mask", [&] { return Mask::parse(words.mask); });
  std::vector<std::string> proxies;
  for (const std::string& list : words.trusted_proxies) {
    for (const std::string_view network : pieces(list))
      proxies.emplace_back(network);
  }
  query.trusted_proxies = read_flag("--trusted-proxy", [&] { return TrustedProxies(proxies); });
  if (words.records) {
    query.records.emplace();
    query.records->fields = read_record_fields(words, fields);
  }
  query.words = question_words(words, said, zone, query);
  read_thresholds(words.thresholds, query);
  return query;
}

}  // namespace logscan::cli
