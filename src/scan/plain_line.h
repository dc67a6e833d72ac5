#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace logscan {

/// The text of a time stamp as a log has it, with what stands around it in every line:
/// ` [10/Oct/2000:13:55:36 -0700] "`, from the space to the quote. Lines of one minute differ in
/// nothing but the digits of the seconds: byte i of their stamp is from lowest[i] up to
/// lowest[i] + kSpans[i].
struct MinuteText {
  static constexpr std::size_t kLength = 31;
  static constexpr std::size_t kSecondsAt = 20;  ///< where the two digits are
  static constexpr std::array<std::uint8_t, 32> kSpans = [] {
    std::array<std::uint8_t, 32> spans{};
    spans[kSecondsAt] = 5;
    spans[kSecondsAt + 1] = 9;
    spans[kLength] = 255;  // what is behind does not matter
    return spans;
  }();

  alignas(32) std::array<char, 32> lowest{};  ///< all 0: no line has that
};

/// Plain lines are those of the most ordinary kind, of which two numbers tell all that counting
/// asks:
///
///   client - user [10/Oct/2000:13:55:36 -0700] "request" 200 1234 "referer" "agent"
///
/// - the client is one word, at least one byte, and an IP address if it ends in `:` and digits; the
///   ident is `-`; the user begins and ends with no space; single spaces part them;
/// - the time stamp is of a minute whose text is known;
/// - there are exactly 2, 6 or 8 quotes: behind the status stand its bytes (`-`, or one to eight
///   digits) and none, two or three quoted fields, single spaces between them; no quote is escaped;
/// - the status has three digits.
///
/// They obey the quote-delimited rule by being written so: the first quote opens the request, the
/// second closes it. No collector's prefix (layouts.h) fits in front: all of those have another
/// second word than `-`, or more words before the bracket. Nor is it JSON or a layout that is tried
/// before that rule, whatever its first byte: those that begin with `[` have another bracket or
/// quote behind it, and a word that begins with `{` is no JSON.
///
/// A run holds some of them that stand one behind the other and have the same number of quotes.
struct PlainRun {
  static constexpr std::size_t kMax = 128;

  std::size_t count = 0;
  std::uint32_t quotes = 0;                  ///< of each line: 2, 6 or 8
  std::array<std::uint16_t, kMax> statuses;  ///< 0 to 999
  std::array<std::uint8_t, kMax> seconds;    ///< of the minute, 0 to 59
};

}  // namespace logscan
