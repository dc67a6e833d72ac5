#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

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

/// A run of plain lines: consecutive lines in the most ordinary format, with the same number of
/// quotes. Two numbers of each are all that counting needs.
///
/// A plain line reads
///
///   client - user [10/Oct/2000:13:55:36 -0700] "request" 200 1234 "referer" "agent"
///
/// - The client is one word of at least one byte, and is an IP address if it ends in `:` and
///   digits. The ident is `-`, the user is one word that does not start with `[` (after which a list
///   of addresses may stand), and single spaces separate them.
/// - The time stamp is in a minute whose text is known.
/// - The status has three digits.
/// - The line has exactly 2, 6 or 8 quotes: the status is followed by the bytes (`-`, or one to
///   eight digits) and by no, two or three quoted fields, separated by single spaces. No quote is
///   escaped.
///
/// Such a line fits the quote-delimited rule: the first quote opens the request, the second closes
/// it. It cannot start with a collector's prefix (layouts.h), since all of those have a second word
/// other than `-`, or more words before the bracket. It is neither JSON nor a layout that is tried
/// before the quote-delimited rule: those that start with `[` have another bracket or quote after
/// it, and a word that starts with `{` is not JSON.
struct PlainRun {
  static constexpr std::size_t kMax = 128;

  std::size_t count = 0;
  std::uint32_t quotes = 0;                  ///< in each line: 2, 6 or 8
  std::array<std::uint16_t, kMax> statuses;  ///< 0 to 999
  std::array<std::uint8_t, kMax> seconds;    ///< of the minute, 0 to 59
};

}  // namespace logscan
