#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace logscan {

/// A sequence of bytes. For one thread at a time.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  /// Reads up to `count` bytes. Returns at least one byte, or 0 at the end. Throws
  /// std::system_error or InputError after the last byte that can be read.
  virtual std::size_t read(char* to, std::size_t count) = 0;
};

}  // namespace logscan
