#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "os/descriptor.h"

namespace logscan::faults {

/// A server with its log, `access.log` in a folder, and what rotates it: one step at a time, at
/// random. Lines are those of numbered_lines(), from 0 on.
class LogWriter {
 public:
  /// How the log's older files are called and made. They do not change within a life.
  struct Habits {
    bool dated = false;      ///< access.log-20260101, and not access.log.1
    bool copied = false;     ///< copied and truncated; else renamed
    bool appending = true;   ///< else the server goes on at its old offset in a truncated file
    bool compressed = true;  ///< older files are, some time
  };

  LogWriter(std::filesystem::path folder, std::uint32_t seed);

  const Habits& habits() const { return habits_; }

  /// Some lines, a part of one, or a rotation.
  void step();

  /// Deletes the log with all in it, and makes it anew.
  void remake();

  /// The line that is being written is written to its end, and a rotation that is under way ends.
  void finish();

  std::size_t lines() const { return next_; }

  /// Of the log as it is now: what is lost if it is deleted.
  const std::set<std::size_t>& lines_in_log() const { return in_log_; }

 private:
  std::size_t below(std::size_t limit);
  void append_lines(std::size_t count);
  void put(std::string_view bytes);
  void write_part();
  void write_rest();
  void rotate();
  void compress_one();
  void reopen();
  std::string make_older_name();

  const std::filesystem::path folder_;
  const std::filesystem::path log_;
  std::mt19937 random_;
  Habits habits_;
  Descriptor file_;
  std::string rest_;  ///< of the line that is being written
  std::size_t next_ = 0;
  std::set<std::size_t> in_log_;
  std::deque<std::string> older_;  ///< names without the ending of a compressed one, newest first
  std::set<std::string> compressed_;
  int reopen_in_ = 0;  ///< steps until the server opens the new log; 0: it has it
  int days_ = 0;
};

}  // namespace logscan::faults
