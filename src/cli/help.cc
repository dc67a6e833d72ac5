#include "cli/help.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/core.h>

namespace logscan::cli {
namespace {

constexpr std::string_view kHead =
    "Usage: logscan [OPTIONS] [FILE|DIR|GLOB ...]\n"
    "Reads server access logs, counts every status exactly, shows what fails.\n"
    "\n";

constexpr std::string_view kFiles =
    "access logs, or folders; - or none: standard input\n"
    "Of a folder every access log in it, known by its first lines,\n"
    "rotated ones oldest first; with --recursive below it, too. An\n"
    "argument that exists is a file or folder, whatever its name;\n"
    "after -- even one that begins with a dash. Where it does not,\n"
    "*, ? and [] stand for names. A file named twice is read once.\n"
    "Compressed logs are read as well, known by what they hold.";

constexpr std::string_view kMore = R"(
Log formats, found by themselves, line by line, or given with --log-format:
  common, combined, vhost_common, vhost_combined, nginx_main, ingress_nginx,
  lighttpd, traefik, common_numbers, combined_numbers, and clf for any other
  line with `[time] "request" status`; JSON lines (caddy, traefik_json,
  envoy_json, cloudflare, nginx_json, json), w3c, cloudfront, zeek, squid,
  haproxy, envoy, uwsgi, aws_elb, aws_alb, aws_s3, gcs, ltsv, logfmt.

Exit codes (of several, the first in the order 2, 5, 1, 3, 4):
  0  report printed, every input read; also when some lines are malformed
  1  a --fail-if condition holds
  2  wrong usage; nothing was done
  3  some input was missing, damaged or no log; the report covers the rest
  4  lines were there, but not one could be parsed
  5  the report could not be written, or an internal check failed

Environment:
  NO_COLOR                   when not empty: no colour, unless --color always
  LC_ALL, LC_CTYPE, LANG     the first one set decides whether bars are drawn
                             in Unicode (UTF-8) or in ASCII
  TMPDIR                     where --baseline copies standard input (/tmp)
  LOGSCAN_KERNEL             the scan kernel to use, such as scalar or AVX2

Examples:
  logscan /var/log/nginx/access.log
  logscan --recursive /var/log
  logscan access.log access.log.*.gz
  logscan --json access.log | jq .status.codes
  logscan -o report.json access.log
  logscan --baseline access.log
  logscan -l '$remote_addr [$time_local] "$request" $status' access.log
  logscan --log-format-from /etc/nginx/nginx.conf:main access.log
  logscan --explain-format access.log
)";

constexpr std::size_t kNameColumns = 23;

// "-f, --format text|json"; a long name alone stands below the other long ones.
std::string names_of(const Flag& flag) {
  std::string names;
  for (const std::string& name : flag.short_names)
    names += "-" + name;
  for (const std::string& name : flag.long_names)
    names += (names.empty() ? "    --" : ", --") + name;
  return flag.wants.empty() ? names : names + " " + flag.wants;
}

// A first line with the name, and the rest below it if `whole`. A name that is too long has a line
// of its own.
std::string entry(std::string_view name, std::string_view about, bool whole) {
  std::string text;
  if (name.size() > kNameColumns) {
    text = fmt::format("  {}\n", name);
    name = "";
  }
  while (!about.empty()) {
    const std::size_t end = std::min(about.find('\n'), about.size());
    text += fmt::format("  {:<{}} {}\n", name, kNameColumns, about.substr(0, end));
    about.remove_prefix(std::min(end + 1, about.size()));
    name = "";
    if (!whole) break;
  }
  return text;
}

// The default group first, then the others as they come.
std::vector<std::string> groups_of(const CommandLine& app) {
  std::vector<std::string> groups;
  for (const Flag& flag : app.flags()) {
    if (std::find(groups.begin(), groups.end(), flag.group) == groups.end())
      groups.push_back(flag.group);
  }
  return groups;
}

std::string list(const CommandLine& app, const std::string& group, bool whole) {
  std::string text;
  for (const Flag& flag : app.flags()) {
    if (flag.group == group) text += entry(names_of(flag), flag.about, whole);
  }
  return text;
}

// Their names alone.
std::string name_all(const CommandLine& app, const std::string& group) {
  constexpr std::size_t kColumns = 79;
  std::string text = "\n" + group + " (--help has them all in words):\n";
  std::string row = " ";
  for (const Flag& flag : app.flags()) {
    if (flag.group != group) continue;
    const std::string name = " " + flag.name;
    if (row.size() + name.size() > kColumns) text += std::exchange(row, " ") + "\n";
    row += name;
  }
  return text + row + "\n";
}

}  // namespace

std::string short_help(const CommandLine& app) {
  const std::vector<std::string> groups = groups_of(app);
  std::string text =
      std::string(kHead) + entry("FILE|DIR|GLOB ...", kFiles, false) + list(app, groups[0], false);
  for (std::size_t i = 1; i < groups.size(); ++i)
    text += name_all(app, groups[i]);
  return text;
}

std::string long_help(const CommandLine& app) {
  const std::vector<std::string> groups = groups_of(app);
  std::string text =
      std::string(kHead) + entry("FILE|DIR|GLOB ...", kFiles, true) + list(app, groups[0], true);
  for (std::size_t i = 1; i < groups.size(); ++i)
    text += "\n" + groups[i] + ":\n" + list(app, groups[i], true);
  return text + std::string(kMore);
}

}  // namespace logscan::cli
