#include "logset/file_print.h"

#include <string>
#include <string_view>

#include "support/temp_folder.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

TEST(FilePrint, AHeadIsThatOfALongerFile) {
  const HeadPrint print = HeadPrint::of("one\ntwo\nthr");
  EXPECT_TRUE(print.begins("one\ntwo\nthree\n"));
  EXPECT_TRUE(print.begins("one\ntwo\nthr"));
  EXPECT_FALSE(print.begins("one\ntwo\nth"));
  EXPECT_FALSE(print.begins("one\nTwo\nthree\n"));
}

TEST(FilePrint, AShorterFileIsComparedByItsWholeLines) {
  const HeadPrint print = HeadPrint::of("one\ntwo\nthree\n");
  EXPECT_TRUE(print.begins_with_lines_of("one\ntw"));
  EXPECT_TRUE(print.begins_with_lines_of("one\nother"));
  EXPECT_FALSE(print.begins_with_lines_of("on"));
  EXPECT_FALSE(print.begins_with_lines_of("One\ntw"));
}

TEST(FilePrint, AFileThatLostWhatWasNotReadMayStillBeTheSame) {
  FilePrint print;
  print.head = HeadPrint::of("one\ntwo\nthree\n");
  EXPECT_FALSE(print.may_be_in("one\n"));
  print.offset = 4;
  EXPECT_TRUE(print.may_be_in("one\n"));
  EXPECT_FALSE(print.may_be_in("one\ntwo\nTHREE\nfour\n"));
  EXPECT_TRUE(print.may_begin_with("one\n"));
  EXPECT_FALSE(print.may_begin_with("uno\n"));
}

TEST(FilePrint, ComparesTheFirstBytesThatBothHave) {
  constexpr std::string_view kLine =
      "192.0.2.1 - - [10/Oct/2023:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5\n";
  const test::TempFolder folder;
  std::string long_text;
  while (long_text.size() < 2 * kAlikeBytes)
    long_text += kLine;
  const auto alike = [&](std::string_view a, std::string_view b) {
    return begin_alike(Input::open_found(folder.write("a", a)),
                       Input::open_found(folder.write("b", b)));
  };
  EXPECT_TRUE(alike(kLine, kLine));
  EXPECT_TRUE(alike(long_text, kLine));
  EXPECT_TRUE(alike(kLine.substr(0, 1), long_text));
  EXPECT_TRUE(alike(long_text + "a", long_text + "b"));
  EXPECT_FALSE(alike(kLine, "junk\n"));
  EXPECT_FALSE(alike("", kLine));
  std::string other = long_text;
  other[kAlikeBytes - 1] ^= 1;
  EXPECT_FALSE(alike(long_text, other));
  EXPECT_FALSE(
      begin_alike(Input::open_found(folder.path("gone")), Input::open_found(folder.path("a"))));
}

}  // namespace
}  // namespace logscan
