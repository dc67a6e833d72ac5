#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace logscan {

/// Bytes in order. For one thread at a time.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  /// The next bytes, `count` at most: at least one, or 0 at the end. Throws std::system_error or
  /// InputError, behind the last byte that can be had.
  virtual std::size_t read(char* to, std::size_t count) = 0;

  /// What is worth telling though all could be read; known at the end.
  virtual std::optional<std::string> warning() const { return std::nullopt; }
};

}  // namespace logscan
