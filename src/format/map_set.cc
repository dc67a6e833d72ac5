#include "format/map_set.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "format/key_path.h"
#include "format/key_synonyms.h"
#include "format/look.h"
#include "format/request.h"
#include "format/tail.h"
#include "format/target.h"
#include "logscan/time_zone.h"
#include "text/client_text.h"

namespace logscan {
namespace {

bool is_null(std::string_view text) {
  return text.data() == nullptr;
}

void fill(std::string_view& field, std::string_view value) {
  if (is_null(field)) field = value;
}

std::string_view query_text(std::string_view text) {
  if (text.starts_with('?')) text.remove_prefix(1);
  return text.empty() ? std::string_view() : text;
}

// Whether a request "line" is but its target: `/a?b=c`.
bool is_bare_target(std::string_view request) {
  return looks_like_target(request) && request.find(' ') == std::string_view::npos;
}

std::string_view without_quotes(std::string_view text) {
  constexpr std::string_view kQuote = "\\\"";
  if (text.size() < 2 * kQuote.size() || !text.starts_with(kQuote) || !text.ends_with(kQuote))
    return text;
  text = text.substr(kQuote.size(), text.size() - 2 * kQuote.size());
  return text.empty() || text == "-" ? std::string_view() : text;
}

// The keys of collectors and loggers for the text that they were given.
constexpr std::string_view kEnvelopes[] = {"message", "log", "line",
                                           "MESSAGE", "msg", "textPayload"};

}  // namespace

/// The sources of one line against what it holds.
struct MapSet::Asked {
  const Sources& sources;
  const FoundKeys& found;

  /// What `read(value, source)` says of the first value that it says something of.
  template <class Read>
  auto first(Field field, Read&& read) const {
    const std::size_t at = static_cast<std::size_t>(field);
    for (std::size_t i = sources.begin[at]; i < sources.begin[at + 1]; ++i) {
      const Source& source = sources.all[i];
      if (auto value = read(found.at(source.slot), source)) return value;
    }
    return decltype(read(KeyValue(), Source{}))();
  }

  // The first text that `looks` finds right, if it comes from a synonym.
  template <class Looks>
  std::string_view first_text(Field field, Looks&& looks) const {
    const auto value = first(field, [&](const KeyValue& found_value, const Source& source) {
      const std::string_view bytes = value_text(found_value);
      const bool right = !is_null(bytes) && (!source.is_synonym || looks(bytes, source));
      return right ? std::optional(bytes) : std::nullopt;
    });
    return value.value_or(std::string_view());
  }

  std::string_view text(Field field) const {
    return first_text(field, [](std::string_view, const Source&) { return true; });
  }

  std::string_view text(Field field, bool (*looks)(std::string_view)) const {
    return first_text(field,
                      [looks](std::string_view bytes, const Source&) { return looks(bytes); });
  }

  // The first client; without one, what stands where nothing else may stand.
  std::string_view client() const {
    const std::string_view client =
        first_text(Field::kClient, [](std::string_view list, const Source& source) {
          const std::string_view entry = pop_first_entry(list);
          return source.names_client ? !plain_client(entry).empty() : !plain_address(entry).empty();
        });
    if (!is_null(client)) return client;
    return first_text(Field::kClient,
                      [](std::string_view, const Source& source) { return source.is_client; });
  }

  // What a header held. Logstash's patterns keep the quotes around it.
  std::string_view header(Field field) const {
    const auto value = first(field, [](const KeyValue& found_value, const Source& source) {
      std::string_view bytes = value_text(found_value);
      if (source.is_synonym) bytes = without_quotes(bytes);
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
      const std::optional<LogTime> time = parse_time(value_text(value), source.unit);
      return source.is_synonym && time && time->seconds < kEarliest ? std::nullopt : time;
    });
  }

  /// The time of day, for a day that stands under another key.
  std::optional<LogTime> time_on(std::string_view date) const {
    return first(Field::kTime, [date](const KeyValue& value, const Source&) {
      return parse_stamp(std::string(date).append(" ").append(value_text(value)));
    });
  }

  std::optional<std::int64_t> duration() const {
    return first(Field::kDuration, [](const KeyValue& value, const Source& source) {
      const std::optional<std::int64_t> taken = parse_duration(value_text(value), source.unit);
      return source.is_synonym && taken > kLongestDuration ? std::nullopt : taken;
    });
  }

  /// Whether something stands under a key of the field.
  bool has_text(Field field) const { return !is_null(text(field)); }

  /// Whether a number stands where a duration may, and nothing says its unit.
  bool has_bare_duration() const {
    return first(Field::kDuration,
                 [](const KeyValue& value, const Source& source) {
                   const bool bare = source.unit == Unit::kAuto &&
                                     parse_duration(value_text(value), Unit::kSeconds).has_value();
                   return bare ? std::optional(true) : std::nullopt;
                 })
        .has_value();
  }

  bool is_request(KeyMap::Evidence evidence) const {
    if (evidence == KeyMap::Evidence::kNone) return true;
    const auto has_key = [&](Field field) {
      return first(field,
                   [](const KeyValue& value, const Source&) {
                     return value.kind <= ValueKind::kNumber ? std::optional(true) : std::nullopt;
                   })
          .has_value();
    };
    if (has_key(Field::kRequest)) return true;
    if (evidence == KeyMap::Evidence::kKey)
      return has_key(Field::kMethod) || has_key(Field::kTarget) || has_key(Field::kPath);
    return !is_null(text(Field::kMethod, looks_like_method)) ||
           !is_null(text(Field::kTarget, looks_like_target)) || !is_null(text(Field::kPath));
  }

  // What the request line says goes before what other keys say: behind a rewrite nginx's $uri, for
  // one, is not what the client asked for. `memory` holds a target of two pieces.
  void cut_request_fields(LogLine& line, std::string& memory) const {
    std::string_view target = text(Field::kTarget, looks_like_target);
    const std::string_view whole = request();
    if (!is_null(whole) && is_bare_target(whole)) {
      target = whole;
    } else if (!is_null(whole)) {
      const Request parts = cut_request(whole);
      line.request =
          value_text({whole.data(), static_cast<std::uint32_t>(whole.size()), ValueKind::kText});
      line.method = parts.method;
      line.target = parts.target;
      line.path = parts.path;
      line.query = parts.query;
      line.protocol = parts.protocol;
    }
    fill(line.method, text(Field::kMethod, looks_like_method));
    fill(line.protocol, text(Field::kProtocol, looks_like_protocol));
    if (!is_null(line.target)) return;
    const Target parts = is_null(target) ? Target() : cut_target(target);
    std::string_view path = text(Field::kPath, looks_like_target);
    if (!is_null(target)) fill(path, parts.path);
    if (!is_null(path)) line.path = path;
    line.query = parts.query;
    fill(line.query, query_text(text(Field::kQuery)));
    if (is_null(target)) target = path;
    if (is_null(target) || is_null(line.query) || target.find('?') != std::string_view::npos) {
      line.target = target;
      return;
    }
    memory.assign(target).append("?").append(line.query);
    line.target = memory;
  }
};

MapSet::MapSet(const std::vector<KeyMap>& maps, KeySyntax syntax) : syntax_(syntax) {
  const auto add_sources = [this](const std::vector<KeyEntry>& entries, bool are_synonyms) {
    Sources sources;
    for (std::size_t field = 0; field < kFields; ++field) {
      for (const KeyEntry& entry : entries) {
        if (entry.field != static_cast<Field>(field)) continue;
        sources.all.push_back({add_key(entry.key), entry.unit, are_synonyms, may_name_client(entry),
                               is_client_key(entry)});
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
    const auto append_found = [&](const Sources& from) {
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
  find_shape(found);
  const Shape& shape = shapes_[shape_];
  if (shape.map == kNoMap) return verdict;
  const Map& map = maps_[shape.map];
  const Asked asked{shape.sources, found};
  const auto status = asked.first(Field::kStatus, [&](const KeyValue& value, const Source&) {
    std::optional<StatusCode> code = parse_status(value);
    // Solr and others say `status=0` of what went well.
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
  if (is_other || !asked.is_request(map.evidence)) return {Mismatch::kNoRequest, 0, 0, 0};
  return {Mismatch::kNone, 0, static_cast<std::uint16_t>(shape.map), *status};
}

std::optional<LogTime> MapSet::time(const FoundKeys& found) const {
  const Shape& shape = shapes_[shape_];
  const Map& map = maps_[shape.map];
  const Asked asked{shape.sources, found};
  std::optional<LogTime> time = asked.time();
  if (!time && map.synonyms) {
    if (const KeyValue* const date = found.find(date_)) time = asked.time_on(value_text(*date));
  }
  if (time && map.utc) time = with_offset(*time, TimeZone());
  return time;
}

LogLine MapSet::cut(FieldSet wanted, const FoundKeys& found) {
  const Asked asked{shapes_[shape_].sources, found};
  LogLine line;
  if (wanted.has(Field::kTime)) {
    line.time = time(found);
    line.refused.time = !line.time && asked.has_text(Field::kTime);
  }
  if (wanted.has(Field::kHost)) line.host = asked.text(Field::kHost, looks_like_host);
  if (wanted.has(Field::kClient)) line.client = asked.client();
  if (wanted.has(Field::kUser)) line.user = asked.text(Field::kUser);
  // A host that has no key of its own may be in the target.
  const bool searches_host = wanted.has(Field::kHost) && is_null(line.host);
  if (searches_host || wanted.has_any({Field::kRequest, Field::kMethod, Field::kTarget,
                                       Field::kPath, Field::kQuery, Field::kProtocol}))
    asked.cut_request_fields(line, target_);
  if (wanted.has(Field::kBytes)) {
    line.bytes = asked.first(Field::kBytes, [](const KeyValue& value, const Source&) {
      return parse_bytes(value_text(value));
    });
  }
  if (wanted.has(Field::kReferer)) line.referer = asked.header(Field::kReferer);
  if (wanted.has(Field::kAgent)) line.agent = asked.header(Field::kAgent);
  if (wanted.has(Field::kForwardedFor))
    line.forwarded_for = asked.text(Field::kForwardedFor, is_client_list);
  if (wanted.has(Field::kDuration)) {
    line.duration = asked.duration();
    line.refused.duration = !line.duration && asked.has_bare_duration();
  }
  if (wanted.has(Field::kUpstream)) line.upstream = asked.text(Field::kUpstream);
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
    if (!is_null(value.text) || there == nullptr) continue;
    const std::string_view text = value_text(*there);
    value = own_value(each.kind, text,
                      each.kind == OwnKind::kDuration ? parse_duration(text, each.unit)
                      : each.kind == OwnKind::kNumber ? parse_millionths(text)
                                                      : std::nullopt);
  }
}

}  // namespace logscan
