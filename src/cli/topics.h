#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logscan::cli {

/// A part of a help topic. The help prints it as text, packaging/generate.cc as a man page.
struct TopicPart {
  enum class Kind : std::uint8_t {
    kHeading,
    kText,     ///< prose, to be wrapped
    kNote,     ///< `text` is a name, `note` says what it means
    kExample,  ///< a command of one line
  };

  Kind kind = Kind::kText;
  std::string text;
  std::string note = {};
};

/// What `logscan --help NAME` prints.
struct Topic {
  std::string_view name;
  std::string_view summary;  ///< for the list of topics and the name line of a man page
  std::vector<TopicPart> (*parts)();
};

/// Returns the topics in the order of the help.
std::span<const Topic> help_topics();

}  // namespace logscan::cli
