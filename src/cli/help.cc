#include "cli/help.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "cli/option.h"
#include "logscan/log_format.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

constexpr std::size_t kColumns = 79;
constexpr std::size_t kNameColumns = 23;

constexpr std::string_view kHead =
    "Usage: logscan [OPTIONS] [FILE|DIR|GLOB ...]\n"
    "Reads access logs of web servers, counts every status, shows what fails.\n"
    "\n";

constexpr Option kFiles = {
    .name = "FILE|DIR|GLOB ...",
    .summary = "access logs or folders; - or none: standard input",
    .details =
        "In a folder, logscan reads every access log, which it recognises by the first "
        "lines, and rotated logs oldest first; with --recursive in the folders below, too. "
        "An argument that exists is a file or folder, even if it contains *; after --, even "
        "if it starts with a dash. Otherwise *, ? and [] match names. Each file is read "
        "once, even if several names lead to it. Compressed logs are recognised by their "
        "content."};

constexpr std::string_view kFormatsHead =
    "Log formats, detected line by line or given with --log-format; clf is any\n"
    "line with `[time] \"request\" status`:";

constexpr std::string_view kMore = R"(
Exit codes (if several apply, the first in the order 2, 5, 1, 3, 4):
  0  report printed, every input read; also when some lines are malformed
  1  a --fail-if condition holds
  2  wrong usage; nothing was done
  3  an input was missing, damaged or not a log, or lines were lost; the report
     covers the rest. With --follow: a log could not be read at the end
  4  there were lines, but none could be parsed
  5  the report, partial or state could not be written, read or locked, or an
     internal check failed; nothing was committed

Environment:
  NO_COLOR                   not empty: no colour, unless --color always
  LC_ALL, LC_CTYPE, LANG     the first that is set decides whether bars are
                             drawn in Unicode (UTF-8) or in ASCII
  TMPDIR                     where --baseline copies standard input (/tmp)
  LOGSCAN_KERNEL             the scan kernel, such as scalar or AVX2

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

// Words in lines of at most kColumns, each after `indent` spaces.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string all;
  std::string line(indent, ' ');
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const bool is_first = line.size() == indent;
    if (!is_first && line.size() + 1 + end > kColumns) {
      all += std::exchange(line, std::string(indent, ' ')) + "\n";
      continue;
    }
    line.append(is_first ? "" : " ").append(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all + line + "\n";
}

// "-f, --format FORMAT"; a long name alone stands below the other long ones.
std::string names_of(const Option& option) {
  const bool is_long = option.name.starts_with("--");
  std::string names(option.letter);
  names += !is_long ? "" : names.empty() ? "    " : ", ";
  names += option.name;
  return option.value.empty() ? names : fmt::format("{} {}", names, option.value);
}

// A name that is too long has a line of its own.
std::string entry(const Option& option) {
  std::string name = names_of(option);
  std::string text;
  if (name.size() > kNameColumns) text = fmt::format("  {}\n", std::exchange(name, ""));
  return text + fmt::format("  {:<{}} {}\n", name, kNameColumns, option.summary);
}

std::string whole_entry(const Option& option) {
  return entry(option) + (option.details.empty() ? "" : wrapped(option.details, kNameColumns + 3));
}

std::string whole_entries(Section section) {
  std::string text;
  for (const Option& option : all_options()) {
    if (option.section == section) text += whole_entry(option);
  }
  return text;
}

// The options of a section that -h does not describe.
std::string other_names(Section section) {
  std::string text;
  for (const Option& option : all_options()) {
    if (option.section == section && !option.is_common)
      text.append(text.empty() ? "" : " ").append(option.name);
  }
  return text.empty() ? "" : wrapped(text, 2);
}

std::string format_names() {
  std::string text;
  for (std::size_t i = 0; i < kLogFormats; ++i) {
    if (static_cast<LogFormat>(i) == LogFormat::kCustom) continue;
    text.append(text.empty() ? "" : " ").append(kLogFormatNames[i]);
  }
  return wrapped(text, 2);
}

}  // namespace

std::string short_help() {
  std::string text = std::string(kHead) + entry(kFiles);
  for (const Option& option : all_options()) {
    if (!option.is_common) continue;
    text += entry(option);
    if (!option.sample.empty())
      text += fmt::format("{:{}}{}\n", "", kNameColumns + 3, option.sample);
  }
  text += "\nMore options, which --help describes:\n";
  for (std::size_t i = 0; i < kSectionNames.size(); ++i)
    text += other_names(static_cast<Section>(i));
  return text;
}

std::string long_help() {
  std::string text = std::string(kHead) + whole_entry(kFiles) + whole_entries(Section::kMain);
  for (std::size_t i = 1; i < kSectionNames.size(); ++i)
    text += fmt::format("\n{}:\n{}", kSectionNames[i], whole_entries(static_cast<Section>(i)));
  return text + fmt::format("\n{}\n{}{}", kFormatsHead, format_names(), kMore);
}

std::string short_usage() {
  return "Usage: logscan [OPTIONS] [FILE|DIR|GLOB ...]\n"
         "Reads access logs from files and folders, or from a pipe.\n"
         "`logscan -h` lists the options.\n";
}

}  // namespace logscan::cli
