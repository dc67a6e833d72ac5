#pragma once

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

namespace logscan::test {

/// A temporary folder, empty at first. The destructor removes it with its content.
class TempFolder {
 public:
  TempFolder() : path_("/tmp/logscan-test-XXXXXX") {
    if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder");
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }
  std::string path(std::string_view name) const { return path_ + "/" + std::string(name); }

  /// Writes a file; creates its parent folders.
  std::string write(std::string_view name, std::string_view bytes) const {
    std::string file = path(name);
    std::filesystem::create_directories(std::filesystem::path(file).parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }

  void append(std::string_view name, std::string_view bytes) const {
    std::ofstream(path(name), std::ios::binary | std::ios::app) << bytes;
  }
  void rename(std::string_view from, std::string_view to) const {
    std::filesystem::rename(path(from), path(to));
  }
  void copy(std::string_view from, std::string_view to) const {
    std::filesystem::copy_file(path(from), path(to),
                               std::filesystem::copy_options::overwrite_existing);
  }
  void remove(std::string_view name) const { std::filesystem::remove(path(name)); }

  /// Waits until a file written now is newer, by more than `time`, than all written before. The
  /// file system's clock may stand still for some milliseconds.
  void wait_for_file_clock(std::chrono::nanoseconds time = {}) const {
    const std::string probe = path_ + ".clock";
    const auto now = [&probe] {
      std::ofstream(probe) << "tick";
      return std::filesystem::last_write_time(probe);
    };
    const auto before = now();
    while (now() - before <= time)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::filesystem::remove(probe);
  }

 private:
  std::string path_;
};

}  // namespace logscan::test
