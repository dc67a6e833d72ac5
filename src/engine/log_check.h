#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "logscan/engine.h"
#include "logscan/input.h"

namespace logscan {

/// Decides by content which of the files found in a folder are access logs. Reused for many files.
/// Not thread-safe.
class LogCheck {
 public:
  static constexpr std::size_t kLines = 200;  ///< most lines examined
  /// If one of the first kSureLines lines is parsed, the file is a log.
  static constexpr std::size_t kSureLines = 20;
  static constexpr std::size_t kBytes = 64 * 1024;  ///< most bytes read from a file, decompressed

  /// `options` must outlive this object.
  explicit LogCheck(const EngineOptions& options);
  ~LogCheck();

  /// Returns why a file should not be read, without a final full stop, or nullopt.
  ///
  /// A file is left out if it is empty, or if none of its first kLines lines is parsed. It is also
  /// left out if the first parsed line comes after kSureLines and most lines after it are
  /// malformed, as in a text that quotes a log.
  ///
  /// A file that cannot be opened or read, or that holds only NULs there, is not left out, so that
  /// reading it reports the problem. The file can be read from its beginning afterwards.
  std::optional<std::string> why_left_out(const Input& input);

 private:
  class Lines;

  std::optional<std::string> judge(const Input& input);

  const EngineOptions& options_;
  std::unique_ptr<Lines> lines_;  ///< made for the first file: not every run has one to check
};

}  // namespace logscan
