#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "logscan/aggregate.h"

namespace logscan::cli {

/// A partial by its name; read when it is asked for, but at once what is no regular file.
class PartialFile {
 public:
  explicit PartialFile(const std::string& path);

  const std::string& path() const { return path_; }

  /// Throws PartialError, and std::system_error.
  Aggregate read() const;

  /// Follows from what the file holds; 0 where it cannot be read.
  std::uint64_t mark() const { return mark_; }

 private:
  std::string path_;
  bool is_read_ = false;
  std::string bytes_;
  std::uint64_t mark_ = 0;
};

/// Those of some names, none: standard input; in an order that does not depend on theirs. So what
/// sketches keep does not, either.
std::vector<PartialFile> find_partials(const std::vector<std::string>& paths);

}  // namespace logscan::cli
