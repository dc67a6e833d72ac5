#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "scan/known_hosts.h"

namespace logscan {

/// The text of a time stamp with what surrounds it in every line, from the space to the quote:
/// ` [10/Oct/2000:13:55:36 -0700] "`. Lines of one minute differ only in the digits of the seconds:
/// byte i of their stamp lies between lowest[i] and lowest[i] + kSpans[i].
struct MinuteText {
  static constexpr std::size_t kLength = 31;
  static constexpr std::size_t kSecondsAt = 20;  ///< position of the two digits
  static constexpr std::array<std::uint8_t, 32> kSpans = [] {
    std::array<std::uint8_t, 32> spans{};
    spans[kSecondsAt] = 5;
    spans[kSecondsAt + 1] = 9;
    spans[kLength] = 255;  // the byte after the stamp does not matter
    return spans;
  }();

  alignas(32) std::array<char, 32> lowest{};  ///< all 0 matches no line
};

/// What the parser of a log tells a kernel: which lines it may take for plain, and what it has seen
/// in earlier lines.
struct PlainRules {
  bool client_first = true;  ///< lines that begin with the client may be plain
  bool host_first = true;    ///< and so may lines that begin with a known host
  bool any_tail = false;     ///< whatever follows the status
  MinuteText minute;
  KnownHosts hosts;
};

/// What follows the status of a plain line.
///
/// Numbers are words of digits, perhaps with a fraction, or `-`; at least one is not `-`. Further
/// columns are any text that no format but clf allows for: each kind of tail belongs to one format.
enum class PlainTail : std::uint8_t {
  kBytes,
  kBytesNumbers,      ///< bytes and numbers
  kBytesFurther,      ///< bytes and further columns without a quote
  kCombined,          ///< bytes, referer and agent
  kCombinedNumbers,   ///< those and numbers
  kCombinedFurther,   ///< those and further columns, the first of them not quoted
  kForwarded,         ///< bytes and three quoted fields
  kForwardedFurther,  ///< those and further columns without a quote
  kAny                ///< see PlainRules::any_tail
};

/// A run of plain lines: consecutive lines in one of the most ordinary formats, with the same
/// number of quotes. Two numbers of each are all that counting needs.
///
/// A plain line reads
///
///   client - user [10/Oct/2000:13:55:36 -0700] "request" 200 1234 "referer" "agent"
///
/// - The client is one word of at least one byte, and is an IP address if it ends in `:` and
///   digits. The ident is `-`, and the user is one word. It does not start with `[`, after which a
///   list of addresses may stand, or with `/`, which may belong to another format. Single spaces
///   separate them.
/// - A known host may stand before the client, which is then an IP address in canonical form.
/// - The time stamp is in a minute whose text is known.
/// - The status has three digits and is followed by a space.
/// - The bytes (`-`, or one to eight digits), none to three quoted fields and perhaps further
///   columns follow, separated by single spaces, as PlainTail says. No quote of these fields is
///   escaped, and the line has at most kMostQuotes quotes.
///
/// Such a line fits the quote-delimited rule: the first quote opens the request, the second closes
/// it. It cannot start with a collector's prefix (layouts.h), since all of those have a second word
/// other than `-` or an address, or more words before the bracket. It is neither JSON nor a layout
/// that is tried before the quote-delimited rule: those that start with `[` have another bracket or
/// quote after it, and a word that starts with `{` is not JSON. All of that is decided before the
/// request, so it holds for any tail.
struct PlainRun {
  static constexpr std::size_t kMax = 128;
  static constexpr std::uint32_t kMostQuotes = 16;

  std::size_t count = 0;
  std::uint32_t quotes = 0;  ///< in each line: 2 to kMostQuotes
  bool host_first = false;
  PlainTail tail = PlainTail::kBytes;
  std::array<std::uint16_t, kMax> statuses;  ///< 0 to 999
  std::array<std::uint8_t, kMax> seconds;    ///< of the minute, 0 to 59
};

}  // namespace logscan
