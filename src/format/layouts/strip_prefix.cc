#include <algorithm>
#include <array>
#include <cstring>

#include "format/layouts/cursor.h"
#include "format/layouts/layouts.h"
#include "format/line_time.h"
#include "format/word.h"
#include "text/client_text.h"

namespace logscan {
namespace {

constexpr std::array<bool, 256> kTagBytes = [] {
  std::array<bool, 256> are{};
  for (std::size_t i = 0; i < are.size(); ++i) {
    const char c = static_cast<char>(i);
    are[i] = is_digit(c) || is_letter(c) || std::string_view("-_./@").find(c) < 5;
  }
  return are;
}();

bool is_tag_byte(char c) {
  return kTagBytes[static_cast<unsigned char>(c)];
}

std::string_view consume_tag_bytes(Cursor& at) {
  const std::string_view rest = at.rest();
  const auto end = std::find_if_not(rest.begin(), rest.end(), is_tag_byte);
  const std::string_view word = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  at.skip(word.size());
  return word;
}

// Consumes `<165>`, up to 191.
bool consume_priority(Cursor& at) {
  if (!at.consume("<")) return false;
  unsigned value = 0;
  std::size_t digits = 0;
  while (digits < 3 && is_digit(at.peek())) {
    value = value * 10 + static_cast<unsigned>(at.peek() - '0');
    at.skip(1);
    ++digits;
  }
  return digits > 0 && value <= 191 && at.consume(">");
}

// Consumes `2026-01-12T10:00:00.5Z` and a space.
bool consume_iso_time(Cursor& at) {
  const std::string_view rest = at.rest();
  if (rest.size() < 20 || rest[4] != '-' || rest[10] != 'T') return false;
  const std::string_view stamp = rest.substr(0, rest.find(' '));
  if (stamp.size() == rest.size() || !parse_log_time(stamp)) return false;
  at.skip(stamp.size() + 1);
  return true;
}

// Consumes `Oct 11 22:14:15 `. A day below ten follows two spaces.
bool consume_syslog_time(Cursor& at) {
  constexpr std::size_t kLength = 16;
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const std::string_view rest = at.rest();
  if (rest.size() < kLength || rest[3] != ' ' || rest[6] != ' ' || rest[9] != ':' ||
      rest[12] != ':' || rest[15] != ' ') {
    return false;
  }
  const std::size_t month = kMonths.find(rest.substr(0, 3));
  if (month == std::string_view::npos || month % 3 != 0) return false;
  for (const std::size_t digit : {5u, 7u, 8u, 10u, 11u, 13u, 14u}) {
    if (!is_digit(rest[digit])) return false;
  }
  if (rest[4] != ' ' && !is_digit(rest[4])) return false;
  at.skip(kLength);
  return true;
}

// Consumes a priority that does not start a syslog header.
bool consume_lone_priority(Cursor& at) {
  if (!consume_priority(at)) return false;
  Cursor next = at;
  const bool has_version = is_digit(at.peek()) && at.rest().substr(1).starts_with(' ');
  return !has_version && !consume_syslog_time(next) && !consume_iso_time(next);
}

// Consumes `tag: ` or `tag[pid]: `. The space may be missing at the end of the line.
bool consume_tag(Cursor& at) {
  if (consume_tag_bytes(at).empty()) return false;
  if (at.consume("[")) {
    if (consume_tag_bytes(at).empty() || !at.consume("]")) return false;
  }
  return at.consume(":") && (at.consume(" ") || at.rest().empty());
}

bool consume_syslog_3164(Cursor& at) {
  if (at.peek() == '<' && !consume_priority(at)) return false;
  if (consume_syslog_time(at)) {
    const Cursor after_time = at;
    if (consume_tag(at)) return true;
    at = after_time;
  } else if (!consume_iso_time(at)) {
    return false;
  }
  // A host is never `-`, so a word before ` - ` is a client, whatever it looks like.
  const std::string_view host = at.word();
  return host != "-" && at.consume(" ") && consume_tag(at);
}

// Consumes `-`, or `[id name="value" ..]` one or more times, with `\"`, `\\` and `\]` inside
// values.
bool consume_structured_data(Cursor& at) {
  if (at.consume("-")) return true;
  bool any = false;
  while (at.consume("[")) {
    bool quoted = false;
    for (;; at.skip(1)) {
      if (at.rest().empty()) return false;
      const char c = at.peek();
      if (quoted && c == '\\' && at.rest().size() > 1) {
        at.skip(1);
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ']' && !quoted) {
        break;
      }
    }
    at.skip(1);
    any = true;
  }
  return any;
}

bool consume_syslog_5424(Cursor& at) {
  if (!consume_priority(at) || !at.consume("1 ")) return false;
  if (!at.consume("- ") && !consume_iso_time(at)) return false;
  for (int i = 0; i < 4; ++i) {  // host, application, process, message id
    if (at.peek() == ' ' || at.until(" ").data() == nullptr) return false;
  }
  if (!consume_structured_data(at)) return false;
  if (!at.consume(" ")) return at.rest().empty();
  at.consume("\xEF\xBB\xBF");  // marks the message as UTF-8
  return true;
}

bool consume_cri(Cursor& at) {
  return consume_iso_time(at) && (at.consume("stdout ") || at.consume("stderr ")) &&
         (at.consume("F ") || at.consume("P "));
}

// Skips any number of `ESC [ .. letter`.
void skip_escapes(Cursor& at) {
  while (at.rest().starts_with("\x1b[")) {
    std::size_t end = 2;
    while (end < at.rest().size() && (is_digit(at.rest()[end]) || at.rest()[end] == ';'))
      ++end;
    if (end == at.rest().size() || at.rest()[end] < 'A') return;
    at.skip(end + 1);
  }
}

bool consume_docker_compose(Cursor& at) {
  skip_escapes(at);
  // An address is the client of a log with bars between its columns.
  const std::string_view name = consume_tag_bytes(at);
  if (name.empty() || at.peek() != ' ') return false;
  at.skip_spaces();
  if (!at.consume("|") || is_ip_address(name)) return false;
  skip_escapes(at);
  if (at.rest().empty()) return true;
  if (!at.consume(" ")) return false;
  skip_escapes(at);
  // Docker's own stamps have nine decimals. Any other time belongs to the message.
  constexpr std::size_t kStamp = 30;
  if (at.rest().find(' ') == kStamp) consume_iso_time(at);
  return true;
}

// Returns whether a line may start with one of the prefixes. Nearly all lines start with none, and
// a few bytes show it: `<`, the fixed places of a time, and a bar after the first word.
bool may_have_prefix(std::string_view line) {
  constexpr std::size_t kTime = 16;  // bytes of the shortest time and more
  if (line.empty()) return false;
  if (line[0] == '<' || line[0] == '\x1b') return true;
  if (line.size() >= kTime &&
      ((line[4] == '-' && line[10] == 'T') || (line[3] == ' ' && line[6] == ' ' && line[9] == ':')))
    return true;
  if (!is_tag_byte(line[0])) return false;
  std::size_t at = find_near(line, ' ');
  while (at < line.size() && line[at] == ' ')
    ++at;
  return at < line.size() && line[at] == '|';
}

}  // namespace

std::string_view strip_prefix(std::string_view line, PrefixKind& kind) {
  struct Prefix {
    PrefixKind kind;
    bool (*consume)(Cursor& at);
  };
  constexpr Prefix kPrefixes[] = {
      {PrefixKind::kSyslog5424, consume_syslog_5424},
      {PrefixKind::kCri, consume_cri},
      {PrefixKind::kSyslog3164, consume_syslog_3164},
      {PrefixKind::kDockerCompose, consume_docker_compose},
      {PrefixKind::kPriority, consume_lone_priority},
  };
  kind = PrefixKind::kNone;
  if (!may_have_prefix(line)) return line;
  for (const Prefix& prefix : kPrefixes) {
    Cursor at(line);
    if (!prefix.consume(at)) continue;
    kind = prefix.kind;
    return at.rest();
  }
  return line;
}

// A prefix without a space at its end was one only because the line ended there.
void PrefixStripper::remember(std::string_view prefix) {
  if (!is_letter(prefix[0]) || !prefix.ends_with(' ') || prefix.size() > before_.size()) return;
  prefix.copy(before_.data(), prefix.size());
  size_ = prefix.size();
}

// Compares the prefix, except for the digits of its time, `Oct 11 22:14:15 `. The day's first digit
// may be a space, so it must be the same as before.
bool PrefixStripper::begins_as_before(std::string_view line) const {
  constexpr std::size_t kTime = 16;
  constexpr std::string_view kForm = "    =0 00:00:00 ";
  if (line.size() < size_) return false;
  const SixteenBytes found = load_sixteen(line.data());
  const SixteenBytes form = load_sixteen(kForm.data());
  const auto digit = (form == '0') & (found - '0' < 10);
  const auto same = (form != '0') & (found == load_sixteen(before_.data()));
  return first_match(~(digit | same)) == kTime &&
         std::memcmp(line.data() + kTime, before_.data() + kTime, size_ - kTime) == 0;
}

std::string_view after_file_tag(std::string_view line) {
  constexpr std::string_view kEnds = ": \t\"=|[{";
  const auto end = std::find_if(line.begin(), line.end(), [kEnds](char c) {
    return !is_tag_byte(c) && kEnds.find(c) != std::string_view::npos;
  });
  const std::size_t colon = static_cast<std::size_t>(end - line.begin());
  if (colon == line.size() || colon == 0 || line[colon] != ':') return {};
  if (colon == 13 && line[10] == 'T')
    return {};  // `2026-01-12T10:`, as most lines of loggers start
  return line.substr(colon + 1);
}

std::optional<LogTime> time_before(std::string_view front) {
  std::optional<LogTime> time;
  for (; !time && !front.empty(); front = after_file_tag(front))
    time = leading_time(front);
  return time;
}

std::string_view inner_line(std::string_view line) {
  constexpr int kMaxWords = 8;
  // Most lines that get here are not access-log lines at all.
  const auto holds = [](std::string_view text, char c) {
    return text.find(c) != std::string_view::npos;
  };
  const bool has_brace = holds(line, '{');
  const bool has_equals = holds(line, '=');
  if (!has_brace && !has_equals && !holds(line, '[')) return {};
  std::string_view rest = line;
  for (int words = 0; words <= kMaxWords; ++words) {
    const char* const end = rest.data() + rest.size();
    const char* const begin = std::find_if_not(rest.data(), end, is_blank);
    if (begin == end) return {};
    rest = {begin, static_cast<std::size_t>(end - begin)};
    const std::string_view word(
        begin, static_cast<std::size_t>(std::find_if(begin, end, is_blank) - begin));
    const bool moved = rest.size() < line.size();
    if (moved && word.front() == '{') return rest;
    // `access.log:{"status":..` from grep -H, and `[info]{"status":..`.
    for (const std::string_view mark : {":{", "]{"}) {
      if (!has_brace) break;
      if (const std::size_t tag = word.find(mark); tag != std::string_view::npos)
        return rest.substr(tag + 1);
    }
    if ((holds(word, '"') || (has_brace && holds(word, '{'))) && !holds(word, '=')) return {};
    if (rest.substr(word.size()).starts_with(" [") && ends_in_port(word)) {
      const std::string_view client = after_file_name(word);
      if (moved || client.size() < word.size()) return rest.substr(word.size() - client.size());
    }
    const std::size_t equals = has_equals ? word.find('=') : std::string_view::npos;
    if (equals != std::string_view::npos) return moved && equals > 0 ? rest : std::string_view();
    rest.remove_prefix(word.size());
  }
  return {};
}

}  // namespace logscan
