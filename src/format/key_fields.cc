#include "format/key_fields.h"

#include <algorithm>
#include <utility>

#include "format/line_time.h"
#include "format/request.h"
#include "format/tail.h"
#include "format/token.h"
#include "text/ascii.h"
#include "text/client_text.h"

namespace logscan {
namespace {

// Tells whether a value looks like the field that its key suggests. Many logs have a `target`, a
// `method` or a `version` that does not belong to a request.

// Accepts `/a?b`, `https://example.com/` and `*`.
bool looks_like_target(std::string_view text) {
  // JSON may escape slashes.
  return text.starts_with('/') || text.starts_with("\\/") || text == "*" ||
         text.find(":\\/\\/") != std::string_view::npos ||
         authority_begin(text) != std::string_view::npos;
}

// Accepts up to 24 letters, dashes and underscores.
bool looks_like_method(std::string_view text) {
  constexpr std::size_t kLongestMethod = 24;
  return text.size() <= kLongestMethod && std::all_of(text.begin(), text.end(), [](char c) {
           return is_letter(c) || c == '-' || c == '_';
         });
}

// Accepts `HTTP/1.1`, in any case. JSON may escape the slash.
bool looks_like_protocol(std::string_view text) {
  constexpr std::string_view kHttp = "http";
  if (text.size() < kHttp.size() || !equals_ignoring_case(text.substr(0, kHttp.size()), kHttp))
    return false;
  text.remove_prefix(kHttp.size());
  if (text.starts_with('\\')) text.remove_prefix(1);
  return text.size() > 1 && text[0] == '/';
}

// Accepts text without blanks, slashes and quotes.
bool looks_like_host(std::string_view text) {
  return text.find_first_of(" /\"\\") == std::string_view::npos;
}

// In seconds since 1970. An earlier time is not the time of a logged request, but some other
// number.
constexpr std::int64_t kEarliest = 100'000'000;

// In nanoseconds: three years. Anything longer is not the duration of a request but a time stamp,
// since some logs call one `time_ms`, too.
constexpr std::int64_t kLongestDuration = 100'000'000'000'000'000;

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

// Returns whether a request "line" is only its target: `/a?b=c`.
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

}  // namespace

// Returns the first text. A text from a synonym only counts if `is_usable` accepts it.
template <class IsUsable>
std::string_view KeyFields::first_text(Field field, IsUsable&& is_usable) const {
  const auto value = first(field, [&](const KeyValue& found_value, const KeySource& source) {
    const std::string_view bytes = value_text(found_value);
    const bool right = !is_null(bytes) && (!source.is_synonym || is_usable(bytes, source));
    return right ? std::optional(plain(bytes)) : std::nullopt;
  });
  return value.value_or(std::string_view());
}

std::string_view KeyFields::text(Field field) const {
  return first_text(field, [](std::string_view, const KeySource&) { return true; });
}

std::string_view KeyFields::text(Field field, Looks* looks) const {
  return first_text(field,
                    [looks](std::string_view bytes, const KeySource&) { return looks(bytes); });
}

std::string_view KeyFields::client() const {
  const auto client = first(Field::kClient, [this](const KeyValue& value, const KeySource& source) {
    std::string_view text = value_text(value);
    if (!is_null(text) && !source.is_synonym) return std::optional(text);
    std::string_view rest = value.kind == ValueKind::kNested ? list(value) : text;
    const bool is_array = is_null(text);
    const std::string_view entry = is_array ? pop_last_entry(rest) : pop_first_entry(rest);
    if (is_array) text = entry;
    const bool is_name = source.names_client && !plain_client(entry).empty();
    return is_name || !plain_address(entry).empty() ? std::optional(text) : std::nullopt;
  });
  if (client) return *client;
  return first_text(Field::kClient,
                    [](std::string_view, const KeySource& source) { return source.is_client; });
}

std::string_view KeyFields::header(Field field) const {
  const auto value = first(field, [this](const KeyValue& found_value, const KeySource& source) {
    std::string_view bytes = value_text(found_value);
    if (source.is_synonym) bytes = without_quotes(bytes);
    return is_null(bytes) ? std::nullopt : std::optional(plain(bytes));
  });
  return value.value_or(std::string_view());
}

// Returns the text of the request, which may be empty or `-`.
std::string_view KeyFields::request() const {
  const auto value = first(Field::kRequest, [](const KeyValue& found_value, const KeySource&) {
    return found_value.kind == ValueKind::kText ? std::optional(found_value.bytes()) : std::nullopt;
  });
  return plain(value.value_or(std::string_view()));
}

std::optional<LogTime> KeyFields::time() const {
  std::optional<LogTime> time;  // written where it stays
  first(Field::kTime, [&time](const KeyValue& value, const KeySource& source) {
    const std::string_view text = value_text(value);
    copy_time(parse_time(text, source.unit), time);
    if (!time && text.find("\\/") != std::string_view::npos) {
      TextMemory memory;
      time = parse_time(plain_slashes(text, memory), source.unit);
    }
    if (source.is_synonym && time && time->seconds < kEarliest) time.reset();
    return time ? std::optional(true) : std::nullopt;
  });
  return time;
}

std::optional<LogTime> KeyFields::time_on(std::string_view date) const {
  return first(Field::kTime, [date](const KeyValue& value, const KeySource&) {
    return parse_stamp(std::string(date).append(" ").append(value_text(value)));
  });
}

std::optional<std::int64_t> KeyFields::duration() const {
  return first(Field::kDuration, [](const KeyValue& value, const KeySource& source) {
    const std::optional<std::int64_t> taken = parse_duration(value_text(value), source.unit);
    return source.is_synonym && taken > kLongestDuration ? std::nullopt : taken;
  });
}

bool KeyFields::has_bare_duration() const {
  return first(Field::kDuration,
               [](const KeyValue& value, const KeySource& source) {
                 const bool bare = source.unit == Unit::kAuto &&
                                   parse_duration(value_text(value), Unit::kSeconds).has_value();
                 return bare ? std::optional(true) : std::nullopt;
               })
      .has_value();
}

bool KeyFields::is_request(KeyMap::Evidence evidence) const {
  if (evidence == KeyMap::Evidence::kNone) return true;
  const auto has_key = [&](Field field) {
    return first(field,
                 [](const KeyValue& value, const KeySource&) {
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

// The request line takes precedence over other keys: after a rewrite, nginx's $uri, for one, is
// not what the client asked for.
void KeyFields::cut_request_fields(LogLine& line, std::string& memory) const {
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
  std::string_view path = text(Field::kPath, looks_like_target);
  const std::string_view query = query_text(text(Field::kQuery));
  // A path that may hold its query is a target.
  if (is_null(target) && is_null(query)) target = std::exchange(path, std::string_view());
  const Target parts = is_null(target) ? Target() : cut_target(target);
  if (!is_null(target)) fill(path, parts.path);
  if (!is_null(path)) line.path = path;
  line.query = parts.query;
  fill(line.query, query);
  if (is_null(target)) target = path;
  if (is_null(target) || is_null(line.query) || target.find('?') != std::string_view::npos) {
    line.target = target;
    return;
  }
  line.target = join_target(target, line.query, memory);
}

std::string_view KeyFields::host() const {
  const std::string_view host = text(Field::kHost, looks_like_host);
  if (is_null(host) || plain_address(host).empty()) return host;
  const std::string_view requested =
      first_text(Field::kHost, [](std::string_view bytes, const KeySource& source) {
        return source.is_requested_host && looks_like_host(bytes);
      });
  return is_null(requested) ? host : requested;
}

std::string_view KeyFields::upstream() const {
  return null_if_dash(last_server(text(Field::kUpstream)));
}

std::string_view KeyFields::forwarded_for() const {
  const auto found =
      first(Field::kForwardedFor, [this](const KeyValue& value, const KeySource& source) {
        const std::string_view bytes =
            value.kind == ValueKind::kNested ? list(value) : plain(value_text(value));
        const bool right = !is_null(bytes) && (!source.is_synonym || is_client_list(bytes));
        return right ? std::optional(bytes) : std::nullopt;
      });
  return found.value_or(std::string_view());
}

std::optional<std::uint64_t> KeyFields::bytes() const {
  return first(Field::kBytes, [](const KeyValue& value, const KeySource&) {
    return parse_bytes(value_text(value));
  });
}

}  // namespace logscan
