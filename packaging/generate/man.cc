// Man pages: roff with the macros of man(7).

#include <algorithm>
#include <cctype>
#include <span>
#include <utility>

#include "cli/option.h"
#include "cli/reference.h"
#include "cli/topics.h"
#include "pages.h"
#include "version.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

constexpr std::size_t kColumns = 78;

// What roff would read as an instruction, or draw as another character.
std::string plain(std::string_view text) {
  std::string roff;
  for (const char c : text) {
    switch (c) {
      case '\\':
        roff += "\\e";
        break;
      case '-':
        roff += "\\-";
        break;
      case '\'':
        roff += "\\(aq";
        break;
      case '`':
        roff += "\\(ga";
        break;
      case '^':
        roff += "\\(ha";
        break;
      case '~':
        roff += "\\(ti";
        break;
      default:
        roff += c;
    }
  }
  return roff;
}

std::string bold(std::string_view text) {
  return "\\fB" + plain(text) + "\\fR";
}

std::string italic(std::string_view text) {
  return "\\fI" + plain(text) + "\\fR";
}

// Roff in lines of kColumns. A sentence starts a line, as man pages have it.
std::string wrapped(std::string_view text) {
  std::string all;
  std::string line;
  const auto end_line = [&] {
    if (line.empty()) return;
    if (line.front() == '.' || line.front() == '\'') line.insert(0, "\\&");
    all += std::exchange(line, "") + "\n";
  };
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    if (line.size() + 1 + word.size() > kColumns) end_line();
    line.append(line.empty() ? "" : " ").append(word);
    const bool ends_sentence = word.ends_with('.') && !word.ends_with("..");
    if (ends_sentence && !text.empty() && std::isupper(static_cast<unsigned char>(text.front())))
      end_line();
  }
  end_line();
  return all;
}

std::string sentence(std::string_view text) {
  std::string whole(text);
  if (!whole.empty()) {
    whole.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(whole.front())));
    if (!whole.ends_with('.')) whole += '.';
  }
  return whole;
}

std::string upper(std::string_view text) {
  std::string all(text);
  std::transform(all.begin(), all.end(), all.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return all;
}

std::string title(std::string_view name, int section, std::string_view date) {
  return fmt::format(
      ".\\\" Generated from the tables of the program.\n.TH {} {} {} \"logscan {}\"\n", upper(name),
      section, date, kVersion);
}

std::string heading(std::string_view text) {
  return ".SH " + plain(upper(text)) + "\n";
}

// Removes each .PP after a heading, which needs none.
std::string without_empty_paragraphs(std::string_view roff) {
  std::string all;
  bool is_after_heading = false;
  while (!roff.empty()) {
    const std::string_view line = roff.substr(0, roff.find('\n') + 1);
    if (!is_after_heading || line != ".PP\n") all += line;
    is_after_heading = line.starts_with(".S");
    roff.remove_prefix(line.size());
  }
  return all;
}

std::string item(std::string_view roff, std::string_view text) {
  return fmt::format(".TP\n{}\n{}", roff, wrapped(text));
}

std::string items(std::span<const NameNote> notes) {
  std::string roff;
  for (const NameNote& each : notes)
    roff += item(bold(each.name), plain(each.note));
  return roff;
}

std::string command(std::string_view text) {
  return fmt::format(".PP\n.RS 4\n.nf\n{}\n.fi\n.RE\n", plain(text));
}

std::string option_item(const Option& option) {
  std::string names;
  for (const std::string_view name : {option.letter, option.name}) {
    if (!name.empty()) names += (names.empty() ? "" : ", ") + bold(name);
  }
  if (!option.value.empty()) names += " " + italic(option.value);
  std::string text = plain(sentence(option.summary));
  if (!option.details.empty()) text += " " + plain(option.details);
  return item(names, text);
}

std::string options() {
  std::string roff = heading("Options");
  for (std::size_t i = 0; i < kSections.size(); ++i) {
    roff += ".SS " + plain(kSections[i].name) + "\n";
    if (i == 0) {
      const Option& files = files_argument();
      roff += item(italic(files.name), plain(sentence(files.summary)) + " " + plain(files.details));
    }
    for (const Option& option : all_options()) {
      if (option.section == static_cast<Section>(i)) roff += option_item(option);
    }
    roff += ".PP\nExample:\n" + command(kSections[i].example);
  }
  return roff;
}

std::string see_also(std::initializer_list<std::pair<std::string_view, int>> pages) {
  std::string roff = heading("See also");
  std::size_t left = pages.size();
  for (const auto& [name, section] : pages)
    roff += fmt::format(".BR {} ({}){}\n", plain(name), section, --left == 0 ? "" : " ,");
  return roff + ".PP\n" +
         wrapped(plain("The documentation of the project has more, such as "
                       "recipes and the keys of JSON reports."));
}

const Topic& topic_named(std::string_view name) {
  return *std::find_if(help_topics().begin(), help_topics().end(),
                       [&](const Topic& topic) { return topic.name == name; });
}

std::string parts_of(const Topic& topic, std::string (*heading_of)(std::string_view)) {
  std::string roff;
  for (const TopicPart& part : topic.parts()) {
    switch (part.kind) {
      case TopicPart::Kind::kHeading:
        roff += heading_of(part.text);
        break;
      case TopicPart::Kind::kText:
        roff += ".PP\n" + wrapped(plain(part.text));
        break;
      case TopicPart::Kind::kNote:
        roff += item(bold(part.text), plain(part.note));
        break;
      case TopicPart::Kind::kExample:
        roff += command(part.text);
        break;
    }
  }
  return roff;
}

std::string topic_page(std::string_view name, int section, std::string_view date) {
  const Topic& topic = topic_named(name);
  const std::string page = fmt::format("logscan-{}", name);
  return title(page, section, date) + heading("Name") + plain(page) + " \\- " +
         plain(topic.summary) + "\n" + heading("Description") + parts_of(topic, heading);
}

std::string subheading(std::string_view text) {
  return ".SS " + plain(text) + "\n";
}

}  // namespace

std::string program_page(std::string_view date) {
  std::string roff = title("logscan", 1, date) + heading("Name") +
                     "logscan \\- find out what fails, from access logs of web servers\n" +
                     heading("Synopsis") + ".B logscan\n[\\fIOPTIONS\\fR] [" + italic("FILE") +
                     "|" + italic("DIR") + "|" + italic("GLOB") + " ...]\n";
  roff += heading("Description") +
          wrapped(plain("logscan reads access logs of web servers, detects their formats line by "
                        "line, counts every status, and reports which requests fail, since when, "
                        "on which paths and for which clients. Every line is accounted for: if "
                        "one was not counted, the report says why."));
  roff += options() + heading("Cron and timers") + parts_of(topic_named("cron"), subheading);
  roff += heading("Environment") + items(environment_notes()) + heading("Examples");
  for (const std::string_view example : help_examples())
    roff += command(example);
  roff += see_also({{"logscan-formats", 5}, {"logscan-queries", 7}, {"crontab", 5}});
  return without_empty_paragraphs(roff);
}

std::string formats_page(std::string_view date) {
  return without_empty_paragraphs(topic_page("formats", 5, date) +
                                  see_also({{"logscan", 1}, {"logscan-queries", 7}}));
}

std::string queries_page(std::string_view date) {
  return without_empty_paragraphs(topic_page("queries", 7, date) +
                                  see_also({{"logscan", 1}, {"logscan-formats", 5}}));
}

}  // namespace logscan::cli
