#include "cli/command_line.h"

#include <string>
#include <vector>

#include "cli/usage_error.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::cli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Wish = CommandLine::Wish;

CommandLine parse(const std::vector<const char*>& words) {
  std::vector<const char*> argv = {"logscan"};
  argv.insert(argv.end(), words.begin(), words.end());
  return parse_command_line(static_cast<int>(argv.size()), argv.data());
}

std::string parse_error(const std::vector<const char*>& words) {
  try {
    parse(words);
  } catch (const UsageError& error) {
    return error.message;
  }
  return {};
}

TEST(CommandLine, TakesAValueInEachForm) {
  for (const std::vector<const char*>& words : {std::vector<const char*>{"--format", "csv"},
                                                {"--format=csv"},
                                                {"-f", "csv"},
                                                {"-fcsv"},
                                                {"-vfcsv"},
                                                {"-vf", "csv"},
                                                {"--format=json", "-fcsv"}}) {
    const CommandLine line = parse(words);
    EXPECT_EQ(line.words.format, "csv") << words.front();
    EXPECT_TRUE(line.has("--format"));
    EXPECT_THAT(line.files, IsEmpty());
  }
  EXPECT_THAT(parse({"--where=path=\"/a\""}).words.query.filter.where, ElementsAre("path=\"/a\""));
}

TEST(CommandLine, AValueIsTheNextWordWhateverItIs) {
  EXPECT_EQ(parse({"--output", "--json"}).words.output, "--json");
  EXPECT_EQ(parse({"-o", "--"}).words.output, "--");
  EXPECT_FALSE(parse({"--output", "--json"}).has("--json"));
}

TEST(CommandLine, NamesEachOptionOnceInTheOrderOfTheTable) {
  const CommandLine line = parse({"-q", "--json", "--quiet", "-qq", "-o", "-"});
  ASSERT_EQ(line.given.size(), 2U);
  EXPECT_LT(line.given[0], line.given[1]);
  EXPECT_TRUE(line.has("--quiet"));
  EXPECT_EQ(line.named.size(), 3U) << "--output - is as good as none";
}

TEST(CommandLine, TakesEachValueOfAList) {
  EXPECT_THAT(parse({"--label", "a=1", "--label=b=2"}).words.labels, ElementsAre("a=1", "b=2"));
}

TEST(CommandLine, TakesAllElseAsFilesAndQueries) {
  const CommandLine line = parse({"a", "[b,c]", "-", "", "@no-such-file", "--", "-q", "@x", "--"});
  EXPECT_THAT(line.files, ElementsAre("a", "[b,c]", "-", "", "-q", "@x", "--"));
  EXPECT_THAT(line.queries, ElementsAre("no-such-file"));
}

TEST(CommandLine, AWishPrevailsOverUnknownWords) {
  EXPECT_EQ(parse({"--nope", "-h"}).wish, Wish::kShortHelp);
  EXPECT_EQ(parse({"-qh", "--help"}).wish, Wish::kLongHelp);
  EXPECT_EQ(parse({"-hV", "--help"}).wish, Wish::kVersion);
  EXPECT_EQ(parse({"--", "-h"}).wish, Wish::kRun);
}

TEST(CommandLine, RefusesWhatIsNoOption) {
  for (const char* word : {"--nope", "-!", "---json", "--=x", "-=", "-1"})
    EXPECT_EQ(parse_error({word}).find(std::string(word) + ": no such option"), 0U) << word;
  EXPECT_EQ(parse_error({"-q!v"}).find("-!v: no such option"), 0U);
}

TEST(CommandLine, RefusesMissingAndNeedlessValues) {
  for (const auto& words : {std::vector<const char*>{"--format"}, {"-f"}, {"-qf"}})
    EXPECT_EQ(parse_error(words), "--format: expected a value (FORMAT), got none; see logscan -h");
  for (const auto& words : {std::vector<const char*>{"--format="}, {"--format", ""}})
    EXPECT_EQ(parse_error(words), "--format: expected a value (FORMAT), got \"\"; see logscan -h");
  for (const char* word : {"--json=no", "--json=x"})
    EXPECT_EQ(parse_error({word}), "--json: takes no value; see logscan -h");
}

}  // namespace
}  // namespace logscan::cli
