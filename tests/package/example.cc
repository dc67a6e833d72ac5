// Shows each public header at work, from finding logs to reports. Usage: example FILE_OR_FOLDER...

#include <cstdint>
#include <exception>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <logscan/aggregate.h>
#include <logscan/baseline.h>
#include <logscan/c.h>
#include <logscan/comparison.h>
#include <logscan/discovery.h>
#include <logscan/engine.h>
#include <logscan/field.h>
#include <logscan/file_id.h>
#include <logscan/group_summary.h>
#include <logscan/input.h>
#include <logscan/input_error.h>
#include <logscan/log_format.h>
#include <logscan/log_line.h>
#include <logscan/log_time.h>
#include <logscan/own_field.h>
#include <logscan/query_spec.h>
#include <logscan/record_columns.h>
#include <logscan/record_writer.h>
#include <logscan/report.h>
#include <logscan/status.h>
#include <logscan/summary.h>
#include <logscan/threshold.h>

namespace {

using namespace logscan;

// Opens what the arguments stand for. A file that cannot be opened is an input with an error.
std::vector<Input> open_all(const std::vector<std::string>& arguments) {
  std::vector<Input> inputs;
  for (FoundFile& file : discover(arguments, {}).files) {
    if (file.found == nullptr) {
      inputs.push_back(Input::open(file.path));
      continue;
    }
    const FileId id = file.found->id();
    inputs.push_back(Input::open_found(file.path, id));
  }
  return inputs;
}

// Server errors by path, at most 2, without addresses of clients.
QuerySpec failing_paths() {
  QuerySpec spec;
  spec.filter.statuses = {"5xx"};
  spec.groups.push_back({.by = {"path"}, .show = {Measure::kCount, Measure::kLast}, .top = 2});
  spec.mask.clients = true;
  spec.thresholds = {Threshold::parse("requests > 3")};
  return spec;
}

void print_groups(const Summary& summary) {
  for (const GroupSummary& groups : summary.groups) {
    for (const GroupRow& row : groups.rows) {
      std::cout << row.count << ' ' << row.key.front().value_or("-");
      if (row.last) std::cout << ", last at " << format_rfc3339(*row.last);
      std::cout << '\n';
    }
  }
  for (const std::string& line : threshold_lines(summary.thresholds))
    std::cout << line << '\n';
}

// Runs on parts of the work, here one input each, add up to the same as one run.
bool adds_up(const std::vector<Input>& inputs, const EngineOptions& options) {
  Aggregate sum(options);
  for (const Input& input : inputs) {
    std::vector<Input> one;
    one.push_back(input.reopen());
    sum.merge(Aggregate::read(collect(one, options).write()));
  }
  const Summary whole = analyse(inputs, options);
  const Summary merged = sum.summarize(spec_of(*options.query));
  return merged.totals == whole.totals && merged.status.codes == whole.status.codes;
}

// Bytes as the log has them, decompressed.
void print_first_bytes(const Input& input) {
  char bytes[16];
  try {
    const std::size_t read = input.reopen().read(0, bytes, sizeof(bytes));
    std::cout << "begins with " << std::string_view(bytes, read) << '\n';
  } catch (const InputError& problem) {
    std::cout << "cannot be read: " << problem.what() << '\n';
  }
}

// Fields that a pattern names and logscan does not know are fields of its own.
void print_first_line(const Input& input) {
  QuerySpec spec;
  spec.log_format = {.kind = LogFormatSpec::Kind::kApache,
                     .text = "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{X-Trace}i\""};
  EngineOptions options;
  options.query = compile_query(spec);
  explain_lines(input, 1, options, [](const ExplainedLine& line) {
    for (const OwnField& field : *line.own)
      std::cout << "own field " << field.name << '\n';
    std::cout << status_name(line.fields.status) << ' ' << line.fields.path << '\n';
  });
}

// The fields of the same lines as columns.
void print_columns(const std::vector<Input>& inputs, QuerySpec spec) {
  EngineOptions options;
  options.query = compile_query(std::move(spec));
  options.take_columns = [](RecordColumns&& columns) {
    std::cout << columns.rows() << " rows in " << columns.columns().size() << " columns\n";
  };
  analyse(inputs, options);
}

static_assert(LOGSCAN_OK == 0, "package_test.cmake builds a program that calls the C interface");

int run(const std::vector<std::string>& arguments) {
  const std::vector<Input> inputs = open_all(arguments);
  EngineOptions options;
  options.query = compile_query(failing_paths());
  print_groups(analyse(inputs, options));
  std::cout << (adds_up(inputs, options) ? "parts add up\n" : "parts do not add up\n");

  QuerySpec records;
  records.filter.statuses = {"503"};
  records.records = {.format = RecordFormat::kCsv, .fields = {Field::kStatus, Field::kPath}};
  std::string header;
  RecordWriter(records.records->format, records.records->fields).append_header(header);
  std::cout << header;
  options.query = compile_query(records);
  options.write_records = [](std::string_view csv) { std::cout << csv; };
  analyse(inputs, options);
  print_columns(inputs, records);

  print_first_bytes(inputs.front());
  print_first_line(inputs.front());
  const EngineOptions defaults;
  const Summary summary = analyse(inputs, defaults);
  const Baseline baseline = compare_with_baseline(inputs, defaults, summary);
  std::cout << (baseline.reconciled ? "reconciled\n" : "not reconciled\n");
  std::cout << compare(summary, summary).changes.size() << " changes\n";
  std::cout << report_text(summary, {});
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& problem) {
    std::cerr << "example: " << problem.what() << '\n';
    return 1;
  }
}
