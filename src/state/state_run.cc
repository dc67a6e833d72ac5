#include "state/state_run.h"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

#include "logset/file_print.h"
#include "query/query.h"
#include "state/packed.h"
#include "state/reading.h"
#include "text/byte_reader.h"
#include "text/byte_writer.h"
#include "text/hash_bytes.h"
#include <fmt/core.h>

namespace logscan {
namespace {

std::uint64_t lines_of(const Aggregate& findings) {
  std::uint64_t lines = 0;
  for (const InputSlice& piece : findings.pieces())
    lines += piece.counts.lines;
  return lines;
}

// Folds files that are no longer written into one entry per name.
void fold(const std::vector<LogPositions>& positions, Aggregate& findings) {
  std::set<InputIdentity> may_grow;
  for (const LogPositions& log : positions)
    for (const SeenFile& file : log.files)
      if (!file.gone && !file.finished) may_grow.insert(file.identity);
  findings.fold_inputs([&](const InputSlice& piece) { return !may_grow.contains(piece.identity); });
}

bool was_read(const SeenFile& file) {
  return file.offset > 0 && !file.passed_over;
}

// Returns the positions of a log that was read for the first time, as if nothing had been read.
// Files that existed and were not named must stay known.
LogPositions as_unread(LogPositions log) {
  for (SeenFile& file : log.files) {
    if (file.passed_over) continue;
    file.offset = 0;
    file.lines = 0;
    file.tail = hash_bytes({});
    file.compressed.clear();
  }
  return log;
}

// Records the sizes of known files from a reading that does not count. If these files are gone
// before the next reading, that much is lost.
void note_sizes(const LogPositions& read, LogPositions& log) {
  for (SeenFile& file : log.files) {
    if (!was_read(file)) continue;
    const auto same = std::find_if(
        read.files.begin(), read.files.end(),
        [&](const SeenFile& other) { return other.identity == file.identity && !other.gone; });
    if (same != read.files.end()) file.size = std::max(file.size, same->size);
  }
}

void take_back(const std::vector<LogPositions>& read, std::vector<LogPositions>& positions) {
  for (const LogPositions& log : read) {
    const auto known =
        std::find_if(positions.begin(), positions.end(),
                     [&](const LogPositions& other) { return other.key == log.key; });
    if (known == positions.end()) {
      positions.push_back(as_unread(log));
    } else {
      note_sizes(log, *known);
    }
  }
}

}  // namespace

StateRun::StateRun(const std::string& path, const LockWait& wait, std::string spill_folder)
    : path_(path), file_(path, wait), spill_folder_(std::move(spill_folder)) {
  std::optional<State> state = file_.load();
  is_new_ = !state;
  if (state) state_ = std::move(*state);
  for (const LogPositions& log : state_.positions)
    if (std::any_of(log.files.begin(), log.files.end(), was_read)) counted_.insert(log.key);
}

void StateRun::read(const LogFiles& files, const EngineOptions& options, const std::string& now,
                    bool hold) {
  check_spec(options.query->spec);
  memory_ = options.query->spec.memory;
  if (state_.pending) {
    repeat(hold);
  } else {
    read_new(files, options, now, hold);
  }
}

std::vector<std::string> StateRun::known_logs() const {
  std::vector<std::string> logs;
  for (const std::string& key : counted_)
    if (key.starts_with('/')) logs.push_back(key);
  return logs;
}

bool StateRun::knew(const std::string& path) const {
  return counted_.contains(named_logs({path}).front().key);
}

void StateRun::check_spec(const QuerySpec& spec) const {
  if (state_.spec.empty()) return;
  std::optional<std::string> difference;
  try {
    ByteReader from(state_.spec);
    difference = QuerySpec::read(from).difference(spec);
    require(from.at_end());
  } catch (const BytesError&) {
    throw StateError(
        "the query in the state cannot be read; restore it from a backup, or move it away to "
        "start again at the beginning of the logs");
  }
  if (!difference) return;
  throw StateError(
      fmt::format("the state was made with other options ({}); use the same options, or another "
                  "state for these",
                  *difference));
}

Aggregate StateRun::counts_of(const StoredBytes& packed) const {
  const auto problem = [](const std::exception& failure) {
    return StateError(fmt::format("the counts in the state cannot be read: {}", failure.what()));
  };
  try {
    return Aggregate::read(*unpack(packed), spill_folder_, memory_);
  } catch (const PartialError& failure) {
    throw problem(failure);
  } catch (const BytesError& failure) {
    throw problem(failure);
  } catch (const std::system_error& failure) {
    throw problem(failure);
  }
}

StoredBytes StateRun::packed(const Aggregate& counts) const {
  const std::string folder = counts.is_spilled() ? spill_folder_ : "";
  return pack(stored(counts, folder), 1, folder);
}

void StateRun::repeat(bool hold) {
  repeated_ = true;
  if (hold && !state_.pending->is_held) {
    state_.pending->is_held = true;
    file_.store(state_);
  }
  window_ = state_.pending;
  findings_ = counts_of(window_->findings);
  add_up();
}

void StateRun::read_new(const LogFiles& files, const EngineOptions& options, const std::string& now,
                        bool hold) {
  const std::uint64_t number = state_.windows + 1;
  LogFiles logs = files;
  for (std::vector<std::string>* const paths : {&logs.paths, &logs.known})
    std::erase_if(*paths, [&](const std::string& file) { return is_of_state(path_, file); });
  WindowReading reading = read_window(state_.positions, logs, number, options);
  Window& window = window_.emplace();
  window.number = number;
  window.from = state_.to;
  window.to = now;
  window.pending_bytes = reading.plan.pending_bytes;
  window.lost = std::move(reading.plan.lost);
  window.positions = std::move(reading.plan.positions);
  window.is_held = hold;
  const std::uint64_t lines = lines_of(reading.findings);
  window.findings = packed(reading.findings);
  findings_ = std::move(reading.findings);
  ByteWriter spec;
  findings_->spec().write(spec);
  state_.spec = spec.release();
  add_up();
  // Before anybody sees the window, it must be certain that it can be repeated. An empty window
  // need not be.
  if (!hold && lines == 0 && window.lost.empty()) return;
  state_.pending = window;
  file_.store(state_);
}

// A failure here happens before the report is written. Skipped if nothing is new, since earlier
// results may be large.
void StateRun::add_up() {
  if (lines_of(*findings_) == 0 || state_.findings.empty()) return;
  all_ = counts_of(state_.findings);
  all_->merge(*findings_);
}

const Aggregate& StateRun::all() {
  if (!all_ && !state_.findings.empty()) {
    all_ = counts_of(state_.findings);
    all_->merge(*findings_);  // no line, but inputs that failed
  }
  return all_ ? *all_ : *findings_;
}

void StateRun::commit() {
  if (!window_) {
    window_ = state_.pending;
    findings_ = counts_of(window_->findings);
    add_up();
  }
  State next;
  next.spec = state_.spec;
  next.windows = window_->number;
  next.to = window_->to;
  next.positions = window_->positions;
  if (lines_of(*findings_) == 0 && !state_.findings.empty()) {
    next.findings = std::move(state_.findings);
  } else {
    Aggregate& total = all_ ? *all_ : *findings_;
    fold(window_->positions, total);
    next.findings = packed(total);
  }
  file_.store(next);
  state_ = std::move(next);
}

void StateRun::roll_back() {
  take_back(state_.pending->positions, state_.positions);
  state_.pending.reset();
  if (state_.windows == 0) state_.spec.clear();
  file_.store(state_);
}

}  // namespace logscan
