#include "text/client_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "text/ascii.h"
#include "text/ip_address.h"

namespace logscan {
namespace {

unsigned digit(char c) {
  return static_cast<unsigned char>(c - '0');
}

// A number from 0 to 255 without leading zeros. Unrolled, since it is read for each error line.
bool is_decimal_byte(const char* at, std::size_t size) {
  const unsigned first = digit(at[0]);
  if (size == 1) return first <= 9;
  const unsigned second = digit(at[1]);
  if (first - 1 > 8 || second > 9) return false;
  if (size == 2) return true;
  const unsigned third = digit(at[2]);
  return size == 3 && third <= 9 && first * 100 + second * 10 + third <= 255;
}

// Recognises four such numbers: canonical already, as most clients are.
bool is_plain_v4(std::string_view text) {
  constexpr std::size_t kLongest = 15;
  const char* at = text.data();
  std::size_t left = text.size();
  if (left > kLongest) return false;
  // Each number needs a digit, and all but the last a dot. So at[2] is there.
  for (std::size_t least = 7; least > 1; least -= 2) {
    if (left < least) return false;
    const std::size_t size = at[1] == '.' ? 1 : at[2] == '.' ? 2 : 3;
    if (size >= left || at[size] != '.' || !is_decimal_byte(at, size)) return false;
    at += size + 1;
    left -= size + 1;
  }
  return left > 0 && is_decimal_byte(at, left);
}

constexpr std::array<bool, 256> kSmallHex = [] {
  std::array<bool, 256> is_hex{};
  for (const char c : std::string_view("0123456789abcdef"))
    is_hex[static_cast<unsigned char>(c)] = true;
  return is_hex;
}();

// Recognises IPv6 addresses in the form of RFC 5952 as far as single bytes show: lower-case digits,
// no leading zeros, and no zero group outside `::`.
bool is_plain_v6(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  int groups = 0;
  bool gap = text.starts_with("::");
  if (gap) at += 2;
  while (at != end) {
    if (*at == '0') return false;
    const char* const begin = at;
    while (at != end && kSmallHex[static_cast<unsigned char>(*at)])
      ++at;
    if (at == begin || at - begin > 4) return false;
    ++groups;
    if (at == end) break;
    if (*at++ != ':' || at == end) return false;
    if (*at != ':') continue;
    if (gap) return false;
    gap = true;
    ++at;
  }
  return gap ? groups <= 6 : groups == 8;
}

constexpr std::array<bool, 256> kAddressBytes = [] {
  std::array<bool, 256> is_part{};
  for (const char c : std::string_view("0123456789abcdefABCDEF:.[]"))
    is_part[static_cast<unsigned char>(c)] = true;
  return is_part;
}();

// False for most host names, at their first byte or soon after. A zone may hold anything.
bool may_be_address(std::string_view token) {
  for (const char c : token) {
    if (c == '%') return true;
    if (!kAddressBytes[static_cast<unsigned char>(c)]) return false;
  }
  return true;
}

bool is_port(std::string_view digits) {
  return is_number(digits) && digits.size() <= 5;
}

// Removes brackets, port and zone.
std::string_view strip_decoration(std::string_view token) {
  if (token.starts_with('[')) {
    const std::size_t close = token.find(']');
    if (close == std::string_view::npos) return token;
    const std::string_view after = token.substr(close + 1);
    if (!after.empty() && !(after[0] == ':' && is_number(after.substr(1)))) return token;
    token = token.substr(1, close - 1);
  } else if (const std::size_t colon = token.rfind(':');
             colon != std::string_view::npos && is_port(token.substr(colon + 1))) {
    const std::string_view front = token.substr(0, colon);
    const bool one_colon = front.find(':') == std::string_view::npos;
    if (one_colon || (!parse_address(token) && parse_address(front))) token = front;
  }
  return token.substr(0, token.find('%'));
}

std::string_view rewrite(const IpAddress& address) {
  thread_local std::array<std::array<char, kAddressText>, kRewrittenAddresses> kept;
  thread_local std::size_t next = 0;
  next = (next + 1) % kept.size();
  return write_address(address, kept[next]);
}

bool is_blank_mark(std::string_view text) {
  return text.starts_with(' ') || text.starts_with('+');
}

std::string_view trim_blanks(std::string_view text) {
  constexpr std::string_view kEncoded = "%20";
  for (;;) {
    if (is_blank_mark(text)) {
      text.remove_prefix(1);
    } else if (text.starts_with(kEncoded)) {
      text.remove_prefix(kEncoded.size());
    } else {
      break;
    }
  }
  for (;;) {
    if (text.ends_with(' ') || text.ends_with('+')) {
      text.remove_suffix(1);
    } else if (text.ends_with(kEncoded)) {
      text.remove_suffix(kEncoded.size());
    } else {
      return text;
    }
  }
}

}  // namespace

bool is_plain_address(std::string_view token) {
  return is_plain_v4(token) || is_plain_v6(token);
}

std::string_view plain_address(std::string_view token) {
  if (is_plain_address(token)) return token;
  if (!may_be_address(token)) return {};
  const std::string_view bare = strip_decoration(token);
  const std::optional<IpAddress> address = parse_address(bare);
  if (!address) return {};
  if (address->is_v4()) {
    const std::string_view quad = bare.substr(bare.rfind(':') + 1);
    return is_plain_v4(quad) ? quad : rewrite(*address);
  }
  std::array<char, kAddressText> text;
  return write_address(*address, text) == bare ? bare : rewrite(*address);
}

namespace {

enum class HostByte : unsigned char { kNone, kLetter, kOther };

constexpr std::array<HostByte, 256> kHostBytes = [] {
  std::array<HostByte, 256> kinds{};
  for (int c = 0; c < 256; ++c) {
    const char byte = static_cast<char>(c);
    if (is_letter(byte)) kinds[static_cast<std::size_t>(c)] = HostByte::kLetter;
    if (is_digit(byte) || byte == '-' || byte == '.' || byte == '_')
      kinds[static_cast<std::size_t>(c)] = HostByte::kOther;
  }
  return kinds;
}();

}  // namespace

bool is_host_name(std::string_view token) {
  constexpr std::size_t kLongest = 253;
  if (token.empty() || token.size() > kLongest) return false;
  const auto at_edge = [](char c) { return c == '.' || c == '-'; };
  if (at_edge(token.front()) || at_edge(token.back())) return false;
  bool has_letter = false;
  for (const char c : token) {
    const HostByte kind = kHostBytes[static_cast<unsigned char>(c)];
    if (kind == HostByte::kNone) return false;
    has_letter |= kind == HostByte::kLetter;
  }
  return has_letter;
}

namespace {

// Returns whether an IPv6 address starts like those in use.
bool is_in_use(std::string_view address) {
  const std::size_t colon = address.find(':');
  return colon == 0 || address.find('.') < colon ||
         (colon == 4 && std::string_view("23f").find(address[0]) < 3);
}

// Returns whether the end of `name` may be the first group of the IPv6 address in `address`:
// `client=2001:db8::1`.
bool may_hold_group(std::string_view name, std::string_view address) {
  constexpr std::string_view kHex = "0123456789abcdefABCDEF";
  constexpr std::string_view kAfterName = "=<>()[]{},;|'\"";
  if (address.find(':') == std::string_view::npos || address.find('.') < address.find(':'))
    return false;
  const std::size_t last = name.find_last_not_of(kHex);
  if (last == std::string_view::npos || last + 1 == name.size()) return false;
  return !is_in_use(address) || kAfterName.find(name[last]) != std::string_view::npos;
}

}  // namespace

std::string_view after_line_number(std::string_view address) {
  std::size_t colon = 0;
  while (colon < address.size() && is_digit(address[colon]))
    ++colon;
  if (colon == 0 || colon == address.size() || address[colon] != ':') return address;
  const bool is_group =
      (colon == 4 && (address[0] == '2' || address[0] == '3')) || address.starts_with("64:ff9b:");
  if (is_group) return address;
  const std::string_view after = address.substr(colon + 1);
  return is_in_use(after) && !plain_address(after).empty() ? after : address;
}

std::string_view after_file_name(std::string_view word) {
  std::string_view address = word;
  for (std::size_t colon = word.find(':'); plain_address(address).empty();
       colon = word.find(':', colon + 1)) {
    if (colon == std::string_view::npos) return word;
    address = word.substr(colon + 1);
  }
  if (address.size() < word.size() &&
      may_hold_group(word.substr(0, word.size() - address.size() - 1), address))
    return word;
  return after_line_number(address);
}

bool is_virtual_host(std::string_view word) {
  const std::size_t colon = word.rfind(':');
  if (colon != std::string_view::npos && is_port(word.substr(colon + 1)))
    word = word.substr(0, colon);
  const std::size_t dot = word.rfind('.');
  return is_host_name(word) &&
         (dot != std::string_view::npos ? is_letter(word[dot + 1]) : word == "localhost");
}

std::string_view plain_client(std::string_view token) {
  if (const std::string_view address = plain_address(token); !address.empty()) return address;
  const std::size_t colon = token.find(':');
  if (colon != std::string_view::npos && is_port(token.substr(colon + 1)))
    token = token.substr(0, colon);
  return is_host_name(token) && token != "unknown" ? token : std::string_view();
}

bool is_unknown_client(std::string_view token) {
  return token.empty() || token == "-" || token == "unknown";
}

std::string_view pop_first_entry(std::string_view& list) {
  if (list.data() == nullptr) return {};
  const std::size_t comma = list.find(',');
  const std::string_view entry = trim_blanks(list.substr(0, comma));
  list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
  return entry;
}

std::string_view pop_last_entry(std::string_view& list) {
  if (list.data() == nullptr) return {};
  const std::size_t comma = list.rfind(',');
  const std::string_view entry =
      trim_blanks(comma == std::string_view::npos ? list : list.substr(comma + 1));
  list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
  return entry;
}

bool is_client_list(std::string_view text) {
  bool any_address = false;
  while (text.data() != nullptr) {
    const std::string_view entry = pop_first_entry(text);
    if (!plain_address(entry).empty() || entry == "unknown") {
      any_address = true;
    } else if (entry != "-" && !is_host_name(entry)) {
      return false;
    }
  }
  return any_address;
}

bool is_unnamed_client_list(std::string_view text) {
  if (!is_client_list(text)) return false;
  while (text.data() != nullptr) {
    const std::string_view entry = pop_first_entry(text);
    // The last colon of an IPv6 address stands before any dot, and within brackets.
    const std::size_t colon = entry.rfind(':');
    if (colon != std::string_view::npos && colon > entry.find_first_of(".]")) return false;
  }
  return true;
}

bool is_ip_address(std::string_view token) {
  return is_plain_address(token) || parse_address(token).has_value();
}

bool ends_in_port(std::string_view token) {
  std::size_t port = token.size();
  while (port > 0 && is_digit(token[port - 1]))
    --port;
  return port > 0 && port < token.size() && token[port - 1] == ':';
}

}  // namespace logscan
