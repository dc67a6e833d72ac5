#include "format/json_line.h"

#include <utility>

#include "format/json_marks.h"
#include "format/json_walk.h"
#include "format/map_set.h"

namespace logscan {

struct JsonCutter::State {
  State(MapSet key_maps, JsonKernel kernel)
      : maps(std::move(key_maps)), marker(kernel), found(maps.tree().slots()) {}

  MapSet maps;
  JsonMarker marker;
  FoundKeys found;
  StatusCode status = 0;  // of the line judged last
};

JsonCutter::JsonCutter(const std::vector<KeyMap>& maps, JsonKernel kernel)
    : state_(std::make_unique<State>(MapSet(maps, KeySyntax::kJson), kernel)) {}

JsonCutter::JsonCutter(JsonKernel kernel)
    : state_(std::make_unique<State>(MapSet::known(KeySyntax::kJson), kernel)) {}

JsonCutter::~JsonCutter() = default;
JsonCutter::JsonCutter(JsonCutter&&) noexcept = default;
JsonCutter& JsonCutter::operator=(JsonCutter&&) noexcept = default;

KeyedVerdict JsonCutter::judge(std::string_view line) {
  const JsonMarks marks = state_->marker.find(line);
  std::uint32_t fault = walk_json(line, marks, state_->maps.tree(), state_->found);
  if (fault != 0) {
    // Kernels differ in the marks they give behind what is no JSON, so the plain ones have the
    // word.
    fault =
        walk_nearly_json(line, state_->marker.find_plain(line), state_->maps.tree(), state_->found);
  }
  if (fault != 0) return {Miss::kNotJson, fault, 0, 0};
  const KeyedVerdict verdict = state_->maps.judge(state_->found, line.data());
  state_->status = verdict.status;
  return verdict;
}

std::string_view JsonCutter::envelope(std::size_t number) const {
  return state_->maps.envelope(state_->found, number);
}

std::optional<LogTime> JsonCutter::time() const {
  return state_->maps.time(state_->found);
}

LogLine JsonCutter::cut(FieldSet wanted) const {
  LogLine line = state_->maps.cut(wanted, state_->found);
  line.status = state_->status;
  return line;
}

void JsonCutter::cut_own(FieldSet wanted, OwnValue* own) const {
  state_->maps.cut_own(wanted, state_->found, own);
}

}  // namespace logscan
