#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/byte_source.h"

namespace logscan::test {

/// Bytes that come in pieces of `size` bytes, or as many as are needed.
class Pieces : public ByteSource {
 public:
  Pieces(std::string_view bytes, std::size_t size) : rest_(bytes), size_(size) {}

  std::uint64_t left() const override { return rest_.size(); }

  std::string next(std::size_t least) override {
    std::string piece(rest_.substr(0, std::max(least, size_)));
    rest_.remove_prefix(piece.size());
    return piece;
  }

 private:
  std::string_view rest_;
  std::size_t size_;
};

}  // namespace logscan::test
