#include "support/query_maker.h"

#include <array>

#include "query/group_key.h"

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

}  // namespace

std::string random_filter(LogMaker& random) {
  std::string text = kFilters[random.below(kFilters.size())];
  for (std::size_t more = random.below(3); more > 0; --more) {
    text = "(" + text + (random.chance(2) ? ") and (" : ") or (") +
           kFilters[random.below(kFilters.size())] + ")";
  }
  return random.chance(3) ? "not (" + text + ")" : text;
}

GroupSpec random_groups(LogMaker& random) {
  GroupSpec groups;
  const auto names = GroupKey::names();
  for (std::size_t keys = 1 + random.below(3); keys > 0; --keys)
    groups.by.emplace_back(names[random.below(names.size())]);
  for (std::size_t i = 0; i < kMeasures; ++i) {
    if (random.chance(2)) groups.show.push_back(static_cast<Measure>(i));
  }
  groups.top = random.below(4) * random.below(20);
  groups.sort = static_cast<Measure>(random.below(kMeasures));
  if (random.chance(5)) groups.sort.reset();
  if (random.chance(3)) groups.min_count = random.below(5);
  return groups;
}

QuerySpec random_view(LogMaker& random) {
  QuerySpec spec;
  if (random.chance(3)) spec.trusted_proxies = {"198.51.0.0/16", "10.0.0.0/8", "2001:db8::/32"};
  if (random.chance(2)) spec.filter.where = {random_filter(random)};
  spec.normalize = random.chance(3);
  if (spec.normalize && random.chance(2))
    spec.normalize_rules = {{"^/img/.*", "/img/*"}, {"b\\.", "B."}};
  if (random.chance(2)) spec.mask = {random.chance(2), random.chance(2), random.chance(2)};
  if (random.chance(3)) spec.timezone = "Europe/Berlin";
  return spec;
}

QuerySpec random_query(LogMaker& random) {
  QuerySpec spec = random_view(random);
  for (std::size_t groups = random.below(3); groups > 0; --groups)
    spec.groups.push_back(random_groups(random));
  for (std::size_t series = random.below(3); series > 0; --series) {
    SeriesSpec each;
    each.every = std::array{60u, 420u, 3600u, 86400u, 7 * 86400u}[random.below(5)];
    if (random.chance(2)) each.zone = "Europe/Berlin";
    each.groups = random_groups(random);
    if (random.chance(2)) each.groups.by.clear();
    spec.series.push_back(std::move(each));
  }
  return spec;
}

QuerySpec random_exact_query(LogMaker& random) {
  QuerySpec spec = random_query(random);
  spec.exact = true;
  for (GroupSpec& groups : spec.groups)
    groups.top = 1 + random.below(4);
  for (SeriesSpec& series : spec.series)
    series.groups.top = 1 + random.below(2);
  return spec;
}

}  // namespace logscan::test
