#include "support/asked_lines.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "aggregate/quantiles.h"
#include "query/mask.h"
#include "record/number_text.h"
#include "support/sweep.h"
#include "text/safe_text.h"
#include <fmt/ranges.h>

namespace logscan::test {
namespace {

constexpr std::array kTexts = {&LogLine::host,     &LogLine::client, &LogLine::user,
                               &LogLine::request,  &LogLine::method, &LogLine::target,
                               &LogLine::path,     &LogLine::query,  &LogLine::protocol,
                               &LogLine::referer,  &LogLine::agent,  &LogLine::forwarded_for,
                               &LogLine::upstream, &LogLine::file};

// Fields stay views into the line, since masks depend on where they are.
OwnedLine own(const LogLine& line, std::string_view raw) {
  OwnedLine owned{line, std::make_shared<std::deque<std::string>>(), {}};
  owned.raw = owned.texts->emplace_back(raw);
  for (const auto text : kTexts) {
    const std::string_view field = line.*text;
    if (field.data() == nullptr) continue;
    const bool within =
        field.data() >= raw.data() && field.data() + field.size() <= raw.data() + raw.size();
    owned.line.*text =
        within ? owned.raw.substr(static_cast<std::size_t>(field.data() - raw.data()), field.size())
               : owned.texts->emplace_back(field);
  }
  return owned;
}

using Rank = std::pair<bool, long double>;

constexpr std::uint64_t kMost = ~std::uint64_t{0};

// Sorts known values first, in descending order.
Rank rank_of(Measure measure, const GroupRow& row) {
  const auto known = [](const auto& value) {
    return value ? Rank{true, static_cast<long double>(*value)} : Rank{false, 0};
  };
  const auto moment = [](const std::optional<LogTime>& time) {
    return time ? Rank{true, static_cast<long double>(time->seconds)} : Rank{false, 0};
  };
  switch (measure) {
    case Measure::kCount:
    case Measure::kShare:
    case Measure::kRps:
      return {true, row.count};
    case Measure::kErrors:
      return {true, row.errors};
    case Measure::kRate:
      return {true, static_cast<double>(row.errors) / static_cast<double>(row.count)};
    case Measure::kBytes:
      return known(row.bytes);
    case Measure::kClients:
      return known(row.clients);
    case Measure::kP50:
      return known(row.p50);
    case Measure::kP90:
      return known(row.p90);
    case Measure::kP95:
      return known(row.p95);
    case Measure::kP99:
      return known(row.p99);
    case Measure::kMax:
      return known(row.max);
    case Measure::kSum:
      return known(row.sum);
    case Measure::kMean:
      return known(row.mean);
    case Measure::kMin:
      return known(row.min);
    case Measure::kFirst:
      return moment(row.first);
    case Measure::kLast:
      return moment(row.last);
  }
  return {};
}

}  // namespace

std::vector<OwnedLine> parsed_lines(std::string_view input, const std::string& file) {
  std::string text;
  for (const PlainLine& line : plain_lines(input))
    text.append(line.text) += '\n';
  LineParser parser(UINT64_MAX);
  std::vector<OwnedLine> lines;
  parse_text(text, kernels().back(), parser, [&](const LineView& line, const ParsedLine& parsed) {
    if (parsed.kind != LineKind::kParsed) return;
    LogLine fields = parser.cut(line, parsed, FieldSet::all());
    fields.time = parsed.verdict().time;
    fields.file = file;
    lines.push_back(own(fields, line_text(line)));
  });
  return lines;
}

std::string renamed(std::string output, std::string_view from, std::string_view to) {
  const auto replace = [&output](std::string_view old, std::string_view other) {
    for (std::size_t at = 0; (at = output.find(old, at)) != std::string::npos; at += other.size())
      output.replace(at, old.size(), other);
  };
  replace(from, to);
  replace(fmt::format("{:02x}", fmt::join(from, "")), fmt::format("{:02x}", fmt::join(to, "")));
  return output;
}

std::vector<OwnedLine> shown_lines(const std::vector<OwnedLine>& lines, const Query& query) {
  std::vector<OwnedLine> shown;
  for (const OwnedLine& each : lines) {
    LogLine line = each.line;
    if (line.client.data() != nullptr)
      line.client = query.trusted_proxies.real_client(line.client, line.forwarded_for);
    if (query.filter && !query.filter->matches(line)) continue;
    if (!query.spec.timezone.empty() && line.time) {
      line.time->offset_minutes =
          static_cast<std::int16_t>(query.zone.offset_at(line.time->seconds) / 60);
    }
    std::string path;
    if (query.normalizer && line.path.data() != nullptr) {
      Normalizer normalizer = *query.normalizer;
      normalizer.append(line.path, path);
      line.path = path;
    }
    std::string scratch;
    shown.push_back(own(mask_fields(query.spec.mask, line, FieldSet::all(), scratch), each.raw));
  }
  return shown;
}

std::optional<std::uint64_t> NaiveRow::bytes() const {
  std::optional<std::uint64_t> sum;
  for (const LogLine* line : lines_)
    if (line->bytes) sum = sum.value_or(0) + std::min(*line->bytes, kMost - sum.value_or(0));
  return sum;
}

GroupRow NaiveRow::summarize(const std::vector<Measure>& show) const {
  GroupRow row;
  std::set<std::string_view> clients;
  Quantiles durations;
  std::optional<std::int64_t> shortest;
  std::optional<OwnAmount::Value> sum;
  std::uint64_t measured = 0;
  std::optional<LogTime> first;
  std::optional<LogTime> last;
  for (const LogLine* line : lines_) {
    ++row.count;
    row.errors += line->status >= 400 && line->status <= 599;
    if (line->client.data() != nullptr) clients.insert(line->client);
    if (line->duration && *line->duration >= 0) {
      durations.add(static_cast<std::uint64_t>(*line->duration));
      shortest = std::min(shortest.value_or(*line->duration), *line->duration);
      sum = sum.value_or(0) + static_cast<OwnAmount::Value>(*line->duration);
      ++measured;
    }
    if (!line->time) continue;
    if (!first || *line->time < *first) first = line->time;
    if (!last || *last < *line->time) last = line->time;
  }
  const auto quantile = [&](double q) -> std::optional<std::int64_t> {
    const auto value = durations.quantile(q);
    if (!value) return std::nullopt;
    return static_cast<std::int64_t>(*value);
  };
  const auto wants = [&](Measure measure) {
    return std::find(show.begin(), show.end(), measure) != show.end();
  };
  // The largest number may stand for a larger sum.
  if (wants(Measure::kBytes) && bytes() != kMost) row.bytes = bytes();
  if (wants(Measure::kClients) && !clients.empty()) row.clients = clients.size();
  if (wants(Measure::kP50)) row.p50 = quantile(0.5);
  if (wants(Measure::kP90)) row.p90 = quantile(0.9);
  if (wants(Measure::kP95)) row.p95 = quantile(0.95);
  if (wants(Measure::kP99)) row.p99 = quantile(0.99);
  if (wants(Measure::kMax)) row.max = quantile(1);
  if (wants(Measure::kMin)) row.min = shortest;
  if (wants(Measure::kSum)) row.sum = sum;
  if (wants(Measure::kMean) && sum) row.mean = static_cast<std::int64_t>(*sum / measured);
  if (wants(Measure::kFirst)) row.first = first;
  if (wants(Measure::kLast)) row.last = last;
  return row;
}

KeyValues key_of(const OwnedLine& line, const std::vector<GroupKey>& by) {
  constexpr std::size_t kToldApart = 1024;
  KeyValues values;
  for (const GroupKey& key : by) {
    std::string value;
    if (key.append(line.line, value)) {
      values.emplace_back(value.substr(0, kToldApart));
    } else {
      values.emplace_back();
    }
  }
  return values;
}

NaiveGroups naive_groups(const std::vector<OwnedLine>& shown, const std::vector<GroupKey>& by) {
  NaiveGroups groups;
  for (const OwnedLine& line : shown)
    groups[key_of(line, by)].add(line);
  return groups;
}

std::string dump(const GroupRow& row) {
  std::string text = "[";
  for (const auto& value : row.key)
    text += (value ? "<" + safe_text(*value) + ">" : "null") + " ";
  text += "] count=" + std::to_string(row.count) + " errors=" + std::to_string(row.errors);
  const auto number = [&](Measure measure, const auto& value) {
    if (value) text += std::string(" ") + measure_name(measure) + "=" + std::to_string(*value);
  };
  const auto moment = [&](Measure measure, const std::optional<LogTime>& time) {
    if (time) text += std::string(" ") + measure_name(measure) + "=" + format_rfc3339(*time);
  };
  number(Measure::kBytes, row.bytes);
  number(Measure::kClients, row.clients);
  number(Measure::kP50, row.p50);
  number(Measure::kP90, row.p90);
  number(Measure::kP95, row.p95);
  number(Measure::kP99, row.p99);
  number(Measure::kMax, row.max);
  number(Measure::kMin, row.min);
  number(Measure::kMean, row.mean);
  if (row.sum) {
    text += " sum=";
    detail::append_own(text, *row.sum, OwnKind::kDuration);
  }
  moment(Measure::kFirst, row.first);
  moment(Measure::kLast, row.last);
  return text + "\n";
}

// A sum that is too large to be shown still sorts first.
Rank rank_of(const std::optional<Measure>& sort, const NaiveRow& row) {
  if (!sort) return {};
  GroupRow ranked = row.summarize({*sort});
  if (sort == Measure::kBytes) ranked.bytes = row.bytes();
  return rank_of(*sort, ranked);
}

std::vector<KeyValues> naive_top(const std::vector<OwnedLine>& shown, const GroupQuery& query) {
  std::vector<std::pair<Rank, KeyValues>> order;
  for (const auto& [key, row] : naive_groups(shown, query.by))
    if (row.count() >= query.spec.min_count) order.emplace_back(rank_of(query.spec.sort, row), key);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<KeyValues> keys;
  for (std::size_t i = 0; i < std::min<std::size_t>(order.size(), query.spec.top); ++i)
    keys.push_back(order[i].second);
  return keys;
}

std::string naive_answer(const std::vector<OwnedLine>& shown, const GroupQuery& query) {
  NaiveGroups groups = naive_groups(shown, query.by);
  const std::size_t distinct = groups.size();
  std::string text;
  for (const KeyValues& key : naive_top(shown, query)) {
    GroupRow row = groups[key].summarize(query.spec.show);
    row.key = key;
    text += dump(row);
    groups.erase(key);
  }
  NaiveRow others;
  NaiveRow total;
  for (const OwnedLine& line : shown) {
    total.add(line);
    if (groups.contains(key_of(line, query.by))) others.add(line);
  }
  text += "others " + dump(others.summarize(query.spec.show));
  text += "total " + dump(total.summarize(query.spec.show));
  return text + std::to_string(distinct) + " groups\n";
}

std::string dump(const GroupSummary& group) {
  std::string text;
  for (const GroupRow& row : group.rows)
    text += dump(row);
  text += "others " + dump(group.others);
  text += "total " + dump(group.total);
  return text + std::to_string(group.distinct) + " groups\n";
}

std::vector<Measure> all_measures() {
  std::vector<Measure> all;
  for (std::size_t i = 0; i < kMeasures; ++i)
    all.push_back(static_cast<Measure>(i));
  return all;
}

}  // namespace logscan::test
