#include "format/layouts/line_template.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "format/layouts/values.h"
#include "format/tail.h"
#include "format/token.h"
#include "text/client_text.h"

namespace logscan {
namespace {

using View = std::string_view;

constexpr int kMaxSkippedWords = 12;  // that %w may skip
constexpr int kMaxEnds = 64;          // positions tried for %L and %A: a client may write thousands

// Returns the text of a template up to its next field.
View text_before_field(View form) {
  return form.substr(0, form.find('%'));
}

bool begins_target(View text) {
  return text.starts_with('/') || text.starts_with("http://") || text.starts_with("https://");
}

// Parses `1h2m3.5s`, `524.889912ms` and `21.2µs`, with either of Unicode's micro signs, `2.1min` of
// Next.js, and `1,234ms` of Koa.
std::optional<std::int64_t> read_go_duration(View text) {
  struct Unit {
    View name;
    std::int64_t nanoseconds;
  };
  constexpr Unit kUnits[] = {
      {"ns", kNanosecond},         {"us", kMicrosecond},  {"\xC2\xB5s", kMicrosecond},
      {"\xCE\xBCs", kMicrosecond}, {"ms", kMillisecond},  {"s", kSecond},
      {"m", 60 * kSecond},         {"h", 3600 * kSecond}, {"min", 60 * kSecond}};
  constexpr std::int64_t kMax = 1'000'000 * kSecond;  // for each number, so that no sum overflows
  if (text.empty() || text.size() > 40) return std::nullopt;
  if (text == "0") return 0;
  std::array<char, 40> joined;
  if (text.size() > 5 && text[1] == ',' && is_number(text.substr(2, 3)) && !is_digit(text[5])) {
    joined[0] = text[0];
    text.copy(joined.data() + 1, text.size() - 2, 2);
    text = {joined.data(), text.size() - 1};
  }
  std::int64_t sum = 0;
  while (!text.empty()) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
    const View number = text.substr(0, digits);
    text.remove_prefix(digits);
    const View name = text.substr(0, text.find_first_of("0123456789."));
    text.remove_prefix(name.size());
    const auto* const unit = std::find_if(std::begin(kUnits), std::end(kUnits),
                                          [&](const Unit& known) { return known.name == name; });
    if (unit == std::end(kUnits)) return std::nullopt;
    const std::optional<std::int64_t> value = parse_duration(number, unit->nanoseconds);
    if (!value || *value > kMax) return std::nullopt;
    sum += *value;
  }
  return sum;
}

// Parses a stamp as parse_stamp() does, or gin's, with a dash between date and time.
std::optional<LogTime> read_stamp(View text) {
  constexpr std::size_t kDate = 10;
  std::array<char, 40> plain;
  if (text.size() > kDate + 3 && text.size() < plain.size() && text.substr(kDate, 3) == " - ") {
    text.copy(plain.data(), kDate + 1);
    text.copy(plain.data() + kDate + 1, text.size() - kDate - 3, kDate + 3);
    text = {plain.data(), text.size() - 2};
  }
  return parse_stamp(text);
}

View null_if_empty_or_dash(View text) {
  return text.empty() ? View() : null_if_dash(text);
}

// Accepts a reason phrase, or none. A `-` is another format's.
bool is_phrase(View text) {
  return trim_spaces(text) != "-" && std::all_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>((c | 0x20) - 'a') < 26 || c == ' ' || c == '-' ||
                  c == '\'';
         });
}

class Matcher {
 public:
  Matcher(View form, LogLine& out) : out_(out), bars_(form.find('|') != View::npos) {}

  bool match(View form, View text) {
    while (!form.empty()) {
      if (form[0] == ' ') {
        if (!text.starts_with(' ')) return false;
        text = text.substr(std::min(text.find_first_not_of(' '), text.size()));
        form.remove_prefix(1);
      } else if (form[0] != '%') {
        if (text.empty() || text[0] != form[0]) return false;
        form.remove_prefix(1);
        text.remove_prefix(1);
      } else {
        const char field = form[1];
        form.remove_prefix(2);
        if (field == '~' && text.find('"') != View::npos) return false;
        if (field == '*' || field == '~') return text.empty() || text[0] == ' ';
        if (field == '!') return match_optional(form, text);
        if (field == 'L' || field == 'A') return match_to_last(field, form, text);
        if (field == 'w') return match_words(form, text);
        if (!consume(field, form, text)) return false;
      }
    }
    return text.find_first_not_of(' ') == View::npos;
  }

 private:
  bool match_optional(View form, View text) {
    const LogLine before = out_;
    if (!match(form, text)) out_ = before;
    return true;
  }

  // A text with spaces may end wherever the template's next text occurs. The last place is tried
  // first.
  bool match_to_last(char field, View form, View text) {
    const View after = text_before_field(form);
    std::size_t end = after.empty() ? text.size() : text.rfind(after);
    for (int ends = 0; ends < kMaxEnds && end != View::npos; ++ends) {
      const View value = text.substr(0, end);
      if (match(form, text.substr(end))) {
        if (field == 'A') {
          out_.agent = null_if_empty_or_dash(value);
          return true;
        }
        if (!begins_target(value)) return false;
        set_target(out_, value);
        return true;
      }
      if (after.empty() || end == 0) return false;
      end = text.rfind(after, end - 1);
    }
    return false;
  }

  bool match_words(View form, View text) {
    const View after = text_before_field(form);
    std::size_t end = 0;
    for (int words = 0; words < kMaxSkippedWords; ++words) {
      end = text.find(after, end + 1);
      if (end == View::npos) return false;
      const LogLine before = out_;
      if (match(form, text.substr(end))) return true;
      out_ = before;
    }
    return false;
  }

  // Consumes the field at the start of `text`. `form` is the rest of the template.
  bool consume(char field, View form, View& text) {
    const View after = text_before_field(form);
    View value;
    if (field == 'r') return consume_request(text);
    if (field == 'q' || (after.starts_with('"') && (field == 'f' || field == 'a'))) {
      if (!consume_quoted(text, value)) return false;
    } else if (field == 't' || field == 'p') {
      std::size_t end = after.empty() ? text.size() : text.find(after);
      if (end == View::npos) return false;
      value = text.substr(0, end);
      text.remove_prefix(end);
    } else {
      value = consume_value(field, after, text);
    }
    return set(field, value);
  }

  // Consumes one word or, if the field ends at another mark than a space, the text up to that mark.
  View consume_value(char field, View after, View& text) const {
    const bool spaces = field == 'a' || (field == 'f' && !after.starts_with(' '));
    const View mark = after.substr(0, after.starts_with(' ') ? 1 : after.find(' '));
    const View within = spaces ? text : text.substr(0, text.find(' '));
    std::size_t end = within.size();
    if (!mark.empty() && mark != " ") end = mark == "@" ? within.rfind(mark) : within.find(mark);
    const View value = within.substr(0, end);
    text.remove_prefix(value.size());
    return value;
  }

  // Consumes the text before the first unescaped quote that ends a word.
  static bool consume_quoted(View& text, View& value) {
    for (std::size_t at = text.find('"'); at != View::npos; at = text.find('"', at + 1)) {
      if (!is_real_quote(text, at) || (at + 1 < text.size() && text[at + 1] != ' ')) continue;
      value = text.substr(0, at);
      text.remove_prefix(at);
      return true;
    }
    return false;
  }

  // The target contains no space, so the quote after the protocol is the server's.
  bool consume_request(View& text) {
    const std::size_t method = text.find(' ');
    if (method == View::npos || !may_be_method(text.substr(0, method))) return false;
    const std::size_t target = text.find(' ', method + 1);
    if (target == View::npos) return false;
    const View protocol = text.substr(target + 1, text.find('"', target) - target - 1);
    if (!protocol.starts_with("HTTP/") || protocol.find(' ') != View::npos) return false;
    const std::size_t end = target + 1 + protocol.size();
    if (end >= text.size()) return false;
    set_request(out_, text.substr(0, end));
    text.remove_prefix(end);
    return true;
  }

  bool set(char field, View value) {
    if (bars_ && field != 't' && value.find('|') != View::npos) return false;
    switch (field) {
      case 'h':
      case 'n':
        if (value != "-" && plain_address(value).empty() && !is_client_list(value) &&
            (field == 'h' || plain_client(value).empty())) {
          return false;
        }
        out_.client = null_if_dash(value);
        return true;
      case 'u':
        if (value.empty()) return false;
        out_.user = value == "NULL-AUTH-USER" ? View() : null_if_dash(value);
        return true;
      case 'v':
        out_.host = null_if_dash(value);
        return !value.empty();
      case 't':
        out_.time = read_stamp(value);
        return out_.time.has_value();
      case 'm':
        out_.method = value;
        return is_http_method(value);
      case 'U':
      case 'q':
        if (!begins_target(value)) return false;
        set_target(out_, value);
        return true;
      case 'Q':
        out_.query = null_if_empty_or_dash(value);
        return true;
      case 'H':
        out_.protocol = value;
        return value.starts_with("HTTP/");
      case 's':
      case 'x': {
        const std::optional<StatusCode> status = parse_status(value);
        if (!status || (value.size() != 3 && (field == 's' || value != "-"))) return false;
        out_.status = *status;
        return true;
      }
      case 'b':
        out_.bytes = parse_bytes(value);
        return out_.bytes || value == "-" || value == "-1";
      case 'M':
        out_.duration = parse_duration(value, kMillisecond);
        return out_.duration || value == "-";
      case 'D':
        out_.duration = read_go_duration(value);
        return out_.duration.has_value();
      case 'f':
        out_.referer = null_if_empty_or_dash(value);
        return true;
      case 'a':
        out_.agent = null_if_empty_or_dash(value);
        return true;
      case 'B':
        out_.upstream = null_if_dash(value);
        return !value.empty();
      case 'p':
        return is_phrase(value);
      default:  // '^'
        return !value.empty();
    }
  }

  LogLine& out_;
  bool bars_;
};

}  // namespace

bool may_be_method(View word) {
  return !word.empty() && word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ-_") == View::npos;
}

bool is_http_method(View word) {
  constexpr View kMethods[] = {"GET",       "POST",   "HEAD",    "PUT",        "DELETE",
                               "OPTIONS",   "PATCH",  "CONNECT", "TRACE",      "PROPFIND",
                               "PROPPATCH", "MKCOL",  "COPY",    "MOVE",       "LOCK",
                               "UNLOCK",    "REPORT", "SEARCH",  "MKCALENDAR", "PURGE"};
  if (word.size() < 3 || word[0] < 'C' || word[0] > 'U') return false;
  return std::find(std::begin(kMethods), std::end(kMethods), word) != std::end(kMethods);
}

bool match_form(View form, View line, LogLine& out) {
  out = {};
  return Matcher(form, out).match(form, line);
}

}  // namespace logscan
