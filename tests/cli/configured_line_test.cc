#include "cli/configured_line.h"

#include <sys/stat.h>
#include <variant>
#include <vector>

#include "cli/usage_error.h"
#include "support/temp_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::cli {
namespace {

using test::TempFile;

CommandLine line_of(const std::string& config, std::vector<std::string> words) {
  const TempFile file(config);
  std::vector<const char*> argv = {"logscan"};
  for (const std::string& word : words)
    argv.push_back(word.c_str());
  return configured_line(static_cast<int>(argv.size()), argv.data(), file.path());
}

std::string refusal(const std::string& config, const std::vector<std::string>& words) {
  try {
    line_of(config, words);
  } catch (const UsageError& error) {
    return error.message;
  }
  return {};
}

// A query can hold each option, since both come from one table.
TEST(ConfiguredLine, TakesEachOption) {
  for (const Option& option : all_options()) {
    if (std::holds_alternative<std::monostate>(option.to)) continue;
    if (option.name == "--config" || option.name == "--no-config") continue;
    const std::string key(option.name.substr(2));
    const std::string config =
        "[query.a]\n" + key + (option.value.empty() ? " = true\n" : " = \"1\"\n");
    const CommandLine line = line_of(config, {"@a", "access.log"});
    ASSERT_EQ(line.named.size(), 1u) << key;
    EXPECT_EQ(line.named[0], &option);
    EXPECT_THAT(line.files, testing::ElementsAre("access.log"));
    EXPECT_THAT(line.places.at(&option), testing::EndsWith(":2:1"));
  }
}

TEST(ConfiguredLine, TheCommandLineWinsOverTheQueryAndThatOverDefaults) {
  const std::string config =
      "[defaults]\nby = [\"path\", \"host\"]\ntop = 5\nsort = \"errors\"\n"
      "[query.a]\nby = \"client\"\ntop = 6\n";
  const CommandLine defaults = line_of(config, {"access.log"});
  EXPECT_THAT(defaults.words.query.by, testing::ElementsAre("path", "host"));
  EXPECT_EQ(defaults.words.query.view.top, "5");
  const CommandLine query = line_of(config, {"@a"});
  EXPECT_THAT(query.words.query.by, testing::ElementsAre("client"));
  EXPECT_EQ(query.words.query.view.top, "6");
  EXPECT_EQ(query.words.query.view.sort, "errors");
  const CommandLine typed = line_of(config, {"@a", "--by", "status", "--top=7"});
  EXPECT_THAT(typed.words.query.by, testing::ElementsAre("status"));
  EXPECT_EQ(typed.words.query.view.top, "7");
}

TEST(ConfiguredLine, AValueThatMeansNoneWins) {
  const std::string config = "[query.a]\noutput = \"report.json\"\nlog-format = \"combined\"\n";
  const CommandLine line = line_of(config, {"@a", "-o", "-", "-l", "auto"});
  EXPECT_TRUE(line.given.empty());
  EXPECT_EQ(line.words.output, "-");
}

TEST(ConfiguredLine, DefaultsThatDoNotFitAreLeftOut) {
  const std::string config = "[defaults]\nverbose = true\ntimezone = \"UTC\"\nexact = true\n";
  EXPECT_TRUE(line_of(config, {"a.log"}).words.verbose);
  EXPECT_FALSE(line_of(config, {"a.log"}).words.query.exact);  // requires --by
  EXPECT_TRUE(line_of(config, {"--by", "path", "a.log"}).words.query.exact);
  EXPECT_FALSE(line_of(config, {"-q", "a.log"}).words.verbose);
  EXPECT_EQ(line_of(config, {"--merge", "a.part"}).words.query.timezone, "");
}

TEST(ConfiguredLine, HelpReadsNoFile) {
  EXPECT_EQ(line_of("nonsense", {"--help"}).wish, CommandLine::Wish::kLongHelp);
  EXPECT_NE(refusal("nonsense", {"a.log"}), "");
}

TEST(ConfiguredLine, RefusesWhatOthersMayWrite) {
  const TempFile file("[defaults]\n");
  const char* const argv[] = {"logscan", "a.log"};
  for (const mode_t mode : {0620u, 0602u, 0666u}) {
    ::chmod(file.path().c_str(), mode);
    EXPECT_THROW(configured_line(2, argv, file.path()), UsageError);
  }
  ::chmod(file.path().c_str(), 0644);
  EXPECT_NO_THROW(configured_line(2, argv, file.path()));
  EXPECT_NO_THROW(configured_line(2, argv, file.path() + "/below"));
  EXPECT_NO_THROW(configured_line(2, argv, file.path() + ".gone"));
}

}  // namespace
}  // namespace logscan::cli
