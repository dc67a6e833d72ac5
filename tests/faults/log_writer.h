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

/// A server that writes `access.log` in a folder, and a program that rotates it. Both make random
/// steps. The lines are those of numbered_lines(), from 0.
class LogWriter {
 public:
  /// How the log is rotated. This does not change during the life of an object.
  struct Habits {
    bool dated = false;      ///< access.log-20260101 instead of access.log.1.
    bool copied = false;     ///< Copied and truncated; else renamed.
    bool appending = true;   ///< If not, the server continues at its old offset after a truncation.
    bool compressed = true;  ///< Whether older files are compressed at some time.
  };

  LogWriter(std::filesystem::path folder, std::uint32_t seed);

  const Habits& habits() const { return habits_; }

  /// Writes some lines or a part of a line, or makes a step of a rotation.
  void step();

  /// Deletes the log and creates an empty one.
  void remake();

  /// Finishes the current line and the current rotation.
  void finish();

  std::size_t lines() const { return next_; }

  /// Returns what is lost if the log is deleted now.
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
  std::string rest_;  ///< The unwritten rest of the current line.
  std::size_t next_ = 0;
  std::set<std::size_t> in_log_;
  std::deque<std::string> older_;  ///< Names without the ending of a compression, newest first.
  std::set<std::string> compressed_;
  int reopen_in_ = 0;  ///< Steps until the server opens the new log; 0 if it is open.
  int days_ = 0;
};

}  // namespace logscan::faults
