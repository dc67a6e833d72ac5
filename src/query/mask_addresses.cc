#include <algorithm>
#include <array>
#include <cstddef>

#include "format/token.h"
#include "query/masker.h"
#include "query/network.h"
#include "text/ascii.h"

namespace logscan::detail {
namespace {

void append_first(const IpAddress& address, std::string& out) {
  std::array<char, kAddressText> text;
  out += write_address(network_of(address, 24, 64).first(), text);
}

// Returns the length of the colon or escape at `at`; 0 if there is none.
std::size_t colon_length(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == ':') return 1;
  const bool escaped = text.size() - at >= 3 && text[at] == '%' && text[at + 1] == '3' &&
                       (text[at + 2] == 'A' || text[at + 2] == 'a');
  return escaped ? 3 : 0;
}

// Numbers separated by dots.
struct Dotted {
  std::size_t end = 0;    // end of all numbers
  std::size_t last = 0;   // start of the last number
  std::size_t kept = 0;   // end of the part that stays; 0 if it does not look like an address
  std::size_t zeros = 0;  // numbers after that part
};

Dotted read_dotted(std::string_view text, std::size_t begin) {
  Dotted dotted;
  std::size_t octets = 0;  // number of octets directly before this number, without the first number
  for (std::size_t at = begin, count = 0;; ++count) {
    dotted.last = at;
    unsigned value = 0;
    for (; at < text.size() && is_digit(text[at]); ++at)
      value = std::min(value * 10 + static_cast<unsigned>(text[at] - '0'), 256u);
    dotted.end = at;
    if (dotted.kept == 0 && octets >= 2) dotted.kept = dotted.last;
    if (dotted.kept != 0) ++dotted.zeros;
    octets = count > 0 && value <= 255 ? octets + 1 : 0;
    if (at + 1 >= text.size() || text[at] != '.' || !is_digit(text[at + 1])) return dotted;
    ++at;
  }
}

// Groups of hexadecimal digits separated by colons.
struct Groups {
  std::size_t end = 0;
  std::size_t count = 0;  // groups that are not empty
  std::size_t kept = 0;   // end of the fourth group or of the part before the gap: stays if this is
                          // no valid address
  bool colon = false;
  bool gap = false;
  bool digit = false;
};

Groups read_groups(std::string_view text, std::size_t begin) {
  Groups groups;
  std::size_t at = begin;
  while (at < text.size()) {
    if (is_hex(text[at])) {
      ++groups.count;
      for (; at < text.size() && is_hex(text[at]); ++at)
        groups.digit = groups.digit || is_digit(text[at]);
      if (groups.count <= 4 && !groups.gap) groups.kept = at;
      continue;
    }
    const std::size_t colon = colon_length(text, at);
    if (colon == 0) break;
    groups.colon = true;
    if (colon_length(text, at + colon) != 0 && !groups.gap) {
      groups.gap = true;
      if (groups.count <= 4) groups.kept = at;
    }
    at += colon;
  }
  groups.end = at;
  return groups;
}

// Returns the end of the run of bytes that may belong to an address, without a final dot of a
// sentence.
std::size_t end_of_run(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const std::size_t colon = colon_length(text, at);
    if (colon == 0 && !is_hex(text[at]) && text[at] != '.') break;
    at += std::max<std::size_t>(colon, 1);
  }
  while (text[at - 1] == '.')
    --at;
  return at;
}

class Scan {
 public:
  Scan(std::string_view text, std::string& out) : text_(text), out_(out) {}

  void run() {
    std::size_t at = 0;
    while (at < text_.size()) {
      if (!is_hex(text_[at]) && colon_length(text_, at) == 0) {
        ++at;
        continue;
      }
      const Groups groups = read_groups(text_, at);
      // Only the digits at the end can continue with a dot.
      std::size_t digits = groups.end;
      while (digits > at && is_digit(text_[digits - 1]))
        --digits;
      const Dotted dotted = digits < groups.end ? read_dotted(text_, digits) : Dotted{};
      if (looks_like_v6(at, groups, dotted)) {
        at = mask_v6(at, groups);
      } else if (dotted.kept != 0) {
        at = mask_v4(dotted);
      } else {
        // The last number may be the first group of another address.
        at = dotted.last > at ? dotted.last : groups.end;
      }
    }
    out_.append(text_, copied_);
  }

 private:
  bool looks_like_v6(std::size_t begin, const Groups& groups, const Dotted& dotted) const {
    if (!groups.colon || groups.count == 0) return false;
    const std::size_t more = (dotted.kept != 0 ? 1u : 0u) + (follows_v4(begin) ? 1u : 0u);
    if (groups.count + more >= 8) return true;
    if (!groups.gap || follows_v4(begin)) return groups.gap;
    const bool alone = (begin == 0 || !is_word_byte(text_[begin - 1])) &&
                       (groups.end == text_.size() || !is_word_byte(text_[groups.end]));
    return groups.digit || alone;
  }

  std::size_t mask_v6(std::size_t begin, const Groups& groups) {
    const std::size_t end = end_of_run(text_, groups.end);
    const std::optional<IpAddress> ip = parse_address(text_.substr(begin, end - begin));
    // Not if it would continue the text before it.
    const bool joins =
        follows_v4(begin) || (ip && ip->is_v4() && begin > 0 && text_[begin - 1] == '.');
    replace(ip || joins ? begin : std::max(begin, groups.kept), end);
    if (ip && !joins) {
      append_first(*ip, out_);
    } else {
      out_ += "::";
    }
    return end;
  }

  std::size_t mask_v4(const Dotted& dotted) {
    v4_end_ = dotted.end;
    replace(dotted.kept, dotted.end);
    for (std::size_t i = 0; i < dotted.zeros; ++i)
      out_ += i > 0 ? ".0" : "0";
    return dotted.end;
  }

  // Replaces [begin, end); the caller appends the replacement.
  void replace(std::size_t begin, std::size_t end) {
    out_.append(text_, copied_, begin - copied_);
    copied_ = end;
  }

  // The zero before it was the first group.
  bool follows_v4(std::size_t begin) const { return begin > 0 && begin == v4_end_; }

  std::string_view text_;
  std::string& out_;
  std::size_t copied_ = 0;
  std::size_t v4_end_ = 0;
};

}  // namespace

void append_masked_client(std::string_view client, std::string& out) {
  if (const std::optional<IpAddress> ip = parse_address(client)) {
    append_first(*ip, out);
  } else if (client.empty() || client == "-" || client == "unknown") {
    out += client;
  } else {
    out += "client";
  }
}

void append_masked_addresses(std::string_view text, std::string& out) {
  Scan(text, out).run();
}

}  // namespace logscan::detail
