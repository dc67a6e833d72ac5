#include "text/equal_bytes.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace logscan {
namespace {

// The texts have no byte more, so that a sanitizer finds what is read beyond their ends.
TEST(EqualBytes, EachByteOfEachSizeMatters) {
  for (std::size_t size = 0; size < 70; ++size) {
    std::vector<char> bytes(size);
    for (std::size_t i = 0; i < size; ++i)
      bytes[i] = static_cast<char>(3 * i);
    const std::vector<char> same = bytes;
    const std::string_view a(same.data(), size);
    const std::string_view b(bytes.data(), size);
    EXPECT_TRUE(equal_bytes(a, b)) << size;
    for (char& byte : bytes) {
      for (int bit = 0; bit < 8; ++bit) {
        byte = static_cast<char>(byte ^ 1 << bit);
        EXPECT_FALSE(equal_bytes(a, b)) << size;
        byte = static_cast<char>(byte ^ 1 << bit);
      }
    }
    EXPECT_FALSE(equal_bytes(a, std::string(size + 1, 'x'))) << size;
  }
}

}  // namespace
}  // namespace logscan
