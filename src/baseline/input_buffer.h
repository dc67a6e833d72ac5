#pragma once

#include <array>
#include <cstdint>
#include <streambuf>

#include "baseline/methods.h"

namespace logscan::detail {

/// Lets a part be read as a std::istream, from its beginning. What Input::read() throws comes out
/// of a stream that has std::ios::badbit in its exceptions().
class InputBuffer : public std::streambuf {
 public:
  explicit InputBuffer(const Part& part) : part_(part) {}

 protected:
  int_type underflow() override {
    const std::size_t got = read_part(part_, read_, buffer_.data(), buffer_.size());
    read_ += got;
    setg(buffer_.data(), buffer_.data(), buffer_.data() + got);
    return got == 0 ? traits_type::eof() : traits_type::to_int_type(buffer_[0]);
  }

 private:
  const Part part_;
  std::uint64_t read_ = 0;
  std::array<char, 8191> buffer_;  ///< as large as that of a std::ifstream
};

}  // namespace logscan::detail
