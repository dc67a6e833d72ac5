#include "scan/line_index.h"

#include <string>

#include "support/sweep.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

TEST(LineIndex, HasRoomForABlockOfLineFeedsOrQuotesAlone) {
  LineIndex index;
  for (const std::size_t size : {0u, 1u, 63u, 64u, 4096u, 100u, 70000u}) {
    for (const char byte : {'\n', '"'}) {
      const test::Padded bytes(std::string(size, byte), byte);
      for (const Kernel& kernel : kernels()) {
        index.reset(size);
        kernel.scan(bytes.data(), size, index);
        EXPECT_EQ(index.mark_count, size) << kernel.name;
      }
    }
  }
}

TEST(LineIndex, IsEmptyAfterReset) {
  LineIndex index;
  index.reset(10);
  index.mark_count = 3;
  index.reset(5);
  EXPECT_EQ(index.mark_count, 0u);
}

}  // namespace
}  // namespace logscan
