#include "cli/label_flags.h"

#include <algorithm>
#include <string_view>

#include "cli/word_list.h"
#include "report/metrics_writer.h"
#include "text/join.h"
#include "text/safe_text.h"

namespace logscan::cli {
namespace {

constexpr const char* kLabel = "--label";

bool is_name(std::string_view text) {
  return detail::label_name(text) == text && !text.empty();
}

// Labels of keys that would be equal end in more and more `_`.
bool is_label_of(std::string_view name, std::string_view key) {
  const std::string label = detail::label_name(key);
  return name.starts_with(label) &&
         name.find_first_not_of('_', label.size()) == std::string_view::npos;
}

std::pair<std::string, std::string> read_label(const std::string& word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos || equals + 1 == word.size()) {
    throw wrong(kLabel, fmt::format("expected NAME=VALUE, such as server=web1, got \"{}\"",
                                    safe_text(word)));
  }
  std::pair<std::string, std::string> label(word.substr(0, equals), word.substr(equals + 1));
  const auto& [name, value] = label;
  if (!is_name(name)) {
    const std::string meant = detail::label_name(name);
    const bool is_useful = !meant.empty() && !meant.starts_with("__");
    throw wrong(kLabel,
                fmt::format("a name has letters, digits and _, and does not start with a "
                            "digit, got \"{}\"{}",
                            safe_text(name), is_useful ? fmt::format("; write {}", meant) : ""));
  }
  if (name.starts_with("__"))
    throw wrong(kLabel, fmt::format("{}: names that start with __ belong to Prometheus", name));
  const auto& own = detail::kOwnLabels;
  if (std::find(own.begin(), own.end(), name) != own.end()) {
    throw wrong(kLabel,
                fmt::format("{}: logscan's own metrics have this label; choose a name other "
                            "than {}",
                            name, detail::join(own, " ")));
  }
  if (!is_utf8(value))
    throw wrong(kLabel, fmt::format("{}: expected UTF-8, got \"{}\"", name, safe_text(value)));
  return label;
}

}  // namespace

MetricLabels read_labels(const std::vector<std::string>& words) {
  MetricLabels labels;
  for (const std::string& word : words) {
    labels.push_back(read_label(word));
    const std::string& name = labels.back().first;
    if (std::count_if(labels.begin(), labels.end(),
                      [&](const auto& label) { return label.first == name; }) > 1)
      throw wrong(kLabel, fmt::format("{} is given twice; give it once", name));
  }
  return labels;
}

void check_labels(const MetricLabels& labels, const QuerySpec& spec) {
  for (const auto& [name, value] : labels) {
    for (const GroupSpec& groups : spec.groups) {
      for (const std::string& key : groups.by) {
        if (is_label_of(name, key))
          throw wrong(kLabel, fmt::format("{}: --by {} has this label; choose another name", name,
                                          safe_text(key)));
      }
    }
  }
}

}  // namespace logscan::cli
