#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "logscan/log_time.h"
#include "text/ascii.h"
#include "text/sixteen_bytes.h"

namespace logscan {

/// The minute of a stamp that was read before. Nearly every stamp of a log has the minute of the
/// one before it, and differs in nothing but the seconds and the digits of a fraction.
class KnownMinute {
  // Compares sixteen bytes with those remembered. Where digits may differ, any digit fits.
  auto fits_at(std::string_view text, std::size_t at) const {
    const SixteenBytes found = load_sixteen(text.data() + at);
    const auto may_differ = load_sixteen(digits_.data() + at) == 0xff;
    return (found == load_sixteen(text_.data() + at)) | ((found - '0' < 10) & may_differ);
  }

 public:
  /// Reads a stamp in that minute as it would be parsed. Returns false for any other.
  bool read(std::string_view text, std::optional<LogTime>& time) const {
    if (text.size() != size_) return false;
    // Together, three loads cover every byte of a stamp of 16 to 48 bytes.
    const std::size_t last = size_ - sizeof(SixteenBytes);
    const auto fits = fits_at(text, 0) & fits_at(text, std::min(sizeof(SixteenBytes), last)) &
                      fits_at(text, last);
    if (match_bits(fits) != 0xffff || text[seconds_at_] > '5') return false;
    const int second = (text[seconds_at_] - '0') * 10 + (text[seconds_at_ + 1] - '0');
    time.emplace();
    time->seconds = start_.seconds + second;
    time->offset_minutes = start_.offset_minutes;
    return true;
  }

  /// Remembers a stamp with the digits of its second at a position, if it was read.
  void remember(std::string_view text, std::size_t seconds_at, const std::optional<LogTime>& time) {
    if (!time || text.size() > text_.size() || text.size() < seconds_at + 2) return;
    // A leap second belongs to the next minute.
    if (text[seconds_at - 1] != ':' || !is_digit(text[seconds_at]) || text[seconds_at] > '5' ||
        !is_digit(text[seconds_at + 1]))
      return;
    size_ = text.size();
    seconds_at_ = seconds_at;
    text.copy(text_.data(), size_);
    digits_ = {};
    digits_[seconds_at] = digits_[seconds_at + 1] = '\xff';
    std::size_t end = seconds_at + 2;
    if (end < size_ && (text[end] == '.' || text[end] == ',')) ++end;
    for (; end > seconds_at + 2 && end < size_ && is_digit(text[end]); ++end)
      digits_[end] = '\xff';
    const int second = (text[seconds_at] - '0') * 10 + (text[seconds_at + 1] - '0');
    start_ = {time->seconds - second, time->offset_minutes};
  }

 private:
  std::array<char, 48> text_{};
  std::array<char, 48> digits_{};  ///< 0xff for each digit of the seconds and their fraction
  std::size_t size_ = 0;           ///< of the text; 0 for none
  std::size_t seconds_at_ = 0;
  LogTime start_{};  ///< at second 0
};

}  // namespace logscan
