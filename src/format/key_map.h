#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/field.h"

namespace logscan {

/// How the keys and values of a line are written.
enum class KeySyntax : std::uint8_t {
  kJson,    ///< one JSON object (RFC 8259) a line
  kLtsv,    ///< `label:value`, tabs between (ltsv.org)
  kLogfmt,  ///< `key=value` or `key="va\"lue"`, spaces between
};

/// What a number in a time or a duration counts.
enum class Unit : std::uint8_t {
  kAuto,  ///< of a time: by its size, seconds below 1e11, ms below 1e14, us below 1e17, ns above;
          ///< of a duration: none, so that only a text that names its units is one
  kSeconds,
  kMilliseconds,
  kMicroseconds,
  kNanoseconds,
};

/// Where a field comes from.
struct KeyEntry {
  Field field = Field::kStatus;
  std::string key;  ///< JSON: a path such as `request.headers.User-Agent[0]`; else a label
  Unit unit = Unit::kAuto;

  friend bool operator==(const KeyEntry&, const KeyEntry&) = default;
};

/// A log format of keys and values, as data.
///
/// As text: a syntax, then fields with their keys,
///
///     json:time=ts@s,status=status,client=request.client_ip|request.remote_ip,duration=took@ms
///
/// with `ltsv:` and `logfmt:` alike. Of several keys (`|`) the first in this order that holds a
/// value is taken. `@` and a unit (s, ms, us, ns; for a time also auto, or text, which says the
/// same) stand behind the key of a time or duration; without one a time is auto, a duration in
/// seconds. A text that is a time (RFC 3339, Apache's) or that names its units (`1.5s`, `12 ms`) is
/// read as what it says; a duration `@text` must be such a text. In a JSON path a dot goes into an
/// object and `[n]` into an array. A backslash takes the special meaning from what follows it (`.`,
/// `[`, `,`, `|`, `@`, `\`); an `@` that begins a key has none.
///
/// `x.NAME=key` adds a field of the user's own. It is text; a unit makes it a duration, and `@n` a
/// number. Written after the name, a unit holds for all keys, and after a key for that one.
struct KeyMap {
  static constexpr std::size_t kMaxKeys = 512;  ///< the steps of all paths

  std::string name;
  KeySyntax syntax = KeySyntax::kJson;
  OwnFields own;                  ///< that entries may have beside those of every format
  std::vector<KeyEntry> entries;  ///< those of one field in the order in which they are tried

  /// What tells a line of this format from others, keys as in the entries. Of each of `present`,
  /// where `|` stands between alternatives, one must be in the line, and none of `absent`. The
  /// format of a line is the first in a list of maps that holds; both are empty in a user's map.
  std::vector<std::string> present;
  std::vector<std::string> absent;

  /// What a line must have beside its status to be a request.
  enum class Evidence : std::uint8_t {
    kNone,   ///< Nothing: the keys in `present` are those of an access log.
    kKey,    ///< A key of the method, target, path or request, even with an empty value.
    kValue,  ///< A value under such a key; of the request line the key is enough.
  };
  Evidence evidence = Evidence::kNone;

  /// Fields without an entry come from the keys that logs in general have, and so does a duration
  /// that the entries do not give.
  bool synonyms = false;

  /// Times without an offset are UTC.
  bool utc = false;

  /// A line in which this key has this value is no request: another line of the same request is.
  std::string unless_key;
  std::string unless_value;
};

/// What reading a map's text gives.
struct KeyMapResult {
  std::optional<KeyMap> map;  ///< null when the text is wrong
  std::size_t column = 0;     ///< of what is wrong, from 1
  std::string message;        ///< what is wrong, and what to try
};

/// Reads the text form. The map's name is its syntax.
KeyMapResult parse_key_map(std::string_view text);

/// Parses the text of a key map like parse_key_map(), but does not require a status, or any field
/// at all (`json:`).
KeyMapResult parse_key_entries(std::string_view text);

/// A map that comes with the program, with a line as such a server writes it.
struct KnownMap {
  KeyMap map;
  std::string sample;
};

/// The known maps in the order in which a line is tried against them: caddy, traefik_json,
/// envoy_json, cloudflare, nginx_json, json; ltsv; logfmt. Several maps may have the same name:
/// what a key means, and its unit, may depend on the keys beside it. Made once.
const std::vector<KnownMap>& known_key_maps();

/// Those of one syntax, in the same order.
std::vector<KeyMap> known_key_maps(KeySyntax syntax);

/// Returns the keys that JSON and logfmt logs use for each field, with the unit that a name
/// implies: `latency_s` is in seconds, a bare `latency` has no unit. The keys of one field are in
/// the order in which they are tried. A key with dots names a member of nested objects as well as a
/// flat key of that spelling; in logfmt, all keys are flat.
const std::vector<KeyEntry>& key_synonyms(KeySyntax syntax);

/// Returns whether the value of such a key may be a client's host name. For other keys, only
/// addresses count.
bool may_name_client(const KeyEntry& entry);

/// Returns whether such a key can only hold a client: `remote_addr` does, but `client` may be an
/// application.
bool is_client_key(const KeyEntry& entry);

}  // namespace logscan
