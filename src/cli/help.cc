#include "cli/help.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "cli/option.h"
#include "cli/reference.h"
#include "logscan/log_format.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

constexpr std::size_t kColumns = 79;
constexpr std::size_t kNameColumns = 23;

constexpr std::string_view kHead =
    "Usage: logscan [OPTIONS] [FILE|DIR|GLOB ...]\n"
    "Reads access logs of web servers, counts every status, shows what fails.\n"
    "\n";

constexpr std::string_view kFormatsHead =
    "Log formats, detected line by line or given with --log-format; clf is any\n"
    "line with `[time] \"request\" status`; see --help formats:";

// Words in lines of at most kColumns, each after `indent` spaces.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string all;
  std::string line(indent, ' ');
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const bool is_first = line.size() == indent;
    if (!is_first && line.size() + 1 + end > kColumns) {
      all += std::exchange(line, std::string(indent, ' ')) + "\n";
      continue;
    }
    line.append(is_first ? "" : " ").append(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all + line + "\n";
}

// "-f, --format FORMAT"; a long name alone stands below the other long ones.
std::string names_of(const Option& option) {
  const bool is_long = option.name.starts_with("--");
  std::string names(option.letter);
  names += !is_long ? "" : names.empty() ? "    " : ", ";
  names += option.name;
  return option.value.empty() ? names : fmt::format("{} {}", names, option.value);
}

// A name that is too long has a line of its own.
std::string entry(std::string name, std::string_view summary) {
  std::string text;
  if (name.size() > kNameColumns) text = fmt::format("  {}\n", std::exchange(name, ""));
  return text + fmt::format("  {:<{}} {}\n", name, kNameColumns, summary);
}

std::string entry(const Option& option) {
  return entry(names_of(option), option.summary);
}

std::string whole_entry(const Option& option) {
  return entry(option) + (option.details.empty() ? "" : wrapped(option.details, kNameColumns + 3));
}

std::string whole_entries(Section section) {
  std::string text;
  for (const Option& option : all_options()) {
    if (option.section == section) text += whole_entry(option);
  }
  return text;
}

// The options of a section that -h does not describe.
std::string other_names(Section section) {
  std::string text;
  for (const Option& option : all_options()) {
    if (option.section == section && !option.is_common)
      text.append(text.empty() ? "" : " ").append(option.name);
  }
  return text.empty() ? "" : wrapped(text, 2);
}

std::string format_names() {
  std::string text;
  for (const NameNote& format : format_notes())
    text.append(text.empty() ? "" : " ").append(format.name);
  return wrapped(text, 2);
}

// A name and what it means, beside it.
std::string note(std::string_view name, std::string_view meaning, std::size_t columns) {
  std::string text = wrapped(meaning, columns + 3);
  if (name.size() > columns) return fmt::format("  {}\n{}", name, text);
  return text.replace(2, name.size(), name);
}

std::string notes(std::span<const NameNote> all, std::size_t columns) {
  std::string text;
  for (const NameNote& each : all)
    text += note(each.name, each.note, columns);
  return text;
}

std::string examples() {
  std::string text;
  for (const std::string_view command : help_examples())
    text += fmt::format("  {}\n", command);
  return text;
}

}  // namespace

std::string short_help() {
  std::string text = std::string(kHead) + entry(files_argument());
  for (const Option& option : all_options()) {
    if (!option.is_common) continue;
    text += entry(option);
    if (!option.sample.empty())
      text += fmt::format("{:{}}{}\n", "", kNameColumns + 3, option.sample);
  }
  text += "\nMore options, which --help describes:\n";
  for (std::size_t i = 0; i < kSections.size(); ++i)
    text += other_names(static_cast<Section>(i));
  return text;
}

std::string long_help() {
  std::string text(kHead);
  for (std::size_t i = 0; i < kSections.size(); ++i) {
    text += fmt::format("{}{}:\n{}", i == 0 ? "" : "\n", kSections[i].name,
                        i == 0 ? whole_entry(files_argument()) : "");
    text += whole_entries(static_cast<Section>(i));
    text += fmt::format("  Example: {}\n", kSections[i].example);
  }
  text += fmt::format("\n{}\n{}", kFormatsHead, format_names());
  text += "\nExit codes (if several apply, the first in the order 2, 5, 1, 3, 4):\n";
  text += notes(exit_code_notes(), 1);
  text += "\nEnvironment:\n" + notes(environment_notes(), 26);
  text += "\nExamples:\n" + examples();
  text += "\nTopics, each with a page of its own:\n";
  for (const Topic& topic : help_topics())
    text += note(fmt::format("--help {}", topic.name), topic.summary, kNameColumns);
  return text;
}

std::string topic_help(const Topic& topic) {
  std::string text;
  for (const TopicPart& part : topic.parts()) {
    switch (part.kind) {
      case TopicPart::Kind::kHeading:
        text += fmt::format("\n{}:\n", part.text);
        break;
      case TopicPart::Kind::kText:
        text += wrapped(part.text, 0);
        break;
      case TopicPart::Kind::kNote:
        text += note(part.text, part.note, 20);
        break;
      case TopicPart::Kind::kExample:
        text += fmt::format("  {}\n", part.text);
        break;
    }
  }
  return text;
}

std::string short_usage() {
  return "Usage: logscan [OPTIONS] [FILE|DIR|GLOB ...]\n"
         "Reads access logs from files and folders, or from a pipe.\n"
         "`logscan -h` lists the options.\n";
}

}  // namespace logscan::cli
