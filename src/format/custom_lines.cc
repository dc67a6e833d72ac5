#include "format/custom_lines.h"

#include <algorithm>
#include <string>
#include <vector>

namespace logscan {
namespace {

const char* expected_by(Miss miss) {
  switch (miss) {
    case Miss::kNotJson:
      return "one complete JSON object";
    case Miss::kNotPairs:
      return "keys and values";
    case Miss::kNoStatus:
      return "a status under a key that the map names";
    case Miss::kNone:
    case Miss::kBadStatus:
    case Miss::kNoRequest:
      break;
  }
  return "a status";
}

}  // namespace

CustomLines::Cutter CustomLines::make(const GivenFormat& format) {
  if (const LinePattern* const pattern = format.pattern()) {
    const LinePattern verdict = pattern->only({Field::kStatus, Field::kTime});
    return PatternLines{*pattern, verdict, verdict, {}, {}};
  }
  const std::vector<KeyMap> maps = {*format.map()};
  if (maps[0].syntax == KeySyntax::kJson) return JsonCutter(maps);
  return PairCutter(maps);
}

CustomLines::CustomLines(const GivenFormat& format)
    : cutter_(make(format)), own_(format.own().size()) {}

std::optional<OtherVerdict> CustomLines::judge(std::string_view line) {
  if (PatternLines* const pattern = std::get_if<PatternLines>(&cutter_)) {
    LogLine fields;
    if (!pattern->verdict.cut(line, fields, nullptr)) return std::nullopt;
    pattern->line = line;
    return OtherVerdict{LogFormat::kCustom, fields.status, fields.time};
  }
  const auto keyed = [line](auto& cutter) -> std::optional<OtherVerdict> {
    const KeyedVerdict verdict = cutter.judge(line);
    if (verdict.miss != Miss::kNone) return std::nullopt;
    return OtherVerdict{LogFormat::kCustom, verdict.status, cutter.time()};
  };
  JsonCutter* const json = std::get_if<JsonCutter>(&cutter_);
  return json != nullptr ? keyed(*json) : keyed(std::get<PairCutter>(cutter_));
}

LogLine CustomLines::cut(FieldSet wanted) {
  LogLine line = cut_known(wanted);
  if (!own_.empty()) line.own = own_.data();
  return line;
}

LogLine CustomLines::cut_known(FieldSet wanted) {
  const auto keyed = [&](const auto& cutter) {
    if (wanted.has_any(FieldSet::own())) cutter.cut_own(wanted, own_.data());
    return cutter.cut(wanted);
  };
  if (const JsonCutter* const json = std::get_if<JsonCutter>(&cutter_)) return keyed(*json);
  if (const PairCutter* const pairs = std::get_if<PairCutter>(&cutter_)) return keyed(*pairs);
  PatternLines& pattern = std::get<PatternLines>(cutter_);
  // A run asks for the same few sets of fields all the time: what one wants is cut for all.
  wanted |= pattern.wanted_fields;
  if (!(wanted == pattern.wanted_fields)) {
    pattern.wanted = pattern.whole.only(wanted);
    pattern.wanted_fields = wanted;
  }
  LogLine fields;
  pattern.wanted.cut(pattern.line, fields, nullptr, own_.data());
  fields.refused.time = pattern.wanted.fields().has(Field::kTime) && !fields.time;
  return fields;
}

ClosestFormat CustomLines::miss(std::string_view line, std::size_t before) {
  const auto at = [before](std::size_t column, std::string_view expected) {
    return ClosestFormat{log_format_name(LogFormat::kCustom),
                         static_cast<std::uint32_t>(before + std::max<std::size_t>(column, 1)),
                         std::string(expected)};
  };
  if (const PatternLines* const pattern = std::get_if<PatternLines>(&cutter_)) {
    LogLine fields;
    PatternMiss miss;
    pattern->whole.cut(line, fields, &miss);
    return at(miss.column, miss.expected);
  }
  JsonCutter* const json = std::get_if<JsonCutter>(&cutter_);
  const KeyedVerdict verdict =
      json != nullptr ? json->judge(line) : std::get<PairCutter>(cutter_).judge(line);
  return at(verdict.column, expected_by(verdict.miss));
}

}  // namespace logscan
