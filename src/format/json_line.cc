#include "format/json_line.h"

#include <utility>

#include "format/json_marks.h"
#include "format/map_set.h"

namespace logscan {

struct JsonParser::State {
  State(MapSet key_maps, JsonKernel kernel)
      : maps(std::move(key_maps)), marker(kernel), found(maps.tree().slots()) {}

  MapSet maps;
  JsonMarker marker;
  FoundKeys found;
  StatusCode status = 0;  // of the line parsed last
};

JsonParser::JsonParser(const std::vector<KeyMap>& maps, JsonKernel kernel)
    : state_(std::make_unique<State>(MapSet(maps, KeySyntax::kJson), kernel)) {}

JsonParser::JsonParser(JsonKernel kernel)
    : state_(std::make_unique<State>(MapSet::known(KeySyntax::kJson), kernel)) {}

JsonParser::~JsonParser() = default;
JsonParser::JsonParser(JsonParser&&) noexcept = default;
JsonParser& JsonParser::operator=(JsonParser&&) noexcept = default;

KeyedResult JsonParser::parse(std::string_view line) {
  const JsonMarks marks = state_->marker.find(line);
  std::uint32_t fault = walk_json(line, marks, state_->maps.tree(), state_->found);
  if (fault != 0) {
    // Kernels differ in the marks they find after invalid JSON, so the plain ones decide.
    fault =
        walk_nearly_json(line, state_->marker.find_plain(line), state_->maps.tree(), state_->found);
  }
  if (fault != 0) return {Mismatch::kNotJson, fault, 0, 0};
  const KeyedResult verdict = state_->maps.parse(state_->found, line.data());
  state_->status = verdict.status;
  return verdict;
}

std::string_view JsonParser::envelope(std::size_t number) const {
  return state_->maps.envelope(state_->found, number);
}

std::optional<LogTime> JsonParser::time() const {
  return state_->maps.time(state_->found);
}

LogLine JsonParser::cut(FieldSet wanted) const {
  LogLine line = state_->maps.cut(wanted, state_->found);
  line.status = state_->status;
  return line;
}

void JsonParser::cut_own(FieldSet wanted, OwnValue* own) const {
  state_->maps.cut_own(wanted, state_->found, own);
}

}  // namespace logscan
