#include "format/given_format.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "format/json_line.h"
#include "format/pair_line.h"
#include "text/ascii.h"
#include "text/safe_text.h"

namespace logscan {
namespace {

bool is_word(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

bool is_key_map(std::string_view text) {
  return text.starts_with("json:") || text.starts_with("ltsv:") || text.starts_with("logfmt:");
}

KeyMap read_map(std::string_view text) {
  KeyMapResult result = parse_key_map(text);
  if (!result.map) throw PatternError(result.column, safe_text(result.message));
  return *std::move(result.map);
}

std::string names() {
  std::string text;
  for (const char* const name : kLogFormatNames) {
    if (find_log_format(name) == LogFormat::kCustom) continue;
    text += (text.empty() ? "" : ", ") + std::string(name);
  }
  return text;
}

}  // namespace

// Making a parser checks whether the map is usable.
GivenFormat::GivenFormat(KeyMap map, std::string text)
    : what_(std::make_shared<const KeyMap>(std::move(map))), text_(std::move(text)) {
  const std::vector<KeyMap> maps = {*this->map()};
  if (maps[0].syntax == KeySyntax::kJson) {
    const JsonParser cutter(maps);
  } else {
    const PairParser cutter(maps);
  }
}

GivenFormat::GivenFormat(LogFormat name) : what_(name) {
  if (name == LogFormat::kCustom) throw std::invalid_argument("custom is not a format by itself");
}

GivenFormat GivenFormat::parse(std::string_view text) {
  if (is_key_map(text)) return GivenFormat(read_map(text), std::string(text));
  const std::optional<LogFormat> name = find_log_format(lowercase(text));
  if (name && name != LogFormat::kCustom) return GivenFormat(*name);
  if (is_word(text)) {
    throw PatternError(1, "no log format is called " + safe_text(text) + "; use one of " + names() +
                              ", or a pattern such as '%h %l %u %t'");
  }
  return GivenFormat(LinePattern::parse(text));
}

std::optional<GivenFormat> GivenFormat::of(const LogFormatSpec& spec) {
  const auto pattern = [&](PatternKind kind) {
    return GivenFormat(LinePattern::compile(kind, spec.text));
  };
  try {
    switch (spec.kind) {
      case LogFormatSpec::Kind::kAny:
        break;
      case LogFormatSpec::Kind::kNginx:
        return pattern(PatternKind::kNginx);
      case LogFormatSpec::Kind::kApache:
        return pattern(PatternKind::kApache);
      case LogFormatSpec::Kind::kName:
      case LogFormatSpec::Kind::kKeys:
        return parse(spec.text);
    }
  } catch (const PatternError& error) {
    throw std::invalid_argument(error.what());
  }
  return std::nullopt;
}

LogFormatSpec GivenFormat::spec() const {
  using Kind = LogFormatSpec::Kind;
  if (const std::optional<LogFormat> known = name())
    return {Kind::kName, log_format_name(*known), own()};
  if (const LinePattern* const given = pattern()) {
    const bool is_nginx = given->kind() == PatternKind::kNginx;
    return {is_nginx ? Kind::kNginx : Kind::kApache, given->text(), own()};
  }
  return {Kind::kKeys, text_, own()};
}

const KeyMap* GivenFormat::map() const {
  const auto* const map = std::get_if<std::shared_ptr<const KeyMap>>(&what_);
  return map == nullptr ? nullptr : map->get();
}

std::optional<LogFormat> GivenFormat::name() const {
  const LogFormat* const name = std::get_if<LogFormat>(&what_);
  return name == nullptr ? std::nullopt : std::optional(*name);
}

const OwnFields& GivenFormat::own() const {
  static const OwnFields kNone;
  if (const KeyMap* const keys = map()) return keys->own;
  return pattern() != nullptr ? pattern()->own() : kNone;
}

FormatFields GivenFormat::fields() const {
  FormatFields fields;
  fields.own = own();
  if (pattern() != nullptr) fields.known = pattern()->fields();
  if (const KeyMap* const keys = map()) {
    fields.known = {};
    for (const KeyEntry& entry : keys->entries) {
      if (!is_own(entry.field)) fields.known.add(entry.field);
      if (entry.field == Field::kRequest) {
        fields.known |=
            {Field::kMethod, Field::kTarget, Field::kPath, Field::kQuery, Field::kProtocol};
      }
      if (entry.field == Field::kTarget || entry.field == Field::kPath)
        fields.known |= {Field::kTarget, Field::kPath, Field::kQuery};
    }
  }
  fields.known.add(Field::kFile);
  return fields;
}

}  // namespace logscan
