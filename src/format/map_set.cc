#include "format/map_set.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "format/key_map.h"
#include "format/key_tree.h"
#include "format/token.h"
#include "text/time_zone.h"

namespace logscan {
namespace {

// The keys in which collectors and loggers store the text that they receive.
constexpr std::string_view kEnvelopes[] = {"message", "log", "line",
                                           "MESSAGE", "msg", "textPayload"};

}  // namespace

MapSet::MapSet(const std::vector<KeyMap>& maps, KeySyntax syntax) : syntax_(syntax) {
  const auto add_sources = [this](const std::vector<KeyEntry>& entries, bool are_synonyms) {
    KeySources sources;
    for (std::size_t field = 0; field < kFields; ++field) {
      for (const KeyEntry& entry : entries) {
        if (entry.field != static_cast<Field>(field)) continue;
        sources.all.push_back({add_key(entry.key), entry.unit, are_synonyms, may_name_client(entry),
                               is_client_key(entry), names_requested_host(entry)});
      }
      sources.begin[field + 1] = static_cast<std::uint16_t>(sources.all.size());
    }
    return sources;
  };
  for (const KeyMap& from : maps) {
    if (from.syntax != syntax) throw std::invalid_argument("key maps of different syntaxes");
    Map map;
    map.sources = add_sources(from.entries, false);
    for (const KeyEntry& entry : from.entries) {
      if (!is_own(entry.field)) continue;
      const std::size_t index = own_index(entry.field);
      const bool is_first =
          std::none_of(map.own.begin(), map.own.end(),
                       [index](const OwnSource& source) { return source.index == index; });
      map.own.push_back({add_key(entry.key), entry.unit, index, from.own.at(index).kind, is_first});
    }
    for (const std::string& keys : from.present)
      map.present.push_back(add_keys(keys));
    for (const std::string& key : from.absent)
      map.absent.push_back(add_key(key));
    map.evidence = from.evidence;
    map.synonyms = from.synonyms;
    if (!from.unless_key.empty()) map.unless_slot = add_key(from.unless_key);
    map.unless_value = from.unless_value;
    map.utc = from.utc;
    maps_.push_back(std::move(map));
  }
  const bool known =
      std::any_of(maps.begin(), maps.end(), [](const KeyMap& map) { return map.synonyms; });
  if (!known && tree_.slots() > KeyMap::kMaxKeys) throw std::invalid_argument("too many keys");
  if (known) {
    synonyms_ = add_sources(key_synonyms(syntax), true);
    for (const std::string_view key : kEnvelopes)
      envelopes_.push_back(add_key(key));
    date_ = add_key("date");
  }
}

const MapSet& MapSet::known(KeySyntax syntax) {
  static const MapSet json(known_key_maps(KeySyntax::kJson), KeySyntax::kJson);
  static const MapSet ltsv(known_key_maps(KeySyntax::kLtsv), KeySyntax::kLtsv);
  static const MapSet logfmt(known_key_maps(KeySyntax::kLogfmt), KeySyntax::kLogfmt);
  switch (syntax) {
    case KeySyntax::kJson:
      return json;
    case KeySyntax::kLtsv:
      return ltsv;
    case KeySyntax::kLogfmt:
      return logfmt;
  }
  return json;
}

std::uint16_t MapSet::add_key(std::string_view key) {
  const KeyPath path = syntax_ == KeySyntax::kJson ? split_json_path(key) : plain_key(key);
  const std::uint16_t slot = path.problem == nullptr ? tree_.add(path) : kNoSlot;
  if (slot != kNoSlot) return slot;
  throw std::invalid_argument("key '" + std::string(key) +
                              "': " + (path.problem != nullptr ? path.problem : "too many keys"));
}

std::vector<std::uint16_t> MapSet::add_keys(std::string_view keys) {
  std::vector<std::uint16_t> slots;
  for (;;) {
    const std::size_t bar = keys.find('|');
    slots.push_back(add_key(keys.substr(0, bar)));
    if (bar == std::string_view::npos) return slots;
    keys.remove_prefix(bar + 1);
  }
}

bool MapSet::fits(const Map& map, const FoundKeys& found) {
  const auto is_seen = [&found](std::uint16_t slot) { return found.has(slot); };
  return std::none_of(map.absent.begin(), map.absent.end(), is_seen) &&
         std::all_of(map.present.begin(), map.present.end(), [&](const auto& keys) {
           return std::any_of(keys.begin(), keys.end(), is_seen);
         });
}

MapSet::Shape MapSet::make_shape(const FoundKeys& found) const {
  Shape shape;
  shape.slots.assign(found.slots().begin(), found.slots().end());
  const auto map =
      std::find_if(maps_.begin(), maps_.end(), [&](const Map& one) { return fits(one, found); });
  if (map == maps_.end()) return shape;
  shape.map = static_cast<std::size_t>(map - maps_.begin());
  for (std::size_t field = 0; field < kFields; ++field) {
    const auto append_found = [&](const KeySources& from) {
      for (std::size_t i = from.begin[field]; i < from.begin[field + 1]; ++i) {
        if (!found.has(from.all[i].slot)) continue;
        shape.sources.all.push_back(from.all[i]);
        shape.sources.all.back().slot = found.index_of(from.all[i].slot);
      }
    };
    const bool own = map->sources.begin[field] != map->sources.begin[field + 1];
    append_found(map->sources);
    if (map->synonyms && (!own || static_cast<Field>(field) == Field::kDuration))
      append_found(synonyms_);
    shape.sources.begin[field + 1] = static_cast<std::uint16_t>(shape.sources.all.size());
  }
  return shape;
}

void MapSet::find_shape(const FoundKeys& found) {
  const auto fits = [slots = found.slots()](const Shape& shape) {
    return std::ranges::equal(shape.slots, slots);
  };
  if (shape_ < shapes_.size() && fits(shapes_[shape_])) return;
  const auto known = std::find_if(shapes_.begin(), shapes_.end(), fits);
  shape_ = static_cast<std::size_t>(known - shapes_.begin());
  if (known != shapes_.end()) return;
  if (shapes_.size() < kShapes) {
    shapes_.push_back(make_shape(found));
    return;
  }
  shape_ = oldest_;
  oldest_ = (oldest_ + 1) % kShapes;
  shapes_[shape_] = make_shape(found);
}

KeyedResult MapSet::parse(const FoundKeys& found, const char* line) {
  KeyedResult verdict;
  verdict.mismatch = Mismatch::kNoStatus;
  if (!memory_.empty()) memory_.clear();
  find_shape(found);
  const Shape& shape = shapes_[shape_];
  if (shape.map == kNoMap) return verdict;
  const Map& map = maps_[shape.map];
  const KeyFields fields{shape.sources, found};
  const auto status = fields.first(Field::kStatus, [&](const KeyValue& value, const KeySource&) {
    std::optional<StatusCode> code = parse_status(value);
    // Solr and others write `status=0` for success.
    if (map.synonyms && syntax_ == KeySyntax::kLogfmt && value.bytes() == "0") code.reset();
    if (!code && verdict.mismatch == Mismatch::kNoStatus && value.kind != ValueKind::kNull) {
      verdict.mismatch = Mismatch::kBadStatus;
      verdict.column = static_cast<std::uint32_t>(value.data - line) + 1;
    }
    return code;
  });
  if (!status) return verdict;
  const KeyValue* const unless = found.find(map.unless_slot);
  const bool is_other = unless != nullptr && unless->bytes() == map.unless_value;
  if (is_other || !fields.is_request(map.evidence)) return {Mismatch::kNoRequest, 0, 0, 0};
  return {Mismatch::kNone, 0, static_cast<std::uint16_t>(shape.map), *status};
}

std::optional<LogTime> MapSet::time(const FoundKeys& found) const {
  const Shape& shape = shapes_[shape_];
  if (shape.map == kNoMap) return std::nullopt;
  const Map& map = maps_[shape.map];
  const KeyFields fields{shape.sources, found};
  std::optional<LogTime> time = fields.time();
  if (!time && map.synonyms) {
    if (const KeyValue* const date = found.find(date_)) time = fields.time_on(value_text(*date));
  }
  if (time && map.utc) time = with_offset(*time, TimeZone());
  return time;
}

LogLine MapSet::cut(FieldSet wanted, const FoundKeys& found) {
  const KeyFields fields{shapes_[shape_].sources, found,
                         syntax_ == KeySyntax::kJson ? &memory_ : nullptr};
  LogLine line;
  if (wanted.has(Field::kTime)) {
    line.time = time(found);
    line.refused.time = !line.time && fields.text(Field::kTime).data() != nullptr;
  }
  if (wanted.has(Field::kHost)) line.host = fields.host();
  if (wanted.has(Field::kClient)) line.client = fields.client();
  if (wanted.has(Field::kUser)) line.user = fields.text(Field::kUser);
  // A host without a key of its own may be in the target.
  const bool searches_host = wanted.has(Field::kHost) && line.host.data() == nullptr;
  if (searches_host || wanted.has_any({Field::kRequest, Field::kMethod, Field::kTarget,
                                       Field::kPath, Field::kQuery, Field::kProtocol}))
    fields.cut_request_fields(line, target_);
  if (wanted.has(Field::kBytes)) {
    line.bytes = fields.bytes();
  }
  if (wanted.has(Field::kReferer)) line.referer = fields.header(Field::kReferer);
  if (wanted.has(Field::kAgent)) line.agent = fields.header(Field::kAgent);
  if (wanted.has(Field::kForwardedFor)) line.forwarded_for = fields.forwarded_for();
  if (wanted.has(Field::kDuration)) {
    line.duration = fields.duration();
    line.refused.duration = !line.duration && fields.has_bare_duration();
  }
  if (wanted.has(Field::kUpstream)) line.upstream = fields.upstream();
  return line;
}

std::string_view MapSet::envelope(const FoundKeys& found, std::size_t number) const {
  for (const std::uint16_t slot : envelopes_) {
    const KeyValue* const value = found.find(slot);
    if (value != nullptr && value->kind == ValueKind::kText && number-- == 0) return value->bytes();
  }
  return {};
}

void MapSet::cut_own(FieldSet wanted, const FoundKeys& found, OwnValue* own) const {
  for (const OwnSource& each : maps_[shapes_[shape_].map].own) {
    if (!wanted.has(own_field(each.index))) continue;
    OwnValue& value = own[each.index];
    if (each.is_first) value = {{}, 0, each.kind};
    const KeyValue* const there = found.find(each.slot);
    if (value.text.data() != nullptr || there == nullptr) continue;
    const std::string_view text = value_text(*there);
    value = own_value(each.kind, text,
                      each.kind == OwnKind::kDuration ? parse_duration(text, each.unit)
                      : each.kind == OwnKind::kNumber ? parse_millionths(text)
                                                      : std::nullopt);
  }
}

}  // namespace logscan
