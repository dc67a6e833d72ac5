#include "state/state.h"

#include <algorithm>
#include <utility>

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
constexpr std::size_t kRestOfState = 16 * 1024;
constexpr std::size_t kChecksum = sizeof(std::uint64_t);

constexpr const char* kWhatToDo =
    "restore it from a backup, or move it away to start again at the beginning of the logs";

std::string checksum(std::string_view bytes) {
  ByteWriter writer;
  writer.word(hash_bytes(bytes));
  return writer.release();
}

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
  io.text(window.findings);
};

constexpr auto kState = [](auto& io, auto& state) {
  io.text(state.spec);
  io.number(state.windows);
  io.maybe(state.to, kText);
  io.list(state.positions, kPositions);
  io.text(state.findings);
  io.maybe(state.pending, kWindow);
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

std::string write_state(const State& state) {
  ByteWriter to;
  // Mostly results.
  to.reserve(state.findings.size() + (state.pending ? state.pending->findings.size() : 0) +
             kRestOfState);
  to.raw(kFirstLine);
  ToBytes io(to);
  kState(io, state);
  to.raw(checksum(to.bytes()));
  return to.release();
}

State read_state(std::string_view bytes) {
  check_state_head(bytes);
  if (bytes.size() < kFirstLine.size() + kChecksum) throw damaged("it is truncated");
  const std::string_view body = bytes.substr(0, bytes.size() - kChecksum);
  if (checksum(body) != bytes.substr(body.size())) throw damaged("its checksum is wrong");
  State state;
  try {
    ByteReader from(body.substr(kFirstLine.size()));
    FromBytes io(from);
    kState(io, state);
    require(from.at_end() && is_sound(state));
  } catch (const BytesError&) {
    throw damaged("it contains data that logscan never writes");
  }
  return state;
}

}  // namespace logscan
