#include "logscan/key_map.h"

#include "format/key_entries.h"
#include "format/key_path.h"

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

/// Reads one map's text from left to right; the first thing that is wrong ends it.
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
    return fail(0, "a key map begins with json:, ltsv: or logfmt:");
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
    return fail(text_.size(), "a key map needs the status: add status=KEY");
  }

  // `field=key[@unit][|key[@unit]...]`, up to a comma or the end.
  bool read_field() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != '=' && text_[at_] != ',')
      ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    const std::optional<Field> field = find_field(name);
    if (!field || *field == Field::kFile) return fail(begin, unknown_field(name));
    if (at_ == text_.size() || text_[at_] != '=') {
      return fail(at_, "a key must follow the field, as in " + std::string(name) + "=KEY");
    }
    do {
      ++at_;
      if (!read_key(*field)) return false;
    } while (at_ < text_.size() && text_[at_] == '|');
    return true;
  }

  static std::string unknown_field(std::string_view name) {
    std::string message = name.empty() ? "a field is missing here; the fields are"
                                       : "no field is called '" + std::string(name) + "'; they are";
    for (const std::string_view known : kFieldNames) {
      if (known != field_name(Field::kFile)) message.append(" ").append(known);
    }
    return message;
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
    const KeyPath path =
        map_.syntax == KeySyntax::kJson ? split_json_path(entry.key) : plain_key(entry.key);
    if (path.problem != nullptr) return fail(begin + path.bad_at, path.problem);
    if (at_ < text_.size() && text_[at_] == '@' && !read_unit(entry)) return false;
    steps_ += path.steps.size();
    if (steps_ > KeyMap::kMaxKeys) {
      return fail(begin, "the keys of a map have at most 512 steps together");
    }
    map_.entries.push_back(std::move(entry));
    return true;
  }

  bool read_unit(KeyEntry& entry) {
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '|')
      ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    const bool is_time = entry.field == Field::kTime;
    if (!is_time && entry.field != Field::kDuration) {
      return fail(begin - 1,
                  "only time and duration have a unit; an @ of the key is written as \\@");
    }
    for (const UnitName& known : kUnits) {
      if (known.name != name || (name == "auto" && !is_time)) continue;
      entry.unit = known.unit;
      return true;
    }
    return fail(begin, "no unit is called '" + std::string(name) +
                           (is_time ? "'; they are s, ms, us, ns, auto, text"
                                    : "'; they are s, ms, us, ns, text"));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  KeyMap map_;
  std::size_t steps_ = 0;
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
