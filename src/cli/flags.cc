#include "cli/flags.h"

#include "cli/command_line.h"

namespace logscan::cli {
void define_flags(CommandLine& app, Words& words) {
  const FlagGroup group(app);
  group.word("-f,--format", words.format, "FORMAT",
             "what comes out: text, json, openmetrics (default: text)\n"
             "openmetrics is for Prometheus, by a file in the folder of\n"
             "node_exporter. With --records: jsonl, csv or tsv (jsonl).");
  group.flag("--json", words.json, "the same as -f json");
  group.word("-o,--output", words.output, "FILE",
             "write the report to FILE, whole or not at all\n"
             "FILE is replaced in one step when the report is complete; if\n"
             "that fails the old one stays as it was. Its ending picks the\n"
             "format (.json, .prom, .jsonl, .csv, .tsv), unless -f does.");
  group.word("-l,--log-format", words.log_format, "FORMAT",
             "what goes in: a name, a pattern, auto (default)\n"
             "A pattern as in nginx's log_format or Apache's LogFormat, in\n"
             "single quotes; or a map of keys such as json:status=code,\n"
             "time=ts (ltsv: and logfmt: alike). Lines of another format\n"
             "are malformed. auto finds it line by line. Names that logscan\n"
             "does not know are fields of your own: $upstream_cache_status,\n"
             "x.cache=KEY, and with a unit ${queue@ms} or x.tries@n=KEY.");
  group.word("--log-format-from", words.log_format_from, "FILE[:NAME]",
             "the format of a server's configuration\n"
             "Of nginx or Apache. Without NAME the one that its logs are\n"
             "written in. Included files are not read; nginx -T has all.");
  group.word("--log-timezone", words.log_timezone, "ZONE",
             "the zone of time stamps without an offset (default: UTC)\n"
             "UTC, +02:00, Europe/Berlin, local. Daylight saving is applied.\n"
             "W3C logs and stamps that name an offset are not affected.");
  group.flag("--explain-format", words.explain,
             "show how the first 10 lines are cut\n"
             "Of each input: what each line is, and every field it has;\n"
             "nothing is counted. Goes well with --log-format.");
  group.flag("--recursive", words.recursive,
             "read the folders below a named one, too\n"
             "Links to folders are not followed below it, and no folder is\n"
             "read twice.");
  group.flag("--no-run", words.no_run,
             "JSON without the object `run`\n"
             "It holds times and speeds, which differ from run to run;\n"
             "without it the same input gives the same bytes.");
  group.flag("--baseline", words.baseline,
             "check the counts with naive parsers\n"
             "Four methods count the same bytes; all differences are\n"
             "explained. Reads the input several times more. Standard\n"
             "input that is no file is first copied to a temporary file.");
  group.word("-j,--threads", words.threads, "N", "threads, 1 to 1024 (default: one per core)");
  group.word("--block-size", words.block_size, "SIZE",
             "bytes of a block, 64 to 16Mi (default: 8Ki)\n"
             "Changes the speed, never the report. K, M, G are powers of\n"
             "1000 and Ki, Mi, Gi, Ti powers of 1024, here and below.");
  group.word("--max-line", words.max_line, "SIZE",
             "a longer line is malformed, 1 to 1Gi (default: 1Mi)");
  group.word("--max-decompressed", words.max_decompressed, "SIZE",
             "text read of a compressed file at most (default: no limit)\n"
             "For files of others: a small one may hold terabytes. At the\n"
             "limit logscan stops reading that file, counts the lines before\n"
             "it, and exits with 3. Memory is bounded with or without it.");
  group.word("--color", words.color, "WHEN",
             "colour in text: auto, always, never (default: auto)\n"
             "auto: on a terminal, unless NO_COLOR is set or TERM is dumb.");
  group.flag("-q,--quiet", words.quiet, "no warnings and no progress; errors stay");
  group.flag("-v,--verbose", words.verbose,
             "what was left out, and how the run went\n"
             "On standard error: files of a folder that are no logs, bytes\n"
             "that came while a log was read; time, speed, threads, kernel.");
  define_query_flags(app, words.query);
  define_threshold_flags(app, words.query.view.thresholds);
  define_partial_flags(app, words.partials);
  define_state_flags(app, words.state);
  define_follow_flags(app, words.follow);
  app.define_information();
}

}  // namespace logscan::cli
