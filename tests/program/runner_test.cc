// Tests of the case runner itself, since a runner that passes everything would hide failures.

#include <stdexcept>
#include <string>

#include "program/case_file.h"
#include "program/escapes.h"
#include "program/examples.h"
#include "program/run_command.h"
#include <gtest/gtest.h>

namespace logscan::program_test {
namespace {

constexpr char kCase[] =
    "Says what it shows.\n--- command\ncat a\n--- file a escaped\nx\\x00y\\\n\n--- stdout\nx\n"
    "--- exit\n3\n";

TEST(CaseFile, ReadsAndWritesTheSameText) {
  const CaseFile c = parse_case(kCase);
  EXPECT_EQ(c.about, "Says what it shows.\n");
  EXPECT_EQ(c.sections.at(1).bytes(), std::string("x\0y\n", 4));
  EXPECT_EQ(format_case(c), kCase);
}

TEST(CaseFile, RefusesUnknownSections) {
  EXPECT_THROW(parse_case("--- command\nx\n"), std::runtime_error);
  EXPECT_THROW(parse_case("About.\n--- stdout\nx\n"), std::runtime_error);
  EXPECT_THROW(parse_case("About.\n--- comand\nx\n"), std::runtime_error);
  EXPECT_THROW(parse_case("About.\n--- command\nx\n--- stdin glob\nx\n"), std::runtime_error);
  EXPECT_THROW(parse_case("About.\n--- command\nx\n--- command\nx\n"), std::runtime_error);
  EXPECT_THROW(parse_case("About.\n--- command\nx\n--- exit\nthree\n"), std::runtime_error);
}

TEST(CaseFile, FindsEveryDifference) {
  const CaseFile c = parse_case(kCase);
  EXPECT_EQ(difference(c, {"x\n", "", 3}), "");
  EXPECT_NE(difference(c, {"x", "", 3}), "");
  EXPECT_NE(difference(c, {"x\n", "oops\n", 3}), "");
  EXPECT_NE(difference(c, {"x\n", "", 0}), "");
}

TEST(CaseFile, UpdateMakesTheOutcomeExpected) {
  for (const Outcome& outcome : {Outcome{"", "", 0}, Outcome{"a\x1b[1m\\b", "--- command\n", 4},
                                 Outcome{"x\n", "\xff", 3}}) {
    const CaseFile c = updated(parse_case(kCase), outcome);
    EXPECT_EQ(difference(parse_case(format_case(c)), outcome), "") << format_case(c);
  }
}

TEST(GlobLines, Table) {
  EXPECT_TRUE(glob_lines("a*c\n", "abbc\n"));
  EXPECT_TRUE(glob_lines("a?c*d*\n", "abcxdyd\n"));
  EXPECT_TRUE(glob_lines("a\n...\nz\n", "a\nb\nc\nz\n"));
  EXPECT_TRUE(glob_lines("...\n", ""));
  EXPECT_TRUE(glob_lines("\\*\n", "*\n"));
  EXPECT_FALSE(glob_lines("\\*\n", "x\n"));
  EXPECT_FALSE(glob_lines("a*c\n", "a\nc\n"));
  EXPECT_FALSE(glob_lines("a?c\n", "ac\n"));
  EXPECT_FALSE(glob_lines("a\n", "a\nb\n"));
  EXPECT_FALSE(glob_lines("a\nb\n", "a\n"));
}

TEST(Escapes, RestoreEveryByte) {
  std::string all;
  for (int i = 0; i < 256; ++i)
    all += static_cast<char>(i);
  EXPECT_TRUE(needs_escapes(all));
  EXPECT_EQ(unescape(escape_lines(all)), all);
  EXPECT_EQ(escape_lines("caf\xc3\xa9 \\ \n"), "caf\xc3\xa9 \\ \n");
  EXPECT_THROW(unescape("\\q"), std::runtime_error);
  EXPECT_THROW(unescape("\\x1"), std::runtime_error);
}

TEST(RunCommand, ReturnsOutputErrorAndExitCode) {
  const Scratch scratch;
  scratch.write("sub/file", "text");
  const Outcome outcome =
      run_command(scratch, "cat sub/file -; echo $TZ $LC_ALL $NO_COLOR >&2; exit 7", "in", false);
  EXPECT_EQ(outcome.out, "textin");
  EXPECT_EQ(outcome.err, "Pacific/Chatham C.UTF-8\n");
  EXPECT_EQ(outcome.exit, 7);
  EXPECT_EQ(run_command(scratch, "echo a; echo b >&2; kill -TERM $$", "", true).out, "a\nb\n");
}

TEST(Examples, AreFoundAndReplaced) {
  const std::string page =
      "# x\n```console\n$ logscan a\none\n...\n$ echo $?\n3\n```\n```sh\n$ logscan b\n```\n";
  const std::vector<Example> examples = find_examples(page);
  ASSERT_EQ(examples.size(), 2U);
  EXPECT_EQ(examples[0].command, "logscan a");
  EXPECT_EQ(examples[0].output, "one\n...\n");
  EXPECT_TRUE(examples[0].exit_is_shown);
  EXPECT_EQ(examples[1].command, "(logscan a) > /dev/null 2>&1; echo $?");
  EXPECT_EQ(with_output(page, examples[0].line, "two\n"),
            "# x\n```console\n$ logscan a\ntwo\n$ echo $?\n3\n```\n```sh\n$ logscan b\n```\n");
}

TEST(Examples, StayShortened) {
  const auto updated = [](const std::string& old, const std::string& seen) {
    const std::string start = "```console\n$ logscan a\n";
    const std::string text = with_output(start + old + "```\n", 2, seen);
    return text.substr(start.size(), text.size() - start.size() - 4);
  };
  const std::string seen = "1\n2\n3x\n4\n5\n";
  EXPECT_EQ(updated("...\n2\n3\n4\n...\n", seen), "...\n2\n3x\n4\n...\n");
  EXPECT_EQ(updated("...\n3\n4\n5\n", "3\n4x\n"), "...\n3\n4x\n");
  EXPECT_EQ(updated("1\n2y\n3x\n...\n", seen), "1\n2\n3x\n...\n");
  EXPECT_EQ(updated("...\ngone\n5\n", seen), seen);
  EXPECT_EQ(updated("1\ngone\n...\n", seen), seen);
  EXPECT_EQ(updated("...\n4\nx\n2\n...\n", seen), seen);
  EXPECT_EQ(updated("...\n", seen), seen);
}

}  // namespace
}  // namespace logscan::program_test
