#include "state/state.h"

#include <algorithm>
#include <memory>

#include "aggregate/limits.h"
#include "engine/own_files.h"
#include "logset/file_print.h"
#include "text/field_bytes.h"
#include "text/hash_bytes.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan {
namespace {

constexpr std::string_view kVersion = "4";
constexpr std::string_view kFirstLine = "logscan state 4\n";
constexpr std::size_t kChecksum = sizeof(std::uint64_t);

constexpr const char* kWhatToDo =
    "restore it from a backup, or move it away to start again at the beginning of the logs";

constexpr auto kText = [](auto& io, auto& text) { io.text(text); };

constexpr auto kRawPrint = [](auto& io, auto& print) {
  io.number(print.size);
  io.word(print.head);
  io.word(print.tail);
};

constexpr auto kLineEnd = [](auto& io, auto& end) {
  io.number(end.at);
  io.word(end.print);
};

constexpr auto kFile = [](auto& io, auto& file) {
  io.number(file.id.device);
  io.number(file.id.inode);
  io.text(file.name);
  io.word(file.identity.hash);
  io.number(file.identity.bytes);
  io.number(file.offset);
  io.number(file.lines);
  io.number(file.size);
  io.number(file.head.length);
  io.word(file.head.whole);
  io.list(file.head.lines, kLineEnd);
  io.word(file.tail);
  io.list(file.compressed, kRawPrint);
  io.flag(file.passed_over);
  io.flag(file.unmeasured);
  io.flag(file.finished);
  io.flag(file.gone);
};

constexpr auto kPositions = [](auto& io, auto& log) {
  io.text(log.key);
  io.list(log.files, kFile);
};

constexpr auto kLost = [](auto& io, auto& lost) {
  io.text(lost.path);
  io.number(lost.from);
  io.number(lost.bytes);
  io.flag(lost.maybe_more);
};

constexpr auto kWindow = [](auto& io, auto& window) {
  io.number(window.number);
  io.maybe(window.from, kText);
  io.text(window.to);
  io.number(window.pending_bytes);
  io.list(window.lost, kLost);
  io.list(window.positions, kPositions);
  io.flag(window.is_held);
};

constexpr auto kState = [](auto& io, auto& state) {
  io.text(state.spec);
  io.number(state.windows);
  io.maybe(state.to, kText);
  io.list(state.positions, kPositions);
  io.stored(state.findings);
  io.maybe(state.pending, kWindow);
  if (state.pending) io.stored(state.pending->findings);
};

/// Writes a state piece by piece.
class StateToBytes : public ToBytes {
 public:
  explicit StateToBytes(const ByteSink& sink) : ToBytes(writer_), sink_(sink) {}

  void stored(const StoredBytes& bytes) {
    writer_.number(bytes.size());
    writer_.move_to(sink_);
    bytes.copy_to(sink_);
  }

  void finish() { writer_.move_to(sink_); }

 private:
  ByteWriter writer_;
  const ByteSink& sink_;
};

/// Reads a state. Counts are not read: each becomes a part of the bytes.
class StateFromBytes : public FromBytes {
 public:
  explicit StateFromBytes(const StoredBytes& bytes) : FromBytes(reader_), rest_(bytes) { open(); }

  void stored(StoredBytes& bytes) {
    const std::uint64_t size = reader_.number();
    rest_ = rest_.part(rest_.size() - reader_.left(), reader_.left());
    require(size <= rest_.size());
    bytes = rest_.part(0, size);
    rest_ = rest_.part(size, rest_.size());
    open();
  }

  bool at_end() const { return reader_.at_end(); }

 private:
  void open() {
    source_ = rest_.open();
    reader_ = ByteReader(*source_);
  }

  StoredBytes rest_;  ///< what the reader reads
  std::unique_ptr<ByteSource> source_;
  ByteReader reader_{{}};
};

// A checksum is no signature, so everything that is printed or compared is validated.

bool is_printable(std::string_view text) {
  return safe_text(text) == text;
}

bool is_sound(const HeadPrint& head) {
  std::uint64_t last = 0;
  for (const HeadPrint::LineEnd& end : head.lines) {
    if (end.at <= last || end.at > head.length) return false;
    last = end.at;
  }
  return head.length <= kPrintBytes && head.lines.size() <= HeadPrint::kMostLines;
}

bool is_sound(const std::vector<LogPositions>& positions) {
  return std::all_of(positions.begin(), positions.end(), [](const LogPositions& log) {
    return std::all_of(log.files.begin(), log.files.end(), [](const SeenFile& file) {
      return std::max(file.offset, file.size) <= kMostBytes && is_sound(file.head);
    });
  });
}

bool is_sound(const State& state) {
  if (!is_printable(state.to.value_or("")) || !is_sound(state.positions)) return false;
  const std::optional<Window>& window = state.pending;
  return !window || (is_printable(window->from.value_or("")) && is_printable(window->to) &&
                     is_sound(window->positions));
}

StateError damaged(std::string_view why) {
  return StateError(fmt::format("the state is damaged ({}); {}", why, kWhatToDo));
}

}  // namespace

void check_state_head(std::string_view bytes) {
  if (bytes.empty()) throw damaged("the file is empty");
  if (bytes.starts_with(kFirstLine)) return;
  if (kFirstLine.starts_with(bytes)) throw damaged("it is truncated");
  if (!bytes.starts_with(kStateMarker)) {
    throw StateError("is not a state of logscan; name another file with --state");
  }
  const std::string_view version = bytes.substr(kStateMarker.size(), 20);
  const std::size_t end = version.find('\n');
  if (end == 0 || version.find_first_not_of("0123456789") != end)
    throw damaged("its first line was not written by logscan");
  throw StateError(
      fmt::format("the state is of version {}, and this program reads version {}; use the logscan "
                  "that wrote it, or {}",
                  version.substr(0, end), kVersion, kWhatToDo));
}

void write_state(const State& state, const ByteSink& sink) {
  ByteHash hash;
  const ByteSink hashed = [&](std::string_view bytes) {
    hash.add(bytes);
    sink(bytes);
  };
  hashed(kFirstLine);
  StateToBytes io(hashed);
  kState(io, state);
  io.finish();
  ByteWriter checksum;
  checksum.word(hash.value());
  checksum.move_to(sink);
}

State read_state(const StoredBytes& bytes) {
  State state;
  try {
    check_state_head(bytes.part(0, kStateHead).whole());
    if (bytes.size() < kFirstLine.size() + kChecksum) throw damaged("it is truncated");
    const std::uint64_t covered = bytes.size() - kChecksum;
    ByteHash hash;
    bytes.part(0, covered).copy_to([&](std::string_view piece) { hash.add(piece); });
    const std::string checksum = bytes.part(covered, kChecksum).whole();
    if (ByteReader(checksum).word() != hash.value()) throw damaged("its checksum is wrong");
    StateFromBytes io(bytes.part(kFirstLine.size(), covered - kFirstLine.size()));
    kState(io, state);
    require(io.at_end() && is_sound(state));
  } catch (const BytesError&) {
    throw damaged("it contains data that logscan never writes");
  }
  return state;
}

}  // namespace logscan
