#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/field.h"

namespace logscan {

/// The syntax of the keys and values of a line.
enum class KeySyntax : std::uint8_t {
  kJson,    ///< one JSON object (RFC 8259) per line
  kLtsv,    ///< `label:value`, separated by tabs (ltsv.org)
  kLogfmt,  ///< `key=value` or `key="va\"lue"`, separated by spaces
};

/// The unit of a number in a time or a duration.
enum class Unit : std::uint8_t {
  kAuto,  ///< for a time: by its size, seconds below 1e11, ms below 1e14, us below 1e17, ns above;
          ///< for a duration: none, so only text that names its units counts
  kSeconds,
  kMilliseconds,
  kMicroseconds,
  kNanoseconds,
};

/// The source of a field.
struct KeyEntry {
  Field field = Field::kStatus;
  std::string key;  ///< JSON: a path such as `request.headers.User-Agent[0]`; otherwise a label
  Unit unit = Unit::kAuto;

  friend bool operator==(const KeyEntry&, const KeyEntry&) = default;
};

/// A log format of keys and values, as data.
///
/// Its text is a syntax (`json:`, `ltsv:` or `logfmt:`), then fields with their keys:
///
///     json:time=ts@s,status=status,client=request.client_ip|request.remote_ip,duration=took@ms
///
/// If a field has several keys (`|`), the first one with a value counts. The key of a time or
/// duration may have a unit after an `@`: s, ms, us or ns, for a time also auto, or text, which
/// means the same. By default, a time is auto and a duration is in seconds. Text that is a time
/// (RFC 3339, Apache's) or names its units (`1.5s`, `12 ms`) speaks for itself; a duration with
/// `@text` must be such text. In a JSON path, a dot leads into an object and `[n]` into an array. A
/// backslash escapes a special character (`.`, `[`, `,`, `|`, `@`, `\`); an `@` at the start of a
/// key is not special.
///
/// `x.NAME=key` adds an own field. It is text; a unit makes it a duration, and `@n` a number. A
/// unit after the name applies to all keys, a unit after a key to that key.
struct KeyMap {
  static constexpr std::size_t kMaxKeys = 512;  ///< counting all steps of all paths

  std::string name;
  KeySyntax syntax = KeySyntax::kJson;
  OwnFields own;                  ///< fields that only this format has
  std::vector<KeyEntry> entries;  ///< those of one field in the order in which they are tried

  /// The keys that distinguish lines of this format, written as in the entries. A line must contain
  /// one of the alternatives (separated by `|`) of each entry in `present`, and nothing in
  /// `absent`. The first map of a list that matches determines the format of a line. Both lists are
  /// empty in a user's map.
  std::vector<std::string> present;
  std::vector<std::string> absent;

  /// What makes a line a request, besides its status.
  enum class Evidence : std::uint8_t {
    kNone,   ///< Nothing: the keys in `present` are those of an access log.
    kKey,    ///< A key of the method, target, path or request, even with an empty value.
    kValue,  ///< A value under such a key; for the request line, the key is enough.
  };
  Evidence evidence = Evidence::kNone;

  /// Fields without an entry come from the keys that logs commonly use, and so does a duration
  /// without a value.
  bool synonyms = false;

  /// Times without an offset are UTC.
  bool utc = false;

  /// A line in which this key has this value is no request: another line describes the same
  /// request.
  std::string unless_key;
  std::string unless_value;
};

/// The result of parsing a map's text.
struct KeyMapResult {
  std::optional<KeyMap> map;  ///< null if the text is invalid
  std::size_t column = 0;     ///< position of the error, from 1
  std::string message;        ///< what is wrong, and what to try
};

/// Parses the text form. The name of the map is its syntax.
KeyMapResult parse_key_map(std::string_view text);

/// Parses the text of a key map like parse_key_map(), but does not require a status, or any field
/// at all (`json:`).
KeyMapResult parse_key_entries(std::string_view text);

/// A built-in map, with a line as such a server writes it.
struct KnownMap {
  KeyMap map;
  std::string sample;
};

/// Returns the known maps in the order in which they are tried: caddy, traefik_json, envoy_json,
/// cloudflare, nginx_json, json; ltsv; logfmt. Several maps may have the same name, since the
/// meaning and unit of a key may depend on other keys. Built once.
const std::vector<KnownMap>& known_key_maps();

/// Returns the maps of one syntax, in the same order.
std::vector<KeyMap> known_key_maps(KeySyntax syntax);

/// Returns the keys that JSON and logfmt logs use for each field, with the unit that a name
/// implies: `latency_s` is in seconds, a bare `latency` has no unit. The keys of one field are in
/// the order in which they are tried. A key with dots names a member of nested objects as well as a
/// flat key of that spelling; in logfmt, all keys are flat.
const std::vector<KeyEntry>& key_synonyms(KeySyntax syntax);

/// Returns whether the value of such a key may be a client's host name. For other keys, only
/// addresses count.
bool may_name_client(const KeyEntry& entry);

/// Returns whether the value of such a key is the host that the client named. A `host` may be the
/// server's own, and a server name comes from the configuration.
bool names_requested_host(const KeyEntry& entry);

/// Returns whether such a key can only hold a client: `remote_addr` does, but `client` may be an
/// application.
bool is_client_key(const KeyEntry& entry);

}  // namespace logscan
