#include "cli/rival_names.h"

#include <algorithm>
#include <vector>

#include "cli/option.h"
#include "text/ascii.h"
#include "text/nearest_name.h"

namespace logscan::cli {
namespace {

constexpr RivalName kRivalNames[] = {
    {"tz", "--timezone"},
    {"zone", "--timezone"},
    {"time-zone", "--timezone"},
    {"from", "--since"},
    {"start", "--since"},
    {"after", "--since"},
    {"begin", "--since"},
    {"start-date", "--since"},
    {"start-time", "--since"},
    {"date-from", "--since"},
    {"from-date", "--since"},
    {"to", "--until"},
    {"end", "--until"},
    {"before", "--until"},
    {"end-date", "--until"},
    {"end-time", "--until"},
    {"date-to", "--until"},
    {"to-date", "--until"},
    {"yesterday", "--since yesterday"},
    {"ip", "--client"},
    {"ips", "--client"},
    {"addr", "--client"},
    {"address", "--client"},
    {"client-ip", "--client"},
    {"remote-addr", "--client"},
    {"remote-ip", "--client"},
    {"source", "--client"},
    {"src", "--client"},
    {"exclude-ip", "--not-client"},
    {"ignore-ip", "--not-client"},
    {"not-ip", "--not-client"},
    {"code", "--status"},
    {"codes", "--status"},
    {"status-code", "--status"},
    {"status-codes", "--status"},
    {"http-status", "--status"},
    {"response-code", "--status"},
    {"errors-only", "--status 4xx,5xx"},
    {"only-errors", "--status 4xx,5xx"},
    {"verb", "--method"},
    {"http-method", "--method"},
    {"request-method", "--method"},
    {"vhost", "--host"},
    {"virtual-host", "--host"},
    {"domain", "--host"},
    {"server", "--host"},
    {"server-name", "--host"},
    {"site", "--host"},
    {"url", "--path"},
    {"uri", "--path"},
    {"endpoint", "--path"},
    {"page", "--path"},
    {"filter", "--where"},
    {"condition", "--where"},
    {"expression", "--where"},
    {"grep", "--where"},
    {"search", "--where"},
    {"match", "--where"},
    {"w", "--where"},
    {"group", "--by"},
    {"group-by", "--by"},
    {"groupby", "--by"},
    {"breakdown", "--by"},
    {"split-by", "--by"},
    {"facet", "--by"},
    {"bucket", "--every"},
    {"step", "--every"},
    {"resolution", "--every"},
    {"granularity", "--every"},
    {"time-bucket", "--every"},
    {"limit", "--top"},
    {"head", "--top"},
    {"max-items", "--top"},
    {"max-rows", "--top"},
    {"rows", "--top"},
    {"n", "--top"},
    {"order", "--sort"},
    {"order-by", "--sort"},
    {"sort-by", "--sort"},
    {"sort-panel", "--sort"},
    {"columns", "--show"},
    {"measures", "--show"},
    {"select", "--show"},
    {"aggregate", "--show"},
    {"field", "--fields"},
    {"cols", "--fields"},
    {"tail", "--follow"},
    {"watch", "--follow"},
    {"live", "--follow"},
    {"real-time", "--follow"},
    {"realtime", "--follow"},
    {"real-time-html", "--follow"},
    {"input-format", "--log-format"},
    {"pattern", "--log-format"},
    {"date-format", "--log-format"},
    {"time-format", "--log-format"},
    {"conf", "--config"},
    {"config-file", "--config"},
    {"no-global-config", "--no-config"},
    {"nginx-config", "--log-format-from"},
    {"nginx-conf", "--log-format-from"},
    {"apache-config", "--log-format-from"},
    {"apache-conf", "--log-format-from"},
    {"log-tz", "--log-timezone"},
    {"input-timezone", "--log-timezone"},
    {"jobs", "--threads"},
    {"workers", "--threads"},
    {"parallel", "--threads"},
    {"cores", "--threads"},
    {"r", "--recursive"},
    {"recurse", "--recursive"},
    {"no-color", "--color never"},
    {"no-colour", "--color never"},
    {"nocolor", "--color never"},
    {"colour", "--color"},
    {"colors", "--color"},
    {"colours", "--color"},
    {"silent", "--quiet"},
    {"no-progress", "--quiet"},
    {"to-json", "--json"},
    {"as-json", "--json"},
    {"csv", "-f csv"},
    {"tsv", "-f tsv"},
    {"jsonl", "--records -f jsonl"},
    {"ndjson", "--records -f jsonl"},
    {"json-lines", "--records -f jsonl"},
    {"prometheus", "-f openmetrics"},
    {"openmetrics", "-f openmetrics"},
    {"metrics", "-f openmetrics"},
    {"prom", "-f openmetrics"},
    {"output-format", "--format"},
    {"report-format", "--format"},
    {"out", "--output"},
    {"output-file", "--output"},
    {"outfile", "--output"},
    {"report", "--output"},
    {"raw", "--records"},
    {"lines", "--records"},
    {"export", "--records"},
    {"dump", "--records"},
    {"geoip-database", "--geoip"},
    {"geo", "--geoip"},
    {"geo-ip", "--geoip"},
    {"country-db", "--geoip"},
    {"mmdb", "--geoip"},
    {"maxmind", "--geoip"},
    {"anonymize", "--mask clients"},
    {"anonymise", "--mask clients"},
    {"anonymize-ip", "--mask clients"},
    {"anonymise-ip", "--mask clients"},
    {"privacy", "--mask"},
    {"redact", "--mask"},
    {"hide", "--mask"},
    {"real-ip", "--trusted-proxy"},
    {"xff", "--trusted-proxy"},
    {"proxy", "--trusted-proxy"},
    {"trust-proxy", "--trusted-proxy"},
    {"trusted-proxies", "--trusted-proxy"},
    {"normalise", "--normalize"},
    {"normalize-paths", "--normalize"},
    {"collapse", "--normalize"},
    {"rewrite", "--normalize-rule"},
    {"normalise-rule", "--normalize-rule"},
    {"alert", "--fail-if"},
    {"threshold", "--fail-if"},
    {"warn", "--fail-if"},
    {"warning", "--fail-if"},
    {"critical", "--fail-if"},
    {"assert", "--fail-if"},
    {"fail-on", "--fail-if"},
    {"fail", "--fail-if"},
    {"min-hits", "--min-requests"},
    {"quiet-ok", "--quiet-if-ok"},
    {"silent-if-ok", "--quiet-if-ok"},
    {"incremental", "--state"},
    {"checkpoint", "--state"},
    {"bookmark", "--state"},
    {"offset-file", "--state"},
    {"persist", "--state"},
    {"restore", "--state"},
    {"db-path", "--state"},
    {"since-last", "--state"},
    {"combine", "--merge"},
    {"join", "--merge"},
    {"verify", "--baseline"},
    {"explain", "--explain-format"},
    {"dry-run", "--explain-format"},
    {"test-format", "--explain-format"},
    {"check-format", "--explain-format"},
    {"max-line-length", "--max-line"},
    {"line-length", "--max-line"},
    {"max-memory", "--memory"},
    {"mem", "--memory"},
    {"temporary-directory", "--temp-dir"},
    {"tmpdir", "--temp-dir"},
    {"tmp-dir", "--temp-dir"},
};

// Returns "group-by" for "--Group_By=path".
std::string plain_name(std::string_view word) {
  word = word.substr(0, word.find('='));
  while (word.starts_with('-'))
    word.remove_prefix(1);
  std::string name = lowercase(word);
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

// Returns "n" for "-n20", since short options may hold their values.
std::string_view letter_of(std::string_view word) {
  const bool is_short = word.size() > 2 && word[0] == '-' && word[1] != '-';
  return is_short && is_number(word.substr(2)) ? word.substr(1, 1) : std::string_view();
}

std::string_view rival(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kRivalNames), std::end(kRivalNames),
                                         [&](const RivalName& each) { return each.name == name; });
  return found == std::end(kRivalNames) ? std::string_view() : found->meant;
}

}  // namespace

std::span<const RivalName> rival_names() {
  return kRivalNames;
}

std::string meant_option(std::string_view word) {
  const std::string given = plain_name(word);
  if (const std::string_view known = rival(given); !known.empty()) return std::string(known);
  if (const std::string_view known = rival(letter_of(word)); !known.empty())
    return std::string(known);
  std::vector<std::string_view> names;
  for (const Option& option : all_options()) {
    if (option.name.starts_with("--")) names.push_back(option.name.substr(2));
  }
  const std::size_t own = names.size();
  for (const RivalName& each : kRivalNames)
    names.push_back(each.name);
  const std::string_view nearest = detail::nearest_name(given, names);
  if (nearest.empty()) return {};
  const bool is_own = std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(own),
                                nearest) != names.begin() + static_cast<std::ptrdiff_t>(own);
  return is_own ? "--" + std::string(nearest) : std::string(rival(nearest));
}

}  // namespace logscan::cli
