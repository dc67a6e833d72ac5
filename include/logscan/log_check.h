#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "logscan/pipeline.h"

namespace logscan {

/// Tells by their content which of the files that are found in a folder are access logs. For one
/// thread; made once for many files.
class LogCheck {
 public:
  static constexpr std::size_t kLines = 20;         ///< looked at, at most
  static constexpr std::size_t kBytes = 64 * 1024;  ///< read of a file at most, decompressed

  /// `options` must outlive this.
  explicit LogCheck(const PipelineOptions& options);
  ~LogCheck();

  /// Why a file is not to be read, in words without a final full stop: it is empty, none of its
  /// first lines is parsed, it is a device by now. nullopt for an access log, and for a file that
  /// cannot be read or has nothing but NULs there: nobody knows what is lost with it, so opening it
  /// must say so. Never waits for a FIFO.
  std::optional<std::string> why_left_out(const std::string& path);

  /// Whether the first kBytes of both files, decompressed, are the same, as far as both have them
  /// and they can be read: at least one byte.
  static bool begin_alike(const std::string& a, const std::string& b);

 private:
  class Lines;

  std::unique_ptr<Lines> lines_;
};

}  // namespace logscan
