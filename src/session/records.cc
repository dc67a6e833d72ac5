#include <string>
#include <string_view>
#include <system_error>

#include "cli/delivery.h"
#include "logscan/record_writer.h"
#include "session/log_mode.h"
#include "session/modes.h"

namespace logscan::cli {
namespace {

/// Reads logs and writes every parsed line as a record, while it counts.
class RecordsMode : public LogMode {
 public:
  using LogMode::LogMode;

  const Aggregate& count(Output& output) override {
    engine_.write_records = [&](std::string_view bytes) { append(output, bytes); };
    append(output, header(engine_.query->spec));
    return LogMode::count(output);
  }

 private:
  std::string header(const QuerySpec& spec) const {
    std::string text;
    if (options_.format != Format::kJsonLines) {
      RecordWriter(spec.records->format, spec.records->fields, {}, spec.log_format.own)
          .append_header(text);
    }
    return text;
  }

  void append(Output& output, std::string_view bytes) const {
    try {
      // The reader of the pipe has read enough.
      if (!output.append(bytes)) throw EndOfRun{ExitCode::kOk, ""};
    } catch (const std::system_error& failure) {
      throw EndOfRun{ExitCode::kNotDelivered, write_error(options_.output, failure)};
    }
  }
};

}  // namespace

std::unique_ptr<CountMode> make_records(const Options& options, EngineOptions& engine) {
  return std::make_unique<RecordsMode>(options, engine);
}

}  // namespace logscan::cli
