#include "format/json_line.h"

#include <utility>

#include "format/json_marks.h"
#include "format/json_template.h"
#include "format/map_set.h"

namespace logscan {

struct JsonParser::State {
  State(MapSet key_maps, JsonKernel kernel)
      : maps(std::move(key_maps)), marker(kernel), walked(maps.tree().slots()) {}

  // Returns the verdict on a line in which these keys are found.
  KeyedResult verdict(const FoundKeys& keys, std::string_view line) {
    found = &keys;
    const KeyedResult verdict = maps.parse(keys, line.data());
    status = verdict.status;
    return verdict;
  }

  // Tries the templates first if `view` is the line.
  KeyedResult parse(std::string_view line, const LineView* view);

  MapSet maps;
  JsonMarker marker;
  JsonTemplates templates;
  FoundKeys walked;
  // Of the line parsed last:
  const FoundKeys* found = &walked;
  StatusCode status = 0;
};

KeyedResult JsonParser::State::parse(std::string_view line, const LineView* view) {
  if (view != nullptr) {
    if (const FoundKeys* const keys = templates.match(*view)) return verdict(*keys, line);
  }
  const JsonMarks marks = marker.find(line);
  std::uint32_t fault = walk_json(line, marks, maps.tree(), walked);
  if (fault == 0) {
    if (view != nullptr) templates.learn(*view, marks, maps.tree(), walked);
    return verdict(walked, line);
  }
  // Kernels differ in the marks they find after invalid JSON, so the plain ones decide.
  fault = walk_nearly_json(line, marker.find_plain(line), maps.tree(), walked);
  if (fault != 0) return {Mismatch::kNotJson, fault, 0, 0};
  return verdict(walked, line);
}

JsonParser::JsonParser(const std::vector<KeyMap>& maps, JsonKernel kernel)
    : state_(std::make_unique<State>(MapSet(maps, KeySyntax::kJson), kernel)) {}

JsonParser::JsonParser(JsonKernel kernel)
    : state_(std::make_unique<State>(MapSet::known(KeySyntax::kJson), kernel)) {}

JsonParser::~JsonParser() = default;
JsonParser::JsonParser(JsonParser&&) noexcept = default;
JsonParser& JsonParser::operator=(JsonParser&&) noexcept = default;

KeyedResult JsonParser::parse(std::string_view line) {
  return state_->parse(line, nullptr);
}

KeyedResult JsonParser::parse(const LineView& line) {
  return state_->parse({line.data(), line.size()}, &line);
}

std::string_view JsonParser::envelope(std::size_t number) const {
  return state_->maps.envelope(*state_->found, number);
}

std::optional<LogTime> JsonParser::time() const {
  return state_->maps.time(*state_->found);
}

LogLine JsonParser::cut(FieldSet wanted) const {
  LogLine line = state_->maps.cut(wanted, *state_->found);
  line.status = state_->status;
  return line;
}

void JsonParser::cut_own(FieldSet wanted, OwnValue* own) const {
  state_->maps.cut_own(wanted, *state_->found, own);
}

}  // namespace logscan
