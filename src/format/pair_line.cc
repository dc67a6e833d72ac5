#include "format/pair_line.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "format/map_set.h"
#include "format/token.h"
#include "format/usual_key.h"
#include "format/word.h"
#include "input/block.h"

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

// Returns the end of a key of logfmt that starts at `from`: the position of `=` or a space, or the
// end of the text.
std::size_t find_key_end(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); at += sizeof(SixteenBytes)) {
    const SixteenBytes bytes = load_sixteen(text.data() + at);
    const std::size_t end = first_match((bytes == '=') | (bytes == ' '));
    if (end < sizeof(SixteenBytes)) return std::min(at + end, text.size());
  }
  return text.size();
}

// The ends of the fields of an LTSV line, one after the other: each tab, and the end of the line.
class TabEnds {
 public:
  // kPadding bytes after the line must be readable.
  explicit TabEnds(std::string_view line) : line_(line), tabs_(bits_of_64<'\t'>(line.data())) {}

  std::size_t next() {
    while (tabs_ == 0) {
      base_ += kWord;
      if (base_ >= line_.size()) return line_.size();
      tabs_ = bits_of_64<'\t'>(line_.data() + base_);
    }
    const std::size_t end = base_ + static_cast<std::size_t>(std::countr_zero(tabs_));
    tabs_ &= tabs_ - 1;
    return std::min(end, line_.size());
  }

 private:
  static constexpr std::size_t kWord = 64;
  static_assert(kWord <= kPadding);

  std::string_view line_;
  std::size_t base_ = 0;
  std::uint64_t tabs_;  // those after the last end among the 64 bytes from base_ on
};

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
  TabEnds ends(line);
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = ends.next();
    std::uint16_t slot = kNoSlot;
    const UsualKey* const key = usual.find(line.data() + at);
    if (key != nullptr && at + key->size() <= end) {
      slot = key->slot();
      at += key->size();
      keep(slot, line.substr(at, end - at));
    } else if (at < end) {  // a field may be empty
      const std::size_t colon = find_byte(line.substr(0, end), at, ':');
      if (colon == at || colon == end) return at + 1;
      slot = slot_of(line.substr(at, colon - at));
      usual.insert(line.substr(at, colon + 1 - at), slot);
      keep(slot, line.substr(colon + 1, end - colon - 1));
    }
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
    at = find_key_end(line, begin);
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
