#include "format/map_set.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "format/key_path.h"
#include "format/request.h"
#include "format/tail.h"
#include "format/target.h"
#include "format/token.h"

namespace logscan {
namespace {

bool is_null(std::string_view text) {
  return text.data() == nullptr;
}

void fill(std::string_view& field, std::string_view value) {
  if (is_null(field)) field = value;
}

}  // namespace

/// The sources of one map against what one line holds.
struct MapSet::Asked {
  const Map& map;
  const FoundKeys& found;

  /// What `read(value, source)` says of the first value that it says something of.
  template <class Read>
  auto first(Field field, Read&& read) const {
    const std::size_t at = static_cast<std::size_t>(field);
    for (std::size_t i = map.begin[at]; i < map.begin[at + 1]; ++i) {
      const Source& source = map.sources[i];
      if (!found.seen[source.slot]) continue;
      if (auto value = read(found.values[source.slot], source)) return value;
    }
    return decltype(read(KeyValue(), Source{kNoSlot, Unit::kAuto}))();
  }

  std::string_view text(Field field) const {
    const auto value = first(field, [](const KeyValue& found_value, const Source&) {
      const std::string_view bytes = value_text(found_value);
      return is_null(bytes) ? std::nullopt : std::optional(bytes);
    });
    return value.value_or(std::string_view());
  }

  /// The request's text, which may be empty or `-`.
  std::string_view request() const {
    const auto value = first(Field::kRequest, [](const KeyValue& found_value, const Source&) {
      return found_value.kind == ValueKind::kText ? std::optional(found_value.bytes())
                                                  : std::nullopt;
    });
    return value.value_or(std::string_view());
  }

  std::optional<LogTime> time() const {
    return first(Field::kTime, [](const KeyValue& value, const Source& source) {
      return read_time(value_text(value), source.unit);
    });
  }

  void cut_request_fields(LogLine& line) const {
    line.method = text(Field::kMethod);
    line.target = text(Field::kTarget);
    line.path = text(Field::kPath);
    line.query = text(Field::kQuery);
    line.protocol = text(Field::kProtocol);
    if (!is_null(line.target)) {
      const Target target = cut_target(line.target);
      fill(line.path, target.path);
      fill(line.query, target.query);
    }
    const std::string_view whole = request();
    if (is_null(whole)) return;
    const Request parts = cut_request(whole);
    line.request =
        value_text({whole.data(), static_cast<std::uint32_t>(whole.size()), ValueKind::kText});
    fill(line.method, parts.method);
    fill(line.target, parts.target);
    fill(line.path, parts.path);
    fill(line.query, parts.query);
    fill(line.protocol, parts.protocol);
  }
};

MapSet::MapSet(const std::vector<KeyMap>& maps, KeySyntax syntax) : syntax_(syntax) {
  for (const KeyMap& from : maps) {
    if (from.syntax != syntax) throw std::invalid_argument("key maps of different syntaxes");
    Map map;
    for (std::size_t field = 0; field < kFields; ++field) {
      for (const KeyEntry& entry : from.entries) {
        if (entry.field != static_cast<Field>(field)) continue;
        map.sources.push_back({add_key(entry.key), entry.unit});
      }
      map.begin[field + 1] = static_cast<std::uint16_t>(map.sources.size());
    }
    for (const KeyEntry& entry : from.entries) {
      if (!is_own(entry.field)) continue;
      const std::size_t place = own_place(entry.field);
      const bool is_first =
          std::none_of(map.own.begin(), map.own.end(),
                       [place](const OwnSource& source) { return source.place == place; });
      map.own.push_back(
          {{add_key(entry.key), entry.unit}, place, from.own.at(place).kind, is_first});
    }
    for (const std::string& keys : from.present)
      map.present.push_back(add_keys(keys));
    for (const std::string& key : from.absent)
      map.absent |= add_keys(key);
    maps_.push_back(std::move(map));
  }
}

std::uint16_t MapSet::add_key(std::string_view key) {
  const KeyPath path = syntax_ == KeySyntax::kJson ? split_json_path(key) : plain_key(key);
  const std::uint16_t slot = path.problem == nullptr ? tree_.add(path) : kNoSlot;
  if (slot != kNoSlot) return slot;
  throw std::invalid_argument("key '" + std::string(key) +
                              "': " + (path.problem != nullptr ? path.problem : "too many keys"));
}

SlotSet MapSet::add_keys(std::string_view keys) {
  SlotSet set;
  for (;;) {
    const std::size_t bar = keys.find('|');
    set.set(add_key(keys.substr(0, bar)));
    if (bar == std::string_view::npos) return set;
    keys.remove_prefix(bar + 1);
  }
}

bool MapSet::fits(const Map& map, const SlotSet& seen) {
  return (map.absent & seen).none() &&
         std::all_of(map.present.begin(), map.present.end(),
                     [&](const SlotSet& keys) { return (keys & seen).any(); });
}

KeyedVerdict MapSet::judge(const FoundKeys& found, const char* line) const {
  KeyedVerdict verdict;
  verdict.miss = Miss::kNoStatus;
  const auto map = std::find_if(maps_.begin(), maps_.end(),
                                [&](const Map& one) { return fits(one, found.seen); });
  if (map == maps_.end()) return verdict;
  const auto status =
      Asked{*map, found}.first(Field::kStatus, [&](const KeyValue& value, const Source&) {
        const std::optional<StatusCode> code = read_status(value);
        if (!code && verdict.miss == Miss::kNoStatus && value.kind != ValueKind::kNull) {
          verdict.miss = Miss::kBadStatus;
          verdict.column = static_cast<std::uint32_t>(value.data - line) + 1;
        }
        return code;
      });
  if (!status) return verdict;
  return {Miss::kNone, 0, static_cast<std::uint16_t>(map - maps_.begin()), *status};
}

std::optional<LogTime> MapSet::time(std::size_t map, const FoundKeys& found) const {
  return Asked{maps_[map], found}.time();
}

LogLine MapSet::cut(std::size_t map, FieldSet wanted, const FoundKeys& found) const {
  const Asked asked{maps_[map], found};
  LogLine line;
  if (wanted.has(Field::kTime)) line.time = asked.time();
  if (wanted.has(Field::kHost)) line.host = asked.text(Field::kHost);
  if (wanted.has(Field::kClient)) line.client = asked.text(Field::kClient);
  if (wanted.has(Field::kUser)) line.user = asked.text(Field::kUser);
  if (wanted.has(Field::kRequest) || wanted.has(Field::kMethod) || wanted.has(Field::kTarget) ||
      wanted.has(Field::kPath) || wanted.has(Field::kQuery) || wanted.has(Field::kProtocol)) {
    asked.cut_request_fields(line);
  }
  if (wanted.has(Field::kBytes)) {
    line.bytes = asked.first(Field::kBytes, [](const KeyValue& value, const Source&) {
      return read_bytes(value_text(value));
    });
  }
  if (wanted.has(Field::kReferer)) line.referer = asked.text(Field::kReferer);
  if (wanted.has(Field::kAgent)) line.agent = asked.text(Field::kAgent);
  if (wanted.has(Field::kForwardedFor)) line.forwarded_for = asked.text(Field::kForwardedFor);
  if (wanted.has(Field::kDuration)) {
    line.duration = asked.first(Field::kDuration, [](const KeyValue& value, const Source& source) {
      return read_duration(value_text(value), source.unit);
    });
  }
  if (wanted.has(Field::kUpstream)) line.upstream = asked.text(Field::kUpstream);
  return line;
}

void MapSet::cut_own(std::size_t map, FieldSet wanted, const FoundKeys& found,
                     OwnValue* own) const {
  for (const OwnSource& each : maps_[map].own) {
    if (!wanted.has(own_field(each.place))) continue;
    OwnValue& value = own[each.place];
    if (each.is_first) value = {{}, 0, each.kind};
    if (!is_null(value.text) || !found.seen[each.source.slot]) continue;
    const std::string_view text = value_text(found.values[each.source.slot]);
    value = own_value(each.kind, text,
                      each.kind == OwnKind::kDuration ? read_duration(text, each.source.unit)
                      : each.kind == OwnKind::kNumber ? read_millionths(text)
                                                      : std::nullopt);
  }
}

}  // namespace logscan
