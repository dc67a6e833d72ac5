#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "logscan/aggregate.h"
#include "state/stored_bytes.h"

namespace logscan::cli {

/// A partial with a name. A regular file is read when read() is called, anything else at once.
class PartialFile {
 public:
  explicit PartialFile(const std::string& path);

  const std::string& path() const { return path_; }

  /// Throws PartialError, SpillError and std::system_error; see EngineOptions for the folder.
  Aggregate read(const std::string& spill_folder) const;

  /// Returns a number that depends only on the content; 0 if the file cannot be read.
  std::uint64_t mark() const { return mark_; }

 private:
  std::string path_;
  bool is_read_ = false;
  StoredBytes bytes_;
  std::uint64_t mark_ = 0;
};

/// Opens a regular file, or reads all of a pipe that logscan wrote and only the beginning of any
/// other. `-` is standard input. Throws std::system_error.
StoredBytes open_own_file(const std::string& path);

/// Returns the partials of these names, or standard input if there are none. Their order depends on
/// their content alone, so what sketches keep does not depend on the order of the names.
std::vector<PartialFile> find_partials(const std::vector<std::string>& paths);

}  // namespace logscan::cli
