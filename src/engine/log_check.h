#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "logscan/engine.h"
#include "logscan/input.h"

namespace logscan {

/// Tells by their content which of the files that are found in a folder are access logs. For one
/// thread; made once for many files.
class LogCheck {
 public:
  static constexpr std::size_t kLines = 200;        ///< looked at, at most
  static constexpr std::size_t kSureLines = 20;     ///< a parsed line among these makes it a log
  static constexpr std::size_t kBytes = 64 * 1024;  ///< read of a file at most, decompressed

  /// `options` must outlive this.
  explicit LogCheck(const EngineOptions& options);
  ~LogCheck();

  /// Why a file is not to be read, in words without a final full stop: it is empty, none of its
  /// first kLines is parsed, or the first that is comes after kSureLines and most lines after it
  /// are malformed: a text that quotes a log. nullopt for an access log, and for a file that could
  /// not be opened, cannot be read or has nothing but NULs there: such a file is never skipped
  /// silently, reading it reports why. The file can then be read from its beginning.
  std::optional<std::string> why_left_out(const Input& input);

 private:
  class Lines;

  std::optional<std::string> judge(const Input& input);

  std::unique_ptr<Lines> lines_;
};

}  // namespace logscan
