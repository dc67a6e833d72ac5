#include "cli/topics.h"

#include <span>

#include "cli/option.h"
#include "cli/reference.h"

namespace logscan::cli {
namespace {

using Kind = TopicPart::Kind;
using Parts = std::vector<TopicPart>;

void add_notes(Parts& parts, std::span<const NameNote> notes) {
  for (const NameNote& each : notes)
    parts.push_back({Kind::kNote, std::string(each.name), std::string(each.note)});
}

void add_options(Parts& parts, Section section) {
  for (const Option& option : all_options()) {
    if (option.section != section) continue;
    std::string name(option.name);
    if (!option.value.empty()) name.append(" ").append(option.value);
    parts.push_back({Kind::kNote, name, std::string(option.summary)});
  }
}

Parts formats() {
  Parts parts = {
      {Kind::kText,
       "logscan detects the format of every line from the line itself, so one file may mix "
       "formats. The first format of this list that fits a line names it. --log-format takes "
       "a name from the list. Lines in another format are then malformed, but common, combined "
       "and nginx_main accept each other's lines."},
      {Kind::kExample, "logscan --explain-format access.log"},
      {Kind::kExample, "logscan --log-format combined access.log"},
      {Kind::kHeading, "Formats"}};
  add_notes(parts, format_notes());
  parts.insert(
      parts.end(),
      {{Kind::kHeading, "A pattern of your own"},
       {Kind::kText,
        "--log-format also takes a pattern as in nginx's log_format or Apache's LogFormat. "
        "--log-format-from reads it from the configuration of nginx, Apache, lighttpd or "
        "Tomcat. Names that logscan does not know become fields of your own; a unit after @ "
        "makes them durations (@ms) or numbers (@n)."},
       {Kind::kExample, "logscan -l '$remote_addr [$time_local] \"$request\" $status' access.log"},
       {Kind::kExample, "logscan -l '%h %l %u %t \"%r\" %>s %b' access.log"},
       {Kind::kExample, "logscan --log-format-from /etc/nginx/nginx.conf:main access.log"},
       {Kind::kHeading, "Keys of your own"},
       {Kind::kText,
        "For JSON, LTSV and logfmt, name the keys that hold the fields. status is required; "
        "x.NAME adds a field of your own."},
       {Kind::kExample, "logscan -l 'json:status=code,time=ts@ms,path=uri' app.jsonl"},
       {Kind::kExample, "logscan -l 'logfmt:status=code,x.queue@ms=queued' app.log"}});
  return parts;
}

Parts queries() {
  Parts parts = {
      {Kind::kText,
       "Filters remove lines before anything is counted. --by and --every replace the default "
       "report by tables. --records writes the lines themselves."},
      {Kind::kExample, "logscan --status 5xx --by path access.log"},
      {Kind::kExample, "logscan --by path --show count,p50,p95 --sort p95 access.log"},
      {Kind::kExample, "logscan --every 1h --by status access.log"},
      {Kind::kExample, "logscan --records --where 'duration > 10s' --fields time,path access.log"},
      {Kind::kHeading, "Filters"}};
  add_options(parts, Section::kFilters);
  parts.insert(parts.end(),
               {{Kind::kHeading, "Expressions of --where"},
                {Kind::kText,
                 "An expression compares fields and keys with values. A missing field is null; a "
                 "comparison with null is false. Quote values that contain spaces, commas or "
                 "parentheses."},
                {Kind::kExample,
                 "logscan --where 'status >= 500 and not client in (10.0.0.0/8)' access.log"},
                {Kind::kExample,
                 "logscan --where 'not bot and (duration > 1.5s or bytes >= 10M)' access.log"}});
  add_notes(parts, operator_notes());
  parts.push_back({Kind::kHeading, "Fields, for --where, --by and --fields"});
  add_notes(parts, field_notes());
  parts.push_back({Kind::kHeading, "More keys, for --where and --by"});
  add_notes(parts, key_notes());
  parts.push_back({Kind::kHeading, "Measures, for --show and --sort"});
  add_notes(parts, measure_notes());
  parts.push_back({Kind::kText,
                   "Of your own field F, if it is a duration or a number: sum(F), mean(F), min(F), "
                   "max(F), p50(F), p90(F), p95(F) and p99(F)."});
  return parts;
}

Parts cron() {
  Parts parts = {
      {Kind::kText,
       "Standard output holds only the report, messages go to standard error, and the same input "
       "gives the same bytes. --quiet-if-ok prints nothing if all is well, so cron sends a mail "
       "only if there is something to read."},
      {Kind::kHeading, "A mail when something is wrong"},
      {Kind::kExample,
       "*/15 * * * * logscan --quiet-if-ok --fail-if 'errors.rate > 5pct' access.log"},
      {Kind::kText,
       "cron ends the command at a percent sign, so write pct. It starts in the home folder and "
       "looks for programs in /usr/bin and /bin alone, so write full paths."},
      {Kind::kHeading, "Each line once"},
      {Kind::kExample, "0 * * * * logscan --state errors.state /var/log/nginx/access.log"},
      {Kind::kText,
       "With --state, a run reports what was added since the last one, whatever log rotation did "
       "in between. The folder of the state must belong to the user of the job. If a report could "
       "not be written, the next run repeats it; --no-commit and --commit include the mail "
       "program in that."},
      {Kind::kHeading, "Exit codes"}};
  add_notes(parts, exit_code_notes());
  return parts;
}

constexpr Topic kHelpTopics[] = {{"formats", "log formats that logscan reads", formats},
                                 {"queries", "filters, groups and measures of logscan", queries},
                                 {"cron", "logscan in cron jobs and timers", cron}};

}  // namespace

std::span<const Topic> help_topics() {
  return kHelpTopics;
}

}  // namespace logscan::cli
