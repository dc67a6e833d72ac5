#include "cli/query_flags.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "cli/byte_size.h"
#include "cli/command_line.h"
#include "cli/usage_error.h"
#include "cli/view_flags.h"
#include "cli/word_list.h"
#include "logscan/group_key.h"
#include "query/nearest_name.h"
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

// REGEX=REPLACEMENT, of which the regex may hold `=` as `\=`.
NormalizeRule read_rule(const std::string& text) {
  std::size_t at = text.find('=');
  while (at != std::string::npos && at > 0 && text[at - 1] == '\\')
    at = text.find('=', at + 1);
  if (at == std::string::npos || at == 0) {
    throw wrong("--normalize-rule",
                fmt::format("wants REGEX=REPLACEMENT, and was given \"{}\"", safe_text(text)));
  }
  return {text.substr(0, at), text.substr(at + 1)};
}

std::uint64_t read_every(const std::string& text) {
  const std::optional<std::int64_t> every = parse_span(text);
  if (!every) {
    throw wrong("--every", fmt::format("wants a length of time such as 5m, 1h or 1d, and was given "
                                       "\"{}\"",
                                       safe_text(text)));
  }
  return static_cast<std::uint64_t>(*every);
}

// Runs what may throw std::invalid_argument, and puts the flag in front of its message.
template <class Read>
auto read_flag(std::string_view flag, Read&& read) {
  try {
    return read();
  } catch (const std::invalid_argument& error) {
    throw wrong(flag, safe_text(error.what()));
  }
}

void read_groups(const QueryWords& words, const OwnFields& own, QuerySpec& spec) {
  GroupSpec base;
  base.show = {Measure::kCount, Measure::kErrors, Measure::kRate};
  read_view(words.view, own, base);
  const auto add = [&](GroupSpec groups) {
    if (words.every.empty()) {
      spec.groups.push_back(std::move(groups));
    } else {
      spec.series.push_back({read_every(words.every),
                             words.timezone.empty() ? "UTC" : words.timezone, std::move(groups)});
    }
  };
  for (const std::string& list : words.by) {
    GroupSpec groups = base;
    groups.by = read_flag("--by", [&] { return split_group_keys(list); });
    add(std::move(groups));
  }
  if (words.by.empty() && !words.every.empty()) add(std::move(base));
}

// What changes groups or series means nothing without them.
void check_use(const QueryWords& words) {
  const auto needs = [](bool given, const char* flag, const char* what) {
    if (given) throw wrong(flag, what);
  };
  if (words.by.empty() && words.every.empty()) {
    constexpr const char* kWhat = "is about --by and --every; add one of them, such as --by path";
    needs(!words.view.show.empty(), "--show", kWhat);
    needs(!words.view.memory.empty(), "--memory", kWhat);
    needs(words.exact, "--exact", kWhat);
  }
  if (words.by.empty()) {
    constexpr const char* kWhat = "says which groups are shown; add --by, such as --by path";
    needs(!words.view.top.empty(), "--top", kWhat);
    needs(!words.view.sort.empty(), "--sort", kWhat);
    needs(!words.geoip.empty(), "--geoip", "is for --by country; add that");
  }
  if (words.records) {
    needs(!words.by.empty(), "--by", "cannot be used with --records, which writes lines alone");
    needs(!words.every.empty(), "--every",
          "cannot be used with --records, which writes lines alone");
  }
  needs(!words.records && !words.fields.empty(), "--fields", "is about --records; add it");
  const FilterSpec& filter = words.filter;
  const bool has_times = !filter.since.empty() || !filter.until.empty() || !filter.where.empty();
  needs(words.relative_to_log && !has_times, "--relative-to-log",
        "is about --since and --until; give one of them");
  needs(!words.timezone.empty() && words.by.empty() && words.every.empty() && !has_times,
        "--timezone", "says whose days and hours; add --since, --every or --by hour");
}

[[noreturn]] void refuse_field(std::string_view name, const FormatFields& fields) {
  std::vector<std::string_view> names(kFieldNames.begin(), kFieldNames.end());
  for (const OwnField& field : fields.own)
    names.push_back(field.name);
  const std::string_view meant = detail::nearest_name(name, names);
  throw wrong("--fields",
              fmt::format("no field is called \"{}\"; {}there are {}", safe_text(name),
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
      throw wrong("--fields", fmt::format("{} is there twice; name it once", safe_text(name)));
    all.push_back(*field);
  }
  return all;
}

}  // namespace

void define_query_flags(CommandLine& app, QueryWords& to) {
  const FlagGroup group(app, kQuestions);
  group.words("--status", to.filter.statuses, "LIST",
              "only lines with these: 5xx,404\n"
              "Filters take away lines before anything is counted; what they\n"
              "take away is `filtered`. Values of one filter are or-ed,\n"
              "different filters and-ed.");
  group.words("--not-status", to.filter.not_statuses, "LIST", "only lines without these: 401,3xx");
  group.words("--method", to.filter.methods, "LIST", "only these methods: GET,POST");
  group.words("--host", to.filter.hosts, "HOST",
              "only this virtual host\n"
              "Here and for paths, * stands for any bytes and ? for one.");
  group.words("--path", to.filter.paths, "PATH", "only this path: '/api/*'");
  group.words("--client", to.filter.clients, "NET",
              "only clients with these addresses\n"
              "10.0.0.0/8,2001:db8::/32,192.0.2.1-192.0.2.99,192.0.2.1\n"
              "A ! in front of a network leaves it out again.");
  group.words("--not-client", to.filter.not_clients, "NET",
              "only clients of none of these networks");
  group.text("--since", to.filter.since, "TIME",
             "only lines from TIME on\n"
             "2026-01-12, '2026-01-12 10:00', 10:00, '2 hours ago', yesterday,\n"
             "monday; without an offset in the zone of --timezone.");
  group.text("--until", to.filter.until, "TIME", "only lines before TIME");
  group.flag("--relative-to-log", to.relative_to_log,
             "`2 hours ago` means before the newest line\n"
             "Reads the log twice.");
  group.words("--where", to.filter.where, "EXPR",
              "only lines for which EXPR is true\n"
              "Such as: status >= 500 and path ^= \"/api/\". All of it is in\n"
              "docs/queries.md.");
  group.words("--by", to.by, "KEYS",
              "counts for each value of KEYS: path, or host,status\n"
              "Fields (path host client method status user agent file ...),\n"
              "class, path/2 (its first two segments), extension, network,\n"
              "client/16, country, referer_host, agent_family, bot, hour,\n"
              "weekday, day. May be given several times.");
  group.text("--every", to.every, "SPAN",
             "counts for each SPAN of time: 1m, 5m, 1h, 1d\n"
             "Together with --by: for each value of its keys, too.");
  group.text("--timezone", to.timezone, "ZONE",
             "whose days and hours: UTC, +02:00, Europe/Berlin, local\n"
             "(default: UTC for times and --every, the log's own offset for\n"
             "hour, weekday and day)");
  group.text("--geoip", to.geoip, "FILE",
             "a MaxMind file, for --by country\n"
             "Such as GeoLite2-Country.mmdb; none comes with logscan.");
  group.text("--top", to.view.top, "N", "how many rows of --by (default: 10)");
  group.text("--sort", to.view.sort, "MEASURE",
             "largest first by this, or by key (default: count)");
  group.text("--show", to.view.show, "LIST",
             "count,errors,rate,share,bytes,clients,p50,p90,p95,p99,max,\n"
             "first,last (default: count,errors,rate, and what --sort names).\n"
             "share is of the count of all groups, clients is\n"
             "how many different ones; p50 to max are durations. Of your own\n"
             "fields: 'sum(F),mean(F),p95(F)', and so on.");
  group.flag("--records", to.records,
             "every parsed line as a record, instead of a report\n"
             "In the order of the input; -f jsonl (default), csv or tsv. CSV\n"
             "guards against formulas, TSV is as Postgres and ClickHouse\n"
             "read it.");
  group.text("--fields", to.fields, "LIST",
             "of records: time,status,path,duration\n"
             "time host client user request method target path query\n"
             "protocol status bytes referer agent forwarded_for duration\n"
             "upstream file (default: all but request, path, query, file),\n"
             "and your own: see --log-format.");
  group.flag("--normalize", to.normalize, "ids in paths become {id}: /users/17 is /users/{id}");
  group.words("--normalize-rule", to.normalize_rules, "RULE",
              "one more: REGEX=REPLACEMENT, such as '/t-[0-9]+=/t-{n}'");
  group.text("--memory", to.view.memory, "SIZE",
             "what groups may take before they become sketches (256Mi)\n"
             "A sketch lists the most frequent; the report says so, and by\n"
             "how much its counts may be too high.");
  group.flag("--exact", to.exact,
             "fail rather than approximate when groups exceed --memory\n"
             "States and partials remember it: merging them fails likewise,\n"
             "and a state then keeps the lines for the next run.");
  group.text("--mask", to.mask, "LIST",
             "hide clients,queries,users in every output\n"
             "Clients are cut to their /24 or /64 network; values of queries,\n"
             "users and passwords in URLs are removed. Example lines with\n"
             "columns that logscan does not know are hidden.");
  group.words("--trusted-proxy", to.trusted_proxies, "NET",
              "the client is whom this proxy names in X-Forwarded-For\n"
              "Of its list, the right-most that is no trusted proxy.");
}

std::optional<std::uint64_t> read_memory(const ViewWords& words) {
  if (words.memory.empty()) return std::nullopt;
  const std::optional<std::uint64_t> memory = byte_size(words.memory);
  if (!memory || *memory < kLeastMemory || *memory > kMostMemory)
    throw wrong("--memory", fmt::format("expected a size from 1Mi to 1Ti, got \"{}\"",
                                        safe_text(words.memory)));
  return memory;
}

QuerySpec read_query_spec(const QueryWords& words, const FormatFields& fields) {
  check_use(words);
  QuerySpec spec;
  spec.filter = words.filter;
  spec.timezone = words.timezone;
  spec.trusted_proxies = words.trusted_proxies;
  read_groups(words, fields.own, spec);
  spec.country_file = words.geoip;
  spec.normalize = words.normalize;
  for (const std::string& text : words.normalize_rules)
    spec.normalize_rules.push_back(read_rule(text));
  spec.memory = read_memory(words.view).value_or(spec.memory);
  spec.exact = words.exact;
  if (!words.mask.empty()) spec.mask = read_flag("--mask", [&] { return Mask::parse(words.mask); });
  if (words.records) spec.records = RecordSpec{{}, read_record_fields(words, fields)};
  read_thresholds(words.view.thresholds, spec);
  return spec;
}

std::shared_ptr<const Query> compiled(QuerySpec spec, std::optional<std::int64_t> now) {
  try {
    return compile_query(std::move(spec), {now, {}});
  } catch (const QueryError& error) {
    throw UsageError{error.what()};
  }
}

std::string beyond_baseline(const QuerySpec& spec) {
  if (!spec.filter.empty()) return "a filter";
  if (!spec.trusted_proxies.empty()) return "--trusted-proxy";
  if (spec.mask.any()) return "--mask";
  if (spec.records) return "--records";
  return "";
}

}  // namespace logscan::cli
