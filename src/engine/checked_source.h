#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "text/byte_reader.h"
#include "text/byte_source.h"
#include "text/hash_bytes.h"

namespace logscan {

constexpr std::size_t kChecksumBytes = 8;

/// Passes bytes on, and compares the checksum at their end with the others.
class CheckedSource : public ByteSource {
 public:
  explicit CheckedSource(ByteSource& bytes) : bytes_(bytes) {}

  std::uint64_t left() const override { return bytes_.left(); }

  std::string next(std::size_t least) override {
    std::string piece = bytes_.next(least);
    // Whether the last bytes are the checksum is known with the next ones.
    last_ += piece;
    const std::size_t covered = last_.size() - std::min(last_.size(), kChecksumBytes);
    hash_.add(std::string_view(last_).substr(0, covered));
    last_.erase(0, covered);
    return piece;
  }

  /// Reads the rest, and returns whether the checksum is right.
  bool is_right() {
    try {
      while (left() > 0)
        next(1);
      return ByteReader(last_).word() == hash_.value();
    } catch (const BytesError&) {
      return false;
    }
  }

 private:
  ByteSource& bytes_;
  ByteHash hash_;
  std::string last_;
};

}  // namespace logscan
