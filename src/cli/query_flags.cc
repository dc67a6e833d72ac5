#include "cli/query_flags.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "cli/byte_size.h"
#include "cli/usage_error.h"
#include "cli/view_flags.h"
#include "cli/word_list.h"
#include "query/group_key.h"
#include "text/nearest_name.h"
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
  if (!words.by.empty()) return;
  if (words.every.empty()) {
    spec.top_keys = read_top(words.view);
  } else {
    add(std::move(base));
  }
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

std::optional<std::uint64_t> read_memory(const ViewWords& words) {
  if (words.memory.empty()) return std::nullopt;
  const std::optional<std::uint64_t> memory = byte_size(words.memory);
  if (!memory || *memory < kLeastMemory || *memory > kMostMemory)
    throw wrong("--memory", fmt::format("expected a size from 1Mi to 1Ti, got \"{}\"",
                                        safe_text(words.memory)));
  return memory;
}

QuerySpec read_query_spec(const QueryWords& words, const FormatFields& fields) {
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

}  // namespace logscan::cli
