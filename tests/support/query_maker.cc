#include "support/query_maker.h"

#include <array>

#include "support/some_country.h"

namespace logscan::test {
namespace {

constexpr std::array kFilters = {
    "status >= 400",
    "error",
    "status in (-, 5xx, 0)",
    "client in (198.51.0.0/24, 2001:db8::/32)",
    "client = null",
    "path ^= \"/a\" and not error",
    "path like \"*l*\" or user = frank",
    "agent ~ \"(?i)bot|curl\"",
    "bytes >= 50k or bytes = null",
    "duration > 500ms",
    "time >= 2026-01-12T11:00",
    "forwarded_for *= \"10.0.0.1\"",
    "host != null",
    "method = POST",
    "status = 200 and status = 404",
};

TimeZone berlin() {
  return TimeZone::find("Europe/Berlin").value();
}

}  // namespace

std::string random_filter(LogMaker& random) {
  std::string text = kFilters[random.below(kFilters.size())];
  for (std::size_t more = random.below(3); more > 0; --more) {
    text = "(" + text + (random.chance(2) ? ") and (" : ") or (") +
           kFilters[random.below(kFilters.size())] + ")";
  }
  return random.chance(3) ? "not (" + text + ")" : text;
}

GroupQuery random_groups(LogMaker& random) {
  GroupQuery groups;
  ZoneOffset offset;
  if (random.chance(3))
    offset = [zone = berlin()](std::int64_t utc) { return zone.offset_at(utc); };
  const auto names = GroupKey::names();
  for (std::size_t keys = 1 + random.below(3); keys > 0; --keys)
    groups.by.push_back(GroupKey::parse(names[random.below(names.size())], offset, some_country()));
  for (std::size_t i = 0; i < kMeasures; ++i) {
    if (random.chance(2)) groups.show.push_back(static_cast<Measure>(i));
  }
  groups.top = random.below(4) * random.below(20);
  groups.sort = static_cast<Measure>(random.below(kMeasures));
  if (random.chance(5)) groups.sort.reset();
  return groups;
}

Query random_view(LogMaker& random) {
  Query query;
  if (random.chance(3))
    query.trusted_proxies = TrustedProxies({"198.51.0.0/16", "10.0.0.0/8", "2001:db8::/32"});
  if (random.chance(2)) query.filter = Expression::parse(random_filter(random));
  const std::vector<NormalizeRule> rules = {{"^/img/.*", "/img/*"}, {"b\\.", "B."}};
  if (random.chance(3)) query.normalizer = random.chance(2) ? Normalizer() : Normalizer(rules);
  if (random.chance(2)) query.mask = {random.chance(2), random.chance(2), random.chance(2)};
  return query;
}

Query random_query(LogMaker& random) {
  Query query = random_view(random);
  for (std::size_t groups = random.below(3); groups > 0; --groups)
    query.groups.push_back(random_groups(random));
  for (std::size_t series = random.below(3); series > 0; --series) {
    SeriesQuery each;
    each.every = std::array{60u, 420u, 3600u, 86400u, 7 * 86400u}[random.below(5)];
    if (random.chance(2)) each.zone = berlin();
    each.groups = random_groups(random);
    if (random.chance(2)) each.groups.by.clear();
    query.series.push_back(std::move(each));
  }
  return query;
}

}  // namespace logscan::test
