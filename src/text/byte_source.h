#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace logscan {

/// Receives bytes piece by piece.
using ByteSink = std::function<void(std::string_view bytes)>;

/// Bytes that come piece by piece, so that they need not fit into memory. It knows how many there
/// are, so readers can refuse a size that they cannot hold.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// Returns the number of bytes that next() has not returned yet.
  virtual std::uint64_t left() const = 0;

  /// Returns the next bytes: at least `least`, which must not exceed left(), and as many as are
  /// convenient. Throws BytesError if they are corrupt.
  virtual std::string next(std::size_t least) = 0;
};

/// A convenient number of bytes.
constexpr std::size_t kStreamBytes = 256 * 1024;

/// Bytes in memory, which must outlive the source.
class TextSource : public ByteSource {
 public:
  explicit TextSource(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t left() const override { return rest_.size(); }

  std::string next(std::size_t least) override {
    std::string piece(rest_.substr(0, std::max(least, kStreamBytes)));
    rest_.remove_prefix(piece.size());
    return piece;
  }

 private:
  std::string_view rest_;
};

}  // namespace logscan
