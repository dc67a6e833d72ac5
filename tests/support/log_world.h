#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace logscan::test {

/// Returns the bytes of a file; empty if there is no such file.
std::string bytes_of_file(const std::string& path);

/// A folder with a log, a server that writes it, and a program that rotates it. All lines differ.
/// The destructor removes the folder.
class LogWorld {
 public:
  explicit LogWorld(std::uint64_t seed);
  LogWorld(const LogWorld&) = delete;
  LogWorld& operator=(const LogWorld&) = delete;
  ~LogWorld();

  const std::string& folder() const { return folder_; }
  std::string path(std::string_view ending = "") const;  ///< `access.log` and the ending.

  /// Returns all complete lines so far, without line feeds, in the order of writing.
  const std::vector<std::string>& lines() const { return lines_; }

  // The server. It opens its file on the first write.
  void append(int lines);
  void begin_line();   ///< Writes a part of a line.
  void finish_line();  ///< Writes the rest of the line, if one was begun.
  bool is_in_line() const { return !rest_.empty(); }
  void reopen();  ///< Reopens the log, as after a signal; finishes a begun line first.

  // The rotation. `meanwhile` runs between steps that other programs may observe.
  using Meanwhile = std::function<void()>;
  void rename_to_number();
  void rename_to_date();
  void copy_and_truncate(const Meanwhile& meanwhile);
  void shift_numbers();  ///< Renames `.1` to `.2`, and so on.
  void remove_live();
  void compress(const std::string& ending, const Meanwhile& meanwhile);

  /// Returns the endings of the rotated files, sorted.
  std::vector<std::string> rotated() const;

 private:
  std::string next_line();
  void write(std::string_view bytes);

  std::string folder_;
  std::mt19937_64 random_;
  std::vector<std::string> lines_;
  std::string begun_;  ///< The line that is partly written.
  std::string rest_;   ///< The part that is not written.
  int fd_ = -1;
  int dates_ = 0;
};

}  // namespace logscan::test
