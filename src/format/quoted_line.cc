// Parses a line from the positions of its quotes: where its request opens and closes, its status,
// its time, and the name of its format.
//
// Each of the four questions has a fast path for nearly every line of an ordinary log (a few loads
// and compares at known positions) and a fallback with the full rule, so a line pays for the full
// rule only where it is unusual. A fast path never gives a result that the full rule would not; the
// tests compare both with the reference parser.

#include <algorithm>
#include <cstring>
#include <optional>

#include "format/line_parser.h"
#include "format/line_time.h"
#include "format/prefix.h"
#include "format/tail.h"
#include "format/token.h"
#include "format/word.h"
#include "scan/line_index.h"
#include "text/client_text.h"

namespace logscan {
namespace {

// the distance from the bracket to the quote in `[10/Oct/2000:13:55:36 -0700] "`
constexpr std::uint32_t kStampLength = 29;
constexpr std::uint32_t kTimeLength = 26;
constexpr int kHourColon = 12 - static_cast<int>(kStampLength);  // from the quote
constexpr std::size_t kSecondsAt = MinuteText::kSecondsAt - 1;   // from the bracket
static_assert(kStampLength + 2 == MinuteText::kLength);
// Masks the digits of the seconds in the third of the four words that are compared.
constexpr std::uint64_t kNotSeconds = ~(std::uint64_t{0xffff} << (8 * (kSecondsAt - 16)));

// Finds the quote that opens the request: the first one that follows a time in brackets. Returns
// its index, or quote_count.
std::uint32_t find_open(const LineView& line) {
  if (std::memchr(line.data(), '[', line.size()) == nullptr) return line.quote_count;
  for (std::uint32_t i = 0; i < line.quote_count; ++i) {
    if (follows_time(line.data(), line.block + line.quotes[i])) return i;
  }
  return line.quote_count;
}

// Checks the usual place: the first quote of the line, with a bracket where a time of the usual
// length starts.
bool opens_as_usual(const LineView& line) {
  const std::uint32_t at = line.quotes[0];
  if (at - line.begin < kStampLength) return false;
  const char* const quote = line.block + at;
  return quote[-1] == ' ' && quote[-2] == ']' && quote[-static_cast<int>(kStampLength)] == '[' &&
         is_digit(quote[1 - static_cast<int>(kStampLength)]) && quote[kHourColon] == ':';
}

// Checks for `" `, three digits and a space, with a quote that is not escaped.
bool closes_as_usual(const char* quote, StatusCode& status) {
  const std::uint32_t digits = load32(quote + 1) ^ 0x30303020u;  // a space, then three digits
  if (((((digits + 0x76767600u) | digits) & 0x808080ffu) != 0) | (quote[5] != ' ') |
      (quote[-1] == '\\')) {
    return false;
  }
  status =
      static_cast<StatusCode>((digits >> 8 & 15) * 100 + (digits >> 16 & 15) * 10 + (digits >> 24));
  return true;
}

enum class AfterQuote : std::uint8_t { kStatus, kNextField, kOther };

// Classifies what follows an unescaped quote: the status, a later field, or more of the request.
AfterQuote after_quote(const char* at, const char* end, StatusCode& status) {
  if (end - at < 2 || at[0] != ' ') return AfterQuote::kOther;
  const auto ends_at = [&](std::ptrdiff_t length) {
    return at + length == end || at[length] == ' ';
  };
  const auto digit = [&](int i) { return static_cast<unsigned>(at[i] - '0'); };
  if (end - at >= 4 && digit(1) <= 9 && digit(2) <= 9 && digit(3) <= 9 && ends_at(4)) {
    status = static_cast<StatusCode>(digit(1) * 100 + digit(2) * 10 + digit(3));
    return AfterQuote::kStatus;
  }
  if (end - at >= 3 && at[1] == '-' && at[2] == '1' && ends_at(3)) {
    status = kStatusMinusOne;
    return AfterQuote::kStatus;
  }
  if ((at[1] == '-' || at[1] == '0') && ends_at(2)) {
    status = at[1] == '-' ? kStatusDash : StatusCode{0};
    return AfterQuote::kStatus;
  }
  return at[1] == '"' ? AfterQuote::kNextField : AfterQuote::kOther;
}

// Finds the quote that closes the request by the full rule.
bool find_close(const LineView& line, ParsedLine& parsed) {
  const std::string_view text(line.data(), line.size());
  for (std::uint32_t i = parsed.open + 1; i < line.quote_count; ++i) {
    const std::uint32_t at = line.quotes[i];
    if (!is_real_quote(text, at - line.begin)) continue;
    switch (after_quote(line.block + at + 1, line.block + line.end, parsed.status)) {
      case AfterQuote::kStatus:
        parsed.close = i;
        return true;
      case AfterQuote::kNextField:
        return false;
      case AfterQuote::kOther:
        break;
    }
  }
  return false;
}

// Returns whether none of the first `size` bytes is below '-': no space, comma, quote or control
// byte.
bool is_one_word(const char* begin, std::uint32_t size) {
  const auto low = [](std::uint64_t bytes) { return (bytes - kEvery * '-') & ~bytes & kHighBits; };
  std::uint32_t at = 0;
  for (; at + 8 <= size; at += 8) {
    if (low(load64(begin + at)) != 0) return false;
  }
  return at == size || low(first_bytes(load64(begin + at), size - at, '-')) == 0;
}

// Recognises `10.0.0.1 - - ` before the bracket. One word is one client unless it is a host, and it
// is not a host without a port, since the `-` after it is not an address.
bool is_plain_prefix(const char* begin, const char* bracket) {
  constexpr std::size_t kAfterClient = 5;  // " - - " ends at the bracket
  const std::size_t size = static_cast<std::size_t>(bracket - begin);
  if (size <= kAfterClient || size > kAfterClient + 64) return false;
  if (load32(bracket - 4) != 0x202d202d || bracket[-5] != ' ') return false;
  const std::uint32_t client = static_cast<std::uint32_t>(size - kAfterClient);
  if (client >= 8 && client <= 16 && all_dotted_digits(load64(begin)) &&
      all_dotted_digits(load64(begin + client - 8))) {
    return true;
  }
  if (!is_one_word(begin, client)) return false;
  const std::string_view word(begin, client);
  return !ends_in_port(word) || is_ip_address(word);
}

// Accepts up to eight digits, or `-`.
bool is_plain_bytes(const char* begin, std::uint32_t size) {
  if (size - 1 >= 8) return false;
  return all_digits(first_bytes(load64(begin), size, '0')) || (size == 1 && *begin == '-');
}

// Recognises `200 1234 "referer" "agent"` and what follows by the positions of the quotes, when
// neither field contains one. Returns nullopt for any other line.
std::optional<TailShape> quick_tail(const LineView& line, std::uint32_t close) {
  const char* const block = line.block;
  const std::uint32_t* const quote = line.quotes + close;
  const std::uint32_t after = line.quote_count - close;  // the closing quote and those after it
  const std::uint32_t bytes = quote[0] + 6;
  if (after == 1 && line.end > bytes && is_plain_bytes(block + bytes, line.end - bytes))
    return TailShape::kBytes;
  if (after < 5) return std::nullopt;
  bool fits = (quote[1] > bytes + 1) & (block[quote[1] - 1] == ' ') & (quote[3] == quote[2] + 2) &
              (block[quote[2] + 1] == ' ') & (block[quote[2] - 1] != '\\') &
              (block[quote[4] - 1] != '\\');
  if (!fits || !is_plain_bytes(block + bytes, quote[1] - 1 - bytes)) return std::nullopt;
  const std::uint32_t end = quote[4] + 1;
  if (end == line.end) return TailShape::kCombined;
  if (block[end] != ' ') return std::nullopt;
  if (block[end + 1] != '"') return further_columns({block + end, line.end - end});
  fits = (after == 7) && (quote[6] + 1 == line.end) & (block[quote[6] - 1] != '\\');
  return fits ? std::optional(TailShape::kForwarded) : std::nullopt;
}

TailShape tail_shape(const LineView& line, std::uint32_t close) {
  const char* const status = line.block + line.quotes[close] + 2;
  const std::size_t length = status_length(status);
  const std::optional<TailShape> quick = length == 3 ? quick_tail(line, close) : std::nullopt;
  if (quick) [[likely]]
    return *quick;
  const char* const after = status + length;
  return logscan::tail_shape({after, static_cast<std::size_t>(line.block + line.end - after)});
}

LogFormat format_of(PrefixShape prefix, TailShape tail) {
  constexpr LogFormat kNone = LogFormat::kClf;
  // in the order of both enumerations
  constexpr LogFormat kNames[3][7] = {
      {LogFormat::kCommon, LogFormat::kCombined, LogFormat::kNginxMain, LogFormat::kCommonNumbers,
       LogFormat::kCombinedNumbers, LogFormat::kIngressNginx, LogFormat::kTraefik},
      {LogFormat::kVhostCommon, LogFormat::kVhostCombined, kNone, kNone, kNone, kNone, kNone},
      {kNone, LogFormat::kLighttpd, kNone, kNone, kNone, kNone, kNone}};
  if (prefix == PrefixShape::kOther || tail == TailShape::kOther) return kNone;
  return kNames[static_cast<std::size_t>(prefix)][static_cast<std::size_t>(tail)];
}

}  // namespace

// Compares a stamp with the last one, except for the digits of the seconds: lines of one minute
// differ in nothing else.
inline bool LineParser::read_known_minute(const char* stamp, ParsedLine& parsed) const {
  const char* const known = plain_.minute.lowest.data() + 1;
  const auto differs_at = [&](std::size_t i) { return load64(stamp + i) ^ load64(known + i); };
  const std::uint64_t differs =
      differs_at(0) | differs_at(8) | (differs_at(16) & kNotSeconds) | differs_at(kStampLength - 7);
  const unsigned tens = static_cast<unsigned char>(stamp[kSecondsAt] - '0');
  const unsigned ones = static_cast<unsigned char>(stamp[kSecondsAt + 1] - '0');
  if ((differs != 0) | (tens > 5) | (ones > 9)) return false;
  parsed.time = minute_.plus(tens * 10 + ones);
  parsed.dated = true;
  return true;
}

void LineParser::remember_minute(const char* stamp, const LogTime& time) {
  plain_.minute.lowest[0] = ' ';
  std::memcpy(plain_.minute.lowest.data() + 1, stamp, kStampLength + 1);
  plain_.minute.lowest[MinuteText::kSecondsAt] = '0';
  plain_.minute.lowest[MinuteText::kSecondsAt + 1] = '0';
  const int second = (stamp[kSecondsAt] - '0') * 10 + (stamp[kSecondsAt + 1] - '0');
  minute_ = PackedTime({time.seconds - second, time.offset_minutes});
}

// Lets plain lines of a given pattern be found, whose parser reads the same text as a time.
void LineParser::remember_usual_minute(const LineView& line) {
  ParsedLine usual;
  if (line.quote_count == 0 || !opens_as_usual(line)) return;
  const char* const open = line.block + line.quotes[0];
  const char* const bracket = open - kStampLength;
  if (!read_known_minute(bracket, usual)) parse_time(bracket, open, usual);
}

// Recognises `www.example.com:443 10.0.0.1 - frank ` before the bracket, with the host of an
// earlier line.
inline bool LineParser::has_known_host(const char* begin, const char* bracket) const {
  constexpr std::size_t kShortest = 8;  // of the client
  constexpr std::string_view kNoIdent = " - ";
  std::string_view rest(begin, static_cast<std::size_t>(bracket - begin));
  const std::string_view host = rest.substr(0, find_near(rest, ' '));
  if (host.size() == rest.size() || !plain_.hosts.has(host)) return false;
  rest.remove_prefix(host.size() + 1);
  const std::string_view client = rest.substr(0, find_near(rest, ' '));
  rest.remove_prefix(client.size());
  if (client.size() < kShortest || !rest.starts_with(kNoIdent)) return false;
  return is_one_user(rest.substr(kNoIdent.size())) && all_dotted_digits(load64(client.data())) &&
         is_plain_address(client);
}

void LineParser::parse_time(const char* bracket, const char* open, ParsedLine& parsed) {
  const char* const end = stamp_end(bracket, open);
  const std::string_view text(bracket + 1, static_cast<std::size_t>(end - bracket - 1));
  const std::optional<LogTime> time = parse_stamp(text);
  parsed.dated = time.has_value();
  if (!parsed.dated) return;
  parsed.time = with_log_zone(*time);
  if (text.size() == kTimeLength && text[2] == '/' && text[20] == ' ' && end + 2 == open)
    remember_minute(bracket, *time);
}

// Applies the quote-delimited rule. Returns kNone when the line is parsed.
Reason LineParser::parse_quoted(const LineView& line, ParsedLine& parsed) {
  const char* begin = line.data();
  const char* bracket = nullptr;
  for (bool usual = line.quote_count >= 2 && opens_as_usual(line);; usual = false) {
    parsed.open = usual ? 0 : find_open(line);
    if (parsed.open == line.quote_count) return Reason::kNoRequest;
    const char* const open = line.block + line.quotes[parsed.open];
    bracket = open - kStampLength;
    // If the stamp contains another bracket, the time starts there.
    const auto is_unusual = [&] { return usual && time_bracket(begin, open) != bracket; };
    const bool has_next = parsed.open + 1 < line.quote_count;
    if (has_next && closes_as_usual(line.block + line.quotes[parsed.open + 1], parsed.status))
        [[likely]] {
      parsed.close = parsed.open + 1;
    } else if (!find_close(line, parsed)) {
      if (is_unusual()) continue;
      return Reason::kNoStatus;
    }
    if (bracket >= begin && read_known_minute(bracket, parsed)) [[likely]]
      break;
    if (is_unusual()) continue;
    bracket = time_bracket(begin, open);
    parse_time(bracket, open, parsed);
    break;
  }
  parsed.kind = LineKind::kParsed;
  if (!parsed.dated) return Reason::kNone;

  PrefixShape prefix = PrefixShape::kPlain;
  if (is_plain_prefix(begin, bracket)) {
    // the shape is right
  } else if (has_known_host(begin, bracket)) {
    prefix = PrefixShape::kWithHost;
  } else {
    while (begin < bracket && *begin == '\0')
      ++begin;
    const std::string_view front(begin, static_cast<std::size_t>(bracket - begin));
    const Prefix cut = cut_prefix(front);
    prefix = cut.shape;
    const bool is_first = prefix == PrefixShape::kWithHost && cut.host.data() == begin;
    if (is_first && is_virtual_host(cut.host) && !is_plain_address(cut.host))
      plain_.hosts.add(cut.host);
  }
  parsed.format = format_of(prefix, tail_shape(line, parsed.close));
  return Reason::kNone;
}

}  // namespace logscan
