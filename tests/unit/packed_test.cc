#include "state/packed.h"

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace logscan {
namespace {

TEST(Packed, GivesBackWhatItWas) {
  for (const std::string& bytes :
       {std::string(), std::string("a"), std::string(100'000, 'a'), std::string("\0\xff\n", 3)})
    EXPECT_EQ(unpack(pack(bytes)), bytes);
}

TEST(Packed, IsShorter) {
  std::string paths;
  for (int i = 0; i < 1000; ++i)
    paths += "/api/v1/users/" + std::to_string(i) + "/orders\n";
  EXPECT_LT(pack(paths).size(), paths.size() / 4);
}

TEST(Packed, RefusesWhatWasNotPacked) {
  const std::string packed = pack("some bytes, and some more");
  for (std::size_t size = 0; size < packed.size(); ++size)
    EXPECT_THROW(unpack(packed.substr(0, size)), std::runtime_error) << size;
  EXPECT_THROW(unpack("some bytes, and some more"), std::runtime_error);
  EXPECT_THROW(unpack(packed + "x"), std::runtime_error);
}

}  // namespace
}  // namespace logscan
