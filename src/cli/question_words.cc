#include "cli/question_words.h"

#include <algorithm>
#include <fstream>
#include <string_view>

#include "logscan/log_time.h"
#include "record/string_pool.h"
#include "text/join.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

void sort_once(std::vector<std::string>& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

// The entries of lists with commas between them, in one order.
std::string entries(const std::vector<std::string>& lists) {
  std::vector<std::string> all;
  for (const std::string& list : lists) {
    std::string_view rest = list;
    for (;;) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      all.emplace_back(rest.substr(0, comma));
      if (comma == rest.size()) break;
      rest.remove_prefix(comma + 1);
    }
  }
  sort_once(all);
  return detail::join(all, ",");
}

bool needs_zone(const GroupQuery& groups) {
  return std::any_of(groups.by.begin(), groups.by.end(), [](const GroupKey& key) {
    return key.name() == "hour" || key.name() == "weekday" || key.name() == "day";
  });
}

bool needs_zone(const Query& query) {
  return std::any_of(query.groups.begin(), query.groups.end(),
                     [](const GroupQuery& groups) { return needs_zone(groups); }) ||
         std::any_of(query.series.begin(), query.series.end(),
                     [](const SeriesQuery& series) { return needs_zone(series.groups); });
}

// Which version of a MaxMind file it is: its end says when it was made.
std::string country_file(const std::string& path) {
  constexpr std::streamoff kEnd = 4096;
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = file.tellg();
  std::string end(static_cast<std::size_t>(std::clamp<std::streamoff>(size, 0, kEnd)), '\0');
  file.seekg(size - static_cast<std::streamoff>(end.size()));
  file.read(end.data(), static_cast<std::streamsize>(end.size()));
  return fmt::format("of {} bytes that end as {:016x}", size, hash_bytes(end));
}

}  // namespace

std::vector<QuestionWord> question_words(const QueryWords& words, const SaidMoments& said,
                                         const TimeZone& zone, const Query& query) {
  std::vector<QuestionWord> all;
  const auto add = [&all](const char* name, const std::vector<std::string>& lists) {
    if (!lists.empty()) all.push_back({name, entries(lists)});
  };
  const auto add_each = [&all](const char* name, std::vector<std::string> texts) {
    sort_once(texts);
    for (std::string& text : texts)
      all.push_back({name, std::move(text)});
  };
  add("status", words.statuses);
  add("not status", words.not_statuses);
  add("method", words.methods);
  add("host", words.hosts);
  add_each("path", words.paths);
  add("client", words.clients);
  add("not client", words.not_clients);
  const auto add_moment = [&all](const char* name, const std::optional<std::int64_t>& moment) {
    if (moment) all.push_back({name, format_rfc3339({*moment, 0})});
  };
  add_moment("since", said.since);
  add_moment("until", said.until);
  add_each("where", words.where);
  std::vector<std::string> moments;
  for (const SaidMoment& moment : said.where)
    moments.push_back(moment.text + " as " + format_rfc3339({moment.seconds, 0}));
  add_each("time", std::move(moments));
  if (query.normalizer) all.push_back({"normalize", "ids"});
  for (const std::string& rule : words.normalize_rules)
    all.push_back({"normalize rule", rule});
  add("trusted proxy", words.trusted_proxies);
  if (!words.geoip.empty()) all.push_back({"country file", country_file(words.geoip)});
  if (!words.timezone.empty() && needs_zone(query)) all.push_back({"days of", zone.name()});
  return all;
}

}  // namespace logscan::cli
