
#include <cerrno>
#include <chrono>
#include <limits>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <utility>

#include "os/regular_file.h"
#include "state/present_file.h"
#include "state/reading.h"
#include "state/state.h"

namespace logscan {
namespace {

constexpr int kMostAttempts = 100;

SeenFile& seen_file(ReadingPlan& plan, const Reading& reading) {
  return plan.positions[reading.log].files[reading.file];
}

// Opens the file that was examined. Its name may lead to another file by now, or to none.
Input open_input(const std::string& path, const FileId& id) {
  Input input = Input::open_found(path, id);
  if (input.was_replaced()) throw FilesChanged();
  return input;
}

std::vector<Input> open_inputs(ReadingPlan& plan, std::uint64_t max_decompressed) {
  std::vector<Input> inputs;
  for (const Reading& reading : plan.readings) {
    Input& input = inputs.emplace_back(open_input(reading.path, reading.id));
    if (!input.error() && input.compression().has_value() != reading.compressed.has_value())
      throw FilesChanged();
    input.limit_decompressed(max_decompressed);
    // A corrupt file is read up to the corruption, so that the report can show it.
    input.select(reading.begin,
                 reading.is_broken ? std::numeric_limits<std::uint64_t>::max() : reading.end,
                 reading.lines_before);
    input.identify(seen_file(plan, reading).identity);
  }
  for (const IdleFile& file : plan.idle)
    inputs.emplace_back(open_input(file.path, file.id)).select(0, 0);
  for (const Unreadable& file : plan.unreadable)
    inputs.push_back(Input::not_found(file.path, file.why));
  return inputs;
}

// Throws FilesChanged unless a file still holds the content for which the reading was planned. If
// it was truncated and has grown again, the results are invalid.
void check_content(const Input& input, const Reading& reading, const SeenFile& seen) {
  RegularFile own;
  if (input.descriptor() < 0) own = open_regular(reading.path, reading.id);
  const int descriptor = input.descriptor() >= 0 ? input.descriptor() : own.file.get();
  if (descriptor < 0) throw FilesChanged();
  if (reading.compressed) {
    check_raw(descriptor, *reading.compressed);
  } else if (print_before(descriptor, reading.end) != seen.tail ||
             !seen.head.begins(read_text_head(descriptor))) {
    throw FilesChanged();
  }
}

// Checks the content last, after every other access to the file.
void take_counts(ReadingPlan& plan, const std::vector<Input>& inputs,
                 const std::vector<InputSlice>& pieces, std::uint64_t max_decompressed) {
  for (std::size_t i = 0; i < plan.readings.size(); ++i) {
    const Reading& reading = plan.readings[i];
    const InputSlice& piece = pieces.at(i);
    SeenFile& seen = seen_file(plan, reading);
    // A reading may end early; that of a corrupt file may end late.
    const std::uint64_t to = piece.counts.lines > 0 ? piece.to : reading.begin;
    std::uint64_t tail = seen.tail;
    if (to != reading.end) {
      const ListedFile file{reading.path, true, reading.id};
      tail = PresentFile(file, max_decompressed).print_before(to);
    }
    if (!inputs[i].error()) check_content(inputs[i], reading, seen);
    seen.offset = to;
    seen.tail = tail;
    seen.lines = reading.lines_before + piece.counts.lines;
  }
}

}  // namespace

WindowReading read_window(const std::vector<LogPositions>& seen, const LogFiles& logs,
                          std::uint64_t number, const EngineOptions& options) {
  for (int attempt = 1;; ++attempt) {
    try {
      ReadingPlan plan = plan_reading(seen, named_logs(logs.paths, logs.known, logs.found), number,
                                      logs.max_decompressed);
      plan.unreadable.insert(plan.unreadable.end(), logs.others.begin(), logs.others.end());
      const std::vector<Input> inputs = open_inputs(plan, logs.max_decompressed);
      Aggregate findings = collect(inputs, options);
      take_counts(plan, inputs, findings.pieces(), logs.max_decompressed);
      return {std::move(plan), std::move(findings)};
    } catch (const FilesChanged&) {
      if (attempt == kMostAttempts) {
        throw StateError(
            "the logs change faster than they can be read; nothing was counted; try again");
      }
      // Rotation may need a moment to finish.
      std::this_thread::sleep_for(std::chrono::milliseconds(attempt));
    }
  }
}

}  // namespace logscan
