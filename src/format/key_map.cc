#include "format/key_map.h"

#include <utility>
#include <vector>

#include "format/key_tree.h"
#include "text/nearest_name.h"

namespace logscan {
namespace {

struct SyntaxName {
  std::string_view prefix;
  KeySyntax syntax;
};
constexpr SyntaxName kSyntaxes[] = {
    {"json:", KeySyntax::kJson}, {"ltsv:", KeySyntax::kLtsv}, {"logfmt:", KeySyntax::kLogfmt}};

struct UnitName {
  std::string_view name;
  Unit unit;
};
constexpr UnitName kUnits[] = {{"s", Unit::kSeconds},       {"ms", Unit::kMilliseconds},
                               {"us", Unit::kMicroseconds}, {"ns", Unit::kNanoseconds},
                               {"auto", Unit::kAuto},       {"text", Unit::kAuto}};

constexpr std::string_view kOwn = "x.";

/// The unit after the `@` of an own field.
struct OwnUnit {
  OwnKind kind;
  Unit unit;
};

std::optional<OwnUnit> find_own_unit(std::string_view name) {
  if (name == "n") return OwnUnit{OwnKind::kNumber, Unit::kAuto};
  for (const UnitName& known : kUnits) {
    if (known.name == name && known.unit != Unit::kAuto)
      return OwnUnit{OwnKind::kDuration, known.unit};
  }
  return std::nullopt;
}

/// Parses the text of one map from left to right, up to the first error.
class MapReader {
 public:
  explicit MapReader(std::string_view text) : text_(text) {}

  KeyMapResult read(bool is_whole) {
    KeyMapResult result;
    const bool good = read_syntax() && (is_whole ? read_fields() && has_status()
                                                 : at_ == text_.size() || read_fields());
    if (good) {
      result.map = std::move(map_);
    } else {
      result.column = column_;
      result.message = std::move(message_);
    }
    return result;
  }

 private:
  bool fail(std::size_t at, std::string message) {
    column_ = at + 1;
    message_ = std::move(message);
    return false;
  }

  bool read_syntax() {
    for (const SyntaxName& known : kSyntaxes) {
      if (!text_.starts_with(known.prefix)) continue;
      map_.syntax = known.syntax;
      map_.name = known.prefix.substr(0, known.prefix.size() - 1);
      at_ = known.prefix.size();
      return true;
    }
    return fail(0, "expected json:, ltsv: or logfmt: at the start of a key map");
  }

  bool read_fields() {
    for (;;) {
      if (!read_field()) return false;
      if (at_ == text_.size()) break;
      ++at_;  // the comma
    }
    return true;
  }

  bool has_status() {
    for (const KeyEntry& entry : map_.entries) {
      if (entry.field == Field::kStatus) return true;
    }
    return fail(text_.size(), "no status in the key map; add status=KEY");
  }

  // Reads `field=key[@unit][|key[@unit]...]`, up to a comma or the end.
  bool read_field() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != '=' && text_[at_] != ',')
      ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    own_unit_.reset();
    std::optional<Field> field = find_field(name);
    if (name.starts_with(kOwn)) {
      field = read_own(begin, name);
      if (!field) return false;
    }
    if (!field || *field == Field::kFile) return fail(begin, unknown_field(name));
    if (at_ == text_.size() || text_[at_] != '=') {
      return fail(at_, "expected a key after the field, as in " + std::string(name) + "=KEY");
    }
    do {
      ++at_;
      if (!read_key(*field)) return false;
    } while (at_ < text_.size() && text_[at_] == '|');
    return true;
  }

  static std::string unknown_field(std::string_view name) {
    std::string message =
        name.empty() ? "expected a field; " : "no field is called '" + std::string(name) + "'; ";
    std::vector<std::string_view> names(kFieldNames.begin(), kFieldNames.end());
    std::erase(names, field_name(Field::kFile));
    const std::string_view meant = detail::nearest_name(name, names);
    if (!meant.empty()) return message + "did you mean '" + std::string(meant) + "'?";
    message += "use one of";
    for (const std::string_view known : names)
      message.append(" ").append(known);
    return message + ", or x.NAME=KEY for a field of your own";
  }

  // Reads `x.NAME[@unit]`: a new field, or one that was named before.
  std::optional<Field> read_own(std::size_t begin, std::string_view text) {
    const std::string_view name = text.substr(0, text.find('@'));
    const std::string_view bare = name.substr(kOwn.size());
    const auto reject = [&](std::size_t at, std::string message) {
      fail(at, std::move(message));
      return std::nullopt;
    };
    if (!is_own_name(name) || bare.empty()) {
      return reject(begin, "expected x. and a name of letters, digits, _, - and ., at most " +
                               std::to_string(OwnField::kMaxName) + " bytes");
    }
    if (find_field(bare)) {
      return reject(begin, "'" + std::string(bare) + "' is a field that logscan knows; write " +
                               std::string(bare) + "=KEY, or choose another name");
    }
    if (name.size() < text.size()) {
      own_unit_ = find_own_unit(text.substr(name.size() + 1));
      if (!own_unit_) return reject(begin + name.size() + 1, unknown_own_unit());
    }
    if (const std::optional<std::size_t> known = find_own(map_.own, name)) return own_field(*known);
    if (map_.own.size() == kMaxOwnFields) {
      return reject(
          begin, "a key map has at most " + std::to_string(kMaxOwnFields) + " fields of your own");
    }
    map_.own.push_back({std::string(name), own_unit_ ? own_unit_->kind : OwnKind::kText});
    new_own_ = true;
    return own_field(map_.own.size() - 1);
  }

  static std::string unknown_own_unit() {
    return "expected s, ms, us or ns for a duration, or n for a number";
  }

  // All keys of a field must have the same kind. The first one determines it.
  bool set_own_kind(const KeyEntry& entry, std::size_t begin) {
    OwnField& field = map_.own[own_index(entry.field)];
    const OwnKind kind = own_unit_ ? own_unit_->kind : OwnKind::kText;
    if (std::exchange(new_own_, false)) field.kind = kind;
    if (field.kind == kind) return true;
    return fail(begin, "the keys of " + field.name +
                           " must all be text, all durations (@ms) or all numbers (@n)");
  }

  bool read_key(Field field) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '|' &&
           (text_[at_] != '@' || at_ == begin)) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      ++at_;
    }
    KeyEntry entry;
    entry.field = field;
    entry.key = text_.substr(begin, at_ - begin);
    if (field == Field::kDuration) entry.unit = Unit::kSeconds;
    const std::optional<OwnUnit> field_unit = own_unit_;
    const KeyPath path =
        map_.syntax == KeySyntax::kJson ? split_json_path(entry.key) : plain_key(entry.key);
    if (path.problem != nullptr) return fail(begin + path.bad_at, path.problem);
    if (at_ < text_.size() && text_[at_] == '@' && !read_unit(entry)) return false;
    if (is_own(field)) {
      if (!set_own_kind(entry, begin)) return false;
      if (own_unit_) entry.unit = own_unit_->unit;
      own_unit_ = field_unit;
    }
    steps_ += path.steps.size();
    if (steps_ > KeyMap::kMaxKeys) {
      return fail(begin, "the keys of a map have at most 512 steps in all");
    }
    map_.entries.push_back(std::move(entry));
    return true;
  }

  bool read_unit(KeyEntry& entry) {
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '|')
      ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    if (is_own(entry.field)) {
      own_unit_ = find_own_unit(name);
      return own_unit_ || fail(begin, unknown_own_unit());
    }
    const bool is_time = entry.field == Field::kTime;
    if (!is_time && entry.field != Field::kDuration) {
      return fail(begin - 1,
                  "only time, duration and fields of your own have a unit; write an @ in a key as "
                  "\\@");
    }
    for (const UnitName& known : kUnits) {
      if (known.name != name || (name == "auto" && !is_time)) continue;
      entry.unit = known.unit;
      return true;
    }
    return fail(begin, "unknown unit '" + std::string(name) +
                           (is_time ? "'; use s, ms, us, ns, auto or text"
                                    : "'; use s, ms, us, ns or text"));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  KeyMap map_;
  std::size_t steps_ = 0;
  std::optional<OwnUnit> own_unit_;  ///< of the field or key being read, if it is an own one
  bool new_own_ = false;             ///< the last own field has no key yet
  std::size_t column_ = 0;
  std::string message_;
};

}  // namespace

KeyMapResult parse_key_map(std::string_view text) {
  return MapReader(text).read(true);
}

KeyMapResult parse_key_entries(std::string_view text) {
  return MapReader(text).read(false);
}

}  // namespace logscan
