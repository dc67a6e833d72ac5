#include "state/state.h"

#include <string>

#include "logset/file_print.h"
#include "support/state_bytes.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

SeenFile some_file() {
  SeenFile file;
  file.id = {7, 1234567};
  file.name = "access.log.1";
  file.identity = {0xfeedfacecafebeef, 4096};
  file.offset = 5000;
  file.lines = 61;
  file.size = 5012;
  file.head = HeadPrint::of("one line\nand another\nand some");
  file.tail = 99;
  file.compressed = {{1, 2, 3}, {4, 5, 6}};
  file.finished = true;
  return file;
}

State some_state() {
  State state;
  state.spec = "log format auto";
  state.windows = 2;
  state.to = "2026-01-15T10:00:00Z";
  state.positions = {{"/var/log/access.log", {some_file(), SeenFile()}}, {"/var/log/b.log", {}}};
  state.findings = "what was found";
  Window window;
  window.number = 3;
  window.from = state.to;
  window.to = "2026-01-15T11:00:00Z";
  window.pending_bytes = 12;
  window.lost = {{"access.log.2", 3, 4, true}};
  window.findings = std::string("new\0things", 10);
  window.positions = {{"/var/log/access.log", {some_file()}}};
  window.is_held = true;
  state.pending = window;
  return state;
}

std::string refusal(const std::string& bytes) {
  try {
    read_state(bytes);
  } catch (const StateError& error) {
    return error.what();
  }
  return "none";
}

TEST(State, IsRestored) {
  EXPECT_EQ(read_state(test::state_bytes(some_state())), some_state());
  EXPECT_EQ(read_state(test::state_bytes(State())), State());
}

TEST(State, ItsFirstLineCanBeRead) {
  EXPECT_THAT(test::state_bytes(some_state()), StartsWith("logscan state 4\n"));
}

TEST(State, IsRefusedIfTruncatedAtAnyByte) {
  const std::string bytes = test::state_bytes(some_state());
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_NE(refusal(bytes.substr(0, length)), "none") << length;
}

TEST(State, IsRefusedWithAnyBitChanged) {
  std::string bytes = test::state_bytes(some_state());
  for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
    bytes[i / 8] = static_cast<char>(bytes[i / 8] ^ (1 << i % 8));
    EXPECT_NE(refusal(bytes), "none") << i;
    bytes[i / 8] = static_cast<char>(bytes[i / 8] ^ (1 << i % 8));
  }
  EXPECT_EQ(refusal(bytes), "none");
}

TEST(State, SaysWhatIsWrongAndWhatToDo) {
  const std::string bytes = test::state_bytes(some_state());
  EXPECT_THAT(refusal(""), HasSubstr("is empty"));
  EXPECT_THAT(refusal("logscan sta"), HasSubstr("truncated"));
  EXPECT_THAT(refusal(bytes.substr(0, 50)), HasSubstr("restore it from a backup"));
  EXPECT_THAT(refusal(bytes + "x"), HasSubstr("checksum"));
  EXPECT_THAT(refusal("192.0.2.1 - - [12/Jan"), HasSubstr("is not a state of logscan"));
  EXPECT_THAT(refusal("logscan state 23\nwhatever"), HasSubstr("version 23"));
  EXPECT_THAT(refusal("logscan state \nwhatever"), HasSubstr("damaged"));
  EXPECT_THAT(refusal("logscan state 4x\nwhatever"), HasSubstr("damaged"));
}

// A checksum is no signature: anyone who can write a file can make it match.
TEST(State, IsRefusedUnlessLogscanCouldWriteIt) {
  const auto changed = [](const auto& change) {
    State state = some_state();
    change(state);
    return refusal(test::state_bytes(state));
  };
  EXPECT_EQ(changed([](State&) {}), "none");
  for (const std::string text : {"\x1b[2J", "soon\n", "\xff"}) {
    EXPECT_THAT(changed([&](State& state) { state.to = text; }), HasSubstr("damaged"));
    EXPECT_THAT(changed([&](State& state) { state.pending->from = text; }), HasSubstr("damaged"));
    EXPECT_THAT(changed([&](State& state) { state.pending->to = text; }), HasSubstr("damaged"));
  }
  const auto changed_head = [&](const auto& change) {
    return changed([&](State& state) { change(state.pending->positions[0].files[0].head); });
  };
  EXPECT_THAT(changed_head([](HeadPrint& head) { head.length = kPrintBytes + 1; }),
              HasSubstr("damaged"));
  EXPECT_THAT(changed_head([](HeadPrint& head) { head.lines[1].at = head.length + 1; }),
              HasSubstr("damaged"));
  EXPECT_THAT(changed_head([](HeadPrint& head) { head.lines[1].at = head.lines[0].at; }),
              HasSubstr("damaged"));
  EXPECT_THAT(changed([](State& state) { state.positions[0].files[0].offset = UINT64_MAX; }),
              HasSubstr("damaged"));
}

TEST(HeadPrint, KnowsAFileThatGrew) {
  const HeadPrint print = HeadPrint::of("one line\nand ano");
  EXPECT_TRUE(print.begins("one line\nand ano"));
  EXPECT_TRUE(print.begins("one line\nand another\n"));
  EXPECT_FALSE(print.begins("one line\nand anO"));
  EXPECT_FALSE(print.begins("one line\nand an"));
}

TEST(HeadPrint, KnowsTheFirstLinesOfAShorterCopy) {
  const HeadPrint print = HeadPrint::of("one line\nand another\nand a third\n");
  EXPECT_TRUE(print.begins_with_lines_of("one line\n"));
  EXPECT_TRUE(print.begins_with_lines_of("one line\nand another\nand a th"));
  EXPECT_FALSE(print.begins_with_lines_of("one linE\n"));
  EXPECT_FALSE(print.begins_with_lines_of("one"));
  EXPECT_FALSE(print.begins_with_lines_of(""));
  EXPECT_FALSE(print.begins_with_lines_of("one line\nand a second one\n"));
}

TEST(HeadPrint, CoversOnlyTheFirstBytes) {
  const std::string long_text(3 * kPrintBytes, 'x');
  EXPECT_EQ(HeadPrint::of(long_text), HeadPrint::of(long_text.substr(0, kPrintBytes)));
  EXPECT_EQ(HeadPrint::of(std::string(kPrintBytes, '\n')).lines.size(), HeadPrint::kMostLines);
}

}  // namespace
}  // namespace logscan
