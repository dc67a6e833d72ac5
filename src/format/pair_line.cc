#include "format/pair_line.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "format/map_set.h"
#include "format/token.h"
#include "format/usual_key.h"
#include "format/word.h"

namespace logscan {
namespace {

KeySyntax syntax_of(const std::vector<KeyMap>& maps) {
  if (maps.empty() || maps[0].syntax == KeySyntax::kJson) {
    throw std::invalid_argument("expected a key map of LTSV or logfmt");
  }
  return maps[0].syntax;
}

std::size_t find_byte(std::string_view text, std::size_t from, char byte) {
  const void* const at = std::memchr(text.data() + from, byte, text.size() - from);
  return at == nullptr ? text.size()
                       : static_cast<std::size_t>(static_cast<const char*>(at) - text.data());
}

// Returns the end of a key that starts at `from`: the position of the first of two bytes, or the
// end of the text.
template <char kAfterKey, char kSeparator>
std::size_t find_key_end(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); at += sizeof(SixteenBytes)) {
    const SixteenBytes bytes = load_sixteen(text.data() + at);
    const std::size_t end = first_match((bytes == kAfterKey) | (bytes == kSeparator));
    if (end < sizeof(SixteenBytes)) return std::min(at + end, text.size());
  }
  return text.size();
}

}  // namespace

struct PairParser::State {
  State(MapSet key_maps, KeySyntax of)
      : syntax(of), maps(std::move(key_maps)), found(maps.tree().slots()) {}

  std::uint16_t slot_of(std::string_view key) const {
    return maps.tree().node(KeyTree::kRoot).members.find(key.data(), key.size());
  }
  void keep(std::uint16_t slot, std::string_view value) {
    if (slot == kNoSlot || found.has(slot)) return;
    found.add(slot) = {value.data(), static_cast<std::uint32_t>(value.size()), ValueKind::kText};
  }

  // Both return the column, from 1, at which the line is malformed, or 0.
  std::size_t read_ltsv(std::string_view line);
  std::size_t read_logfmt(std::string_view line);

  KeySyntax syntax;
  MapSet maps;
  FoundKeys found;
  StatusCode status = 0;  // of the line parsed last
  UsualKeys usual;        // of LTSV
};

std::size_t PairParser::State::read_ltsv(std::string_view line) {
  usual.begin_line();
  for (std::size_t at = 0; at < line.size();) {
    std::uint16_t slot;
    const UsualKey* const key = usual.find(line.data() + at);
    if (key != nullptr && at + key->size() <= line.size()) {
      slot = key->slot();
      at += key->size();
    } else {
      const std::size_t colon = find_key_end<':', '\t'>(line, at);
      const bool has_colon = colon < line.size() && line[colon] == ':';
      if (has_colon != (colon > at)) return at + 1;
      if (!has_colon) {  // an empty field
        ++at;
        continue;
      }
      slot = slot_of(line.substr(at, colon - at));
      usual.insert(line.substr(at, colon + 1 - at), slot);
      at = colon + 1;
    }
    const std::size_t end = find_byte(line, at, '\t');
    keep(slot, line.substr(at, end - at));
    at = end + 1;
  }
  return line.empty() ? 1 : 0;
}

std::size_t PairParser::State::read_logfmt(std::string_view line) {
  bool first = true;
  for (std::size_t at = 0;; first = false) {
    while (at < line.size() && line[at] == ' ')
      ++at;
    if (at == line.size()) return first ? 1 : 0;
    const std::size_t begin = at;
    at = find_key_end<'=', ' '>(line, begin);
    std::string_view key = line.substr(begin, at - begin);
    if (at == line.size() || line[at] == ' ') {
      if (first) return begin + 1;
      continue;
    }
    // `access.log:12:method=GET`, as grep -H and -n write it.
    if (first) key.remove_prefix(key.rfind(':') + 1);
    if (key.empty()) return begin + 1;
    ++at;
    if (at == line.size() || line[at] != '"') {
      const std::size_t end = find_byte(line, at, ' ');
      keep(slot_of(key), line.substr(at, end - at));
      at = end;
      continue;
    }
    const std::size_t open = at + 1;
    std::size_t close = find_byte(line, open, '"');
    while (close < line.size() && !is_real_quote(line.substr(open), close - open))
      close = find_byte(line, close + 1, '"');
    if (close == line.size()) return open;
    keep(slot_of(key), line.substr(open, close - open));
    at = close + 1;
    if (at < line.size() && line[at] != ' ') return at + 1;
  }
}

PairParser::PairParser(const std::vector<KeyMap>& maps)
    : state_(std::make_unique<State>(MapSet(maps, syntax_of(maps)), syntax_of(maps))) {}

PairParser::PairParser(KeySyntax syntax)
    : state_(std::make_unique<State>(MapSet::known(syntax), syntax)) {}

PairParser::~PairParser() = default;
PairParser::PairParser(PairParser&&) noexcept = default;
PairParser& PairParser::operator=(PairParser&&) noexcept = default;

KeyedResult PairParser::parse(std::string_view line) {
  state_->found.clear();
  const std::size_t fault =
      state_->syntax == KeySyntax::kLtsv ? state_->read_ltsv(line) : state_->read_logfmt(line);
  if (fault != 0) return {Mismatch::kNotPairs, static_cast<std::uint32_t>(fault), 0, 0};
  const KeyedResult verdict = state_->maps.parse(state_->found, line.data());
  state_->status = verdict.status;
  return verdict;
}

std::optional<LogTime> PairParser::time() const {
  return state_->maps.time(state_->found);
}

LogLine PairParser::cut(FieldSet wanted) const {
  LogLine line = state_->maps.cut(wanted, state_->found);
  line.status = state_->status;
  return line;
}

void PairParser::cut_own(FieldSet wanted, OwnValue* own) const {
  state_->maps.cut_own(wanted, state_->found, own);
}

}  // namespace logscan
