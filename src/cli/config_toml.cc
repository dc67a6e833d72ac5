#include "cli/config_toml.h"

#include "cli/usage_error.h"
#include "text/safe_text.h"
#include <fmt/core.h>

// Only parsing is needed, and no exceptions.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ENABLE_SIMD 0
#include <toml++/toml.h>

namespace logscan::cli {
namespace {

std::string place_of(std::string_view name, const toml::source_region& region) {
  return fmt::format("{}:{}:{}", name, region.begin.line, region.begin.column);
}

// Returns false for a value that is no word.
bool add_word(const toml::node& node, std::vector<std::string>& words) {
  if (const auto* text = node.as_string()) {
    words.push_back(text->get());
  } else if (const auto* number = node.as_integer()) {
    words.push_back(std::to_string(number->get()));
  } else {
    return false;
  }
  return true;
}

std::vector<TomlEntry> entries_of(const toml::table& table, std::string_view name) {
  using Kind = TomlEntry::Kind;
  std::vector<TomlEntry> entries;
  for (const auto& [key, node] : table) {
    TomlEntry entry;
    entry.key = std::string(key.str());
    entry.place = place_of(name, key.source());
    if (add_word(node, entry.values)) {
      entry.kind = Kind::kWord;
    } else if (const auto* is_on = node.as_boolean()) {
      entry.kind = Kind::kSwitch;
      entry.is_on = is_on->get();
    } else if (const auto* list = node.as_array()) {
      entry.kind = Kind::kList;
      for (const toml::node& each : *list) {
        if (!add_word(each, entry.values)) entry.kind = Kind::kOther;
      }
    } else if (const auto* inner = node.as_table()) {
      entry.kind = Kind::kTable;
      entry.entries = entries_of(*inner, name);
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace

std::vector<TomlEntry> parse_toml(std::string_view text, std::string_view name) {
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    throw UsageError{fmt::format("{}: {}", place_of(name, parsed.error().source()),
                                 safe_text(parsed.error().description()))};
  }
  return entries_of(parsed.table(), name);
}

}  // namespace logscan::cli
