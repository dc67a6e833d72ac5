#include "format/custom_parser.h"

#include <algorithm>
#include <string>
#include <vector>

#include "format/line_time.h"

namespace logscan {
namespace {

const char* expected_by(Mismatch mismatch) {
  switch (mismatch) {
    case Mismatch::kNotJson:
      return "one complete JSON object";
    case Mismatch::kNotPairs:
      return "keys and values";
    case Mismatch::kNoStatus:
      return "a status under a key that the map names";
    case Mismatch::kNone:
    case Mismatch::kBadStatus:
    case Mismatch::kNoRequest:
      break;
  }
  return "a status";
}

}  // namespace

CustomParser::Cutter CustomParser::make(const GivenFormat& format) {
  if (const LinePattern* const pattern = format.pattern()) {
    const LinePattern verdict = pattern->only({Field::kStatus, Field::kTime});
    return PatternLines{*pattern, verdict, verdict, {}};
  }
  const std::vector<KeyMap> maps = {*format.map()};
  if (maps[0].syntax == KeySyntax::kJson) return JsonParser(maps);
  return PairParser(maps);
}

CustomParser::CustomParser(const GivenFormat& format)
    : cutter_(make(format)), own_(format.own().size()) {}

const FormatMatch* CustomParser::parse(std::string_view line) {
  if (PatternLines* const pattern = std::get_if<PatternLines>(&cutter_)) {
    LogLine fields;
    if (!pattern->verdict.cut(line, fields, nullptr)) return nullptr;
    match_.status = fields.status;
    copy_time(fields.time, match_.time);
    return &match_;
  }
  const auto keyed = [&](auto& cutter) -> const FormatMatch* {
    const KeyedResult verdict = cutter.parse(line);
    if (verdict.mismatch != Mismatch::kNone) return nullptr;
    match_.status = verdict.status;
    copy_time(cutter.time(), match_.time);
    return &match_;
  };
  JsonParser* const json = std::get_if<JsonParser>(&cutter_);
  return json != nullptr ? keyed(*json) : keyed(std::get<PairParser>(cutter_));
}

LogLine CustomParser::cut(std::string_view line, FieldSet wanted) {
  LogLine fields = cut_known(line, wanted);
  if (!own_.empty()) fields.own = own_.data();
  return fields;
}

LogLine CustomParser::cut_known(std::string_view line, FieldSet wanted) {
  const auto keyed = [&](const auto& cutter) {
    if (wanted.has_any(FieldSet::own())) cutter.cut_own(wanted, own_.data());
    return cutter.cut(wanted);
  };
  if (const JsonParser* const json = std::get_if<JsonParser>(&cutter_)) return keyed(*json);
  if (const PairParser* const pairs = std::get_if<PairParser>(&cutter_)) return keyed(*pairs);
  PatternLines& pattern = std::get<PatternLines>(cutter_);
  // A run requests the same few sets of fields again and again, so one pattern that covers all of
  // them is compiled.
  wanted |= pattern.wanted_fields;
  if (!(wanted == pattern.wanted_fields)) {
    pattern.wanted = pattern.whole.only(wanted);
    pattern.wanted_fields = wanted;
  }
  LogLine fields;
  pattern.wanted.cut(line, fields, nullptr, own_.data());
  fields.refused.time = pattern.wanted.fields().has(Field::kTime) && !fields.time;
  return fields;
}

ClosestFormat CustomParser::mismatch(std::string_view line, std::size_t before) {
  const auto at = [before](std::size_t column, std::string_view expected) {
    return ClosestFormat{log_format_name(LogFormat::kCustom),
                         static_cast<std::uint32_t>(before + std::max<std::size_t>(column, 1)),
                         std::string(expected)};
  };
  if (const PatternLines* const pattern = std::get_if<PatternLines>(&cutter_)) {
    LogLine fields;
    PatternMismatch mismatch;
    pattern->whole.cut(line, fields, &mismatch);
    return at(mismatch.column, mismatch.expected);
  }
  JsonParser* const json = std::get_if<JsonParser>(&cutter_);
  const KeyedResult verdict =
      json != nullptr ? json->parse(line) : std::get<PairParser>(cutter_).parse(line);
  return at(verdict.column, expected_by(verdict.mismatch));
}

}  // namespace logscan
