#include "text/plain_run.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace logscan::detail {
namespace {

bool is_usual(unsigned byte) {
  return byte >= 0x20 && byte < 0x7F;
}

TEST(PlainRun, EndsAtEachUnusualByteAndAtNoOther) {
  for (std::size_t size = 0; size <= 20; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (unsigned byte = 0; byte < 256; ++byte) {
        // On the heap and of the exact size, so that a sanitizer sees each read past the end.
        std::vector<char> text(size, byte % 2 == 0 ? '~' : ' ');
        text[at] = static_cast<char>(byte);
        const std::string_view bytes(text.data(), size);
        ASSERT_EQ(plain_run<>(bytes), is_usual(byte) ? size : at) << size << ' ' << byte;
        const bool stops = !is_usual(byte) || byte == '"' || byte == '\\';
        ASSERT_EQ((plain_run<'"', '\\'>(bytes)), stops ? at : size) << size << ' ' << byte;
      }
    }
  }
}

TEST(PlainRun, EndsAtTheFirstOfMany) {
  for (unsigned first = 0; first < 256; ++first) {
    for (unsigned second = 0; second < 256; ++second) {
      std::string text(11, '!');
      text[3] = static_cast<char>(first);
      text[4] = static_cast<char>(second);
      const std::size_t end = !is_usual(first) ? 3 : !is_usual(second) ? 4 : 11;
      ASSERT_EQ(plain_run<>(text), end) << first << ' ' << second;
    }
  }
}

}  // namespace
}  // namespace logscan::detail
