#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "gen/tally.h"

namespace logscan::gen {

enum class Reason : std::uint8_t { kNoRequest, kNoStatus, kTooLong };

/// The time of a line. Ordered by the moment, then by the offset (minutes).
struct Moment {
  std::int64_t seconds = 0;
  int offset = 0;

  friend auto operator<=>(const Moment&, const Moment&) = default;
};

inline constexpr int kDash = 1000;  ///< The status `-`.

/// The counts that a correct reader finds in the log. The generator enters what it intends each
/// line to be as it writes the line; nothing is read back.
class Expected {
 public:
  using KeyText = std::function<std::string(std::uint32_t)>;

  /// `with_keys`: count the paths and clients of errors too, which takes memory for each.
  explicit Expected(bool with_keys) : with_keys_(with_keys) {}

  /// Enters a line, with its size including the terminator. Must be followed by exactly one of the
  /// next five.
  void line(std::uint64_t size) {
    ++lines_;
    bytes_ += size;
  }

  /// `status` is 0 to 999 or kDash.
  void parsed(int status, const Moment& moment) {
    Status& counts = statuses_[static_cast<std::size_t>(status)];
    if (counts.count++ == counts.undated) counts.first = counts.last = moment;
    if (moment < counts.first) counts.first = moment;
    if (counts.last < moment) counts.last = moment;
  }
  void parsed_undated(int status) {
    Status& counts = statuses_[static_cast<std::size_t>(status)];
    ++counts.count;
    ++counts.undated;
  }
  void malformed(Reason reason) { ++reasons_[static_cast<std::size_t>(reason)]; }
  void blank() { ++blank_; }
  void comment() { ++comment_; }

  /// Enters the path and client of a parsed line with a status 400 to 599; both are numbers below
  /// 2^31.
  void failure(int status, std::uint32_t path, std::uint32_t client) {
    if (!with_keys_) return;
    paths_.add(status, path);
    clients_.add(status, client);
  }

  void incomplete_last_line() { incomplete_ = true; }

  std::uint64_t lines() const { return lines_; }
  std::uint64_t bytes() const { return bytes_; }

  /// Returns the counts as JSON; the functions return the texts of paths and clients.
  std::string json(const KeyText& path, const KeyText& client) const;

 private:
  struct Status {
    std::uint64_t count = 0;
    std::uint64_t undated = 0;
    Moment first;
    Moment last;
  };

  bool with_keys_;
  bool incomplete_ = false;
  std::uint64_t lines_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t blank_ = 0;
  std::uint64_t comment_ = 0;
  std::array<std::uint64_t, 3> reasons_{};
  std::array<Status, 1001> statuses_{};
  Tally paths_;
  Tally clients_;
};

}  // namespace logscan::gen
