#pragma once

#include <array>
#include <map>
#include <set>
#include <string>

#include "logscan/input.h"

namespace logscan {

/// What followed logs begin with, to know copies of them that are made meanwhile. For one thread.
class LogCopies {
 public:
  /// To be called at each look: once a log has been cut, it does not tell any more what it was.
  void remember(const std::set<std::string>& logs);

  /// Whether a file is a copy of a log: it begins with the same bytes as a file of the log, as far
  /// as both go, and is not that file. If the log was cut before that was remembered, by its name,
  /// `access.log.bak` for example.
  bool has(const std::string& path, const FileId& id) const;

 private:
  struct Head {
    FileId id;
    std::string bytes;
  };

  std::map<std::string, std::array<Head, 2>> heads_;  ///< of its file, and of the one before
};

}  // namespace logscan
