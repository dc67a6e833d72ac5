#include "state/packed.h"

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace logscan {
namespace {

TEST(Packed, RestoresTheText) {
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

/// A zstd frame of one byte, repeated, which says that it holds 2^62 of them.
std::string boasting_frame() {
  std::string frame = "\x28\xb5\x2f\xfd\xe0";  // magic number; a single segment, 8 bytes of size
  frame += std::string(7, '\0') + '\x40';
  frame += std::string("\x03\0\0a", 4);  // the last block
  return frame;
}

TEST(Packed, BelievesNoSizeThatItsBytesCannotHold) {
  EXPECT_THROW(unpack('z' + boasting_frame()), std::runtime_error);
  EXPECT_THROW(unpack('z' + boasting_frame() + std::string(600, '\0')), std::runtime_error);
}

// The writer of a log decides how well it can be packed.
TEST(Packed, KeepsTextUnpackedIfItWouldBecomeTooShort) {
  for (const std::size_t size :
       {std::size_t{1000}, std::size_t{100'000}, std::size_t{30'000'000}}) {
    const std::string bytes(size, 'a');
    const std::string packed = pack(bytes);
    EXPECT_LE(bytes.size(), packed.size() * kMostRatio) << size;
    EXPECT_EQ(unpack(packed), bytes) << size;
  }
}

TEST(Packed, RefusesOtherBytes) {
  const std::string packed = pack("some bytes, and some more");
  for (std::size_t size = 0; size < packed.size(); ++size)
    EXPECT_THROW(unpack(packed.substr(0, size)), std::runtime_error) << size;
  EXPECT_THROW(unpack("some bytes, and some more"), std::runtime_error);
  EXPECT_THROW(unpack(packed + "x"), std::runtime_error);
}

}  // namespace
}  // namespace logscan
