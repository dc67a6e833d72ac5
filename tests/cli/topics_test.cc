#include "cli/topics.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cli/help.h"
#include "cli/option.h"
#include "cli/options.h"
#include "cli/reference.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::cli {
namespace {

// Splits a command as a shell does, up to a pipe; it has no escapes.
std::vector<std::string> words_of(std::string_view command) {
  std::vector<std::string> words(1);
  bool is_quoted = false;
  for (const char c : command.substr(0, command.find(" | "))) {
    if (c == '\'') {
      is_quoted = !is_quoted;
    } else if (c == ' ' && !is_quoted) {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  EXPECT_FALSE(is_quoted) << command;
  return words;
}

void expect_accepted(std::string_view command) {
  const std::size_t start = command.find("logscan ");
  ASSERT_NE(start, std::string_view::npos) << command;
  const std::vector<std::string> words = words_of(command.substr(start));
  std::vector<const char*> argv;
  for (const std::string& word : words)
    argv.push_back(word.c_str());
  const auto parsed = parse_options(static_cast<int>(argv.size()), argv.data());
  if (const auto* error = std::get_if<UsageError>(&parsed)) {
    // This machine may lack the file, or have another one.
    EXPECT_TRUE(error->message.starts_with("--log-format-from: /etc/")) << error->message;
  }
}

TEST(Topics, ExamplesAreAccepted) {
  for (const Topic& topic : help_topics()) {
    for (const TopicPart& part : topic.parts()) {
      if (part.kind == TopicPart::Kind::kExample) expect_accepted(part.text);
    }
  }
  for (const SectionText& section : kSections)
    expect_accepted(section.example);
  for (const std::string_view command : help_examples())
    expect_accepted(command);
}

TEST(Topics, FitTheScreen) {
  for (const Topic& topic : help_topics()) {
    const std::string page = topic_help(topic);
    for (std::size_t at = 0; at < page.size();) {
      const std::size_t end = page.find('\n', at);
      EXPECT_LE(end - at, 79) << page.substr(at, end - at);
      at = end + 1;
    }
  }
}

TEST(Topics, HaveEachName) {
  const auto page = [](std::string_view name) {
    return topic_help(*std::find_if(help_topics().begin(), help_topics().end(),
                                    [&](const Topic& topic) { return topic.name == name; }));
  };
  for (const NameNote& format : format_notes())
    EXPECT_THAT(page("formats"), testing::HasSubstr("\n  " + std::string(format.name) + " "));
  for (const auto notes : {field_notes(), key_notes(), measure_notes()}) {
    for (const NameNote& each : notes)
      EXPECT_THAT(page("queries"), testing::HasSubstr("\n  " + std::string(each.name) + " "));
  }
}

}  // namespace
}  // namespace logscan::cli
