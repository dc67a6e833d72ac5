#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string_view>

#include "logscan/log_time.h"
#include "text/ascii.h"

namespace logscan {

/// The minute of a stamp that was read before. Nearly every stamp of a log has the minute of the
/// one before it, and differs in nothing but the seconds and the digits of a fraction.
class KnownMinute {
 public:
  /// Returns the time of a stamp in that minute, as it would be parsed, or nullopt.
  std::optional<LogTime> read(std::string_view text) const {
    if (text.size() != size_ || std::memcmp(text.data(), text_.data(), seconds_at_) != 0 ||
        std::memcmp(text.data() + end_, text_.data() + end_, size_ - end_) != 0)
      return std::nullopt;
    const int second = second_in(text, seconds_at_);
    std::size_t at = seconds_at_ + 2;
    if (second == kNone || (at < end_ && text[at] != text_[at])) return std::nullopt;
    for (++at; at < end_; ++at) {
      if (!is_digit(text[at])) return std::nullopt;
    }
    return LogTime{start_.seconds + second, start_.offset_minutes};
  }

  /// Remembers a stamp with the digits of its second at a position, if it was read. Returns `time`.
  const std::optional<LogTime>& remember(std::string_view text, std::size_t seconds_at,
                                         const std::optional<LogTime>& time) {
    if (!time || text.size() > text_.size() || text.size() < seconds_at + 2) return time;
    const int second = second_in(text, seconds_at);
    if (second == kNone || text[seconds_at - 1] != ':') return time;
    size_ = text.size();
    seconds_at_ = seconds_at;
    end_ = seconds_at + 2;
    if (end_ < size_ && (text[end_] == '.' || text[end_] == ',')) ++end_;
    while (end_ > seconds_at + 2 && end_ < size_ && is_digit(text[end_]))
      ++end_;
    text.copy(text_.data(), size_);
    start_ = {time->seconds - second, time->offset_minutes};
    return time;
  }

 private:
  static constexpr int kNone = -1;

  // Returns kNone for a leap second, too.
  static int second_in(std::string_view text, std::size_t at) {
    const int tens = text[at] - '0';
    const int ones = text[at + 1] - '0';
    return tens >= 0 && tens <= 5 && is_digit(text[at + 1]) ? tens * 10 + ones : kNone;
  }

  std::array<char, 40> text_{};
  std::size_t size_ = 0;  ///< of the text; 0 for none
  std::size_t seconds_at_ = 0;
  std::size_t end_ = 0;  ///< of the seconds with their fraction
  LogTime start_{};      ///< at second 0
};

}  // namespace logscan
