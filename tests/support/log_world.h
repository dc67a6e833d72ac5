#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace logscan::test {

/// Bytes of a file; empty where there is none.
std::string bytes_of_file(const std::string& path);

/// A folder with a log, a server that writes it, and whoever rotates it. Every line it ever writes
/// is another one. The folder goes with the object.
class LogWorld {
 public:
  explicit LogWorld(std::uint64_t seed);
  LogWorld(const LogWorld&) = delete;
  LogWorld& operator=(const LogWorld&) = delete;
  ~LogWorld();

  const std::string& folder() const { return folder_; }
  std::string path(std::string_view ending = "") const;  ///< `access.log` and the ending

  /// All whole lines so far, without line feeds, in the order in which they were written.
  const std::vector<std::string>& lines() const { return lines_; }

  // The server. It opens its file when it first writes to it.
  void append(int lines);
  void begin_line();   ///< writes the first half of one
  void finish_line();  ///< if one was begun
  bool is_in_line() const { return !rest_.empty(); }
  void reopen();  ///< as upon a signal, behind its last whole line

  // Whoever rotates. `meanwhile` is called between the steps that others may see.
  using Meanwhile = std::function<void()>;
  void rename_to_number();
  void rename_to_date();
  void copy_and_truncate(const Meanwhile& meanwhile);
  void shift_numbers();  ///< `.1` becomes `.2`, and so on
  void remove_live();
  void compress(const std::string& ending, const Meanwhile& meanwhile);

  /// Endings of the rotated files that are there, sorted.
  std::vector<std::string> rotated() const;

 private:
  std::string next_line();
  void write(std::string_view bytes);

  std::string folder_;
  std::mt19937_64 random_;
  std::vector<std::string> lines_;
  std::string begun_;  ///< the line of which a part is written
  std::string rest_;   ///< and what is not
  int fd_ = -1;
  int dates_ = 0;
};

}  // namespace logscan::test
