#include "state/packed.h"

#include <stdexcept>
#include <string>

#include "support/state_bytes.h"
#include "support/temp_folder.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

std::string unpacked(const StoredBytes& packed) {
  return test::all_of(*unpack(packed));
}

TEST(Packed, RestoresTheText) {
  for (const std::string& bytes :
       {std::string(), std::string("a"), std::string(100'000, 'a'), std::string("\0\xff\n", 3)})
    EXPECT_EQ(unpacked(pack(bytes)), bytes);
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
  EXPECT_THROW(unpacked('z' + boasting_frame()), std::runtime_error);
  EXPECT_THROW(unpacked('z' + boasting_frame() + std::string(600, '\0')), std::runtime_error);
}

// The writer of a log decides how well it can be packed.
TEST(Packed, KeepsTextUnpackedIfItWouldBecomeTooShort) {
  for (const std::size_t size :
       {std::size_t{1000}, std::size_t{100'000}, std::size_t{30'000'000}}) {
    const std::string bytes(size, 'a');
    const std::string packed = pack(bytes).whole();
    EXPECT_LE(bytes.size(), packed.size() * kMostRatio) << size;
    EXPECT_EQ(unpacked(packed), bytes) << size;
  }
}

// What is in a file comes back in pieces, and is packed to the same bytes.
TEST(Packed, IsTheSameInFiles) {
  const test::TempFolder folder;
  std::string paths;
  for (std::size_t i = 0; i < 60'000; ++i)
    paths += "/api/v1/users/" + std::to_string(i * i % 9973) + "/orders\n";
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kStreamBytes - 1, kStreamBytes,
                                 kStreamBytes + 1, paths.size()}) {
    for (const bool is_packable : {true, false}) {
      const std::string bytes =
          is_packable ? paths.substr(0, size) : std::string(size, static_cast<char>(size));
      ByteStore store(folder.path());
      for (std::size_t at = 0; at < size; at += 1 + size / 7)
        store.add(std::string_view(bytes).substr(at, 1 + size / 7));
      const StoredBytes in_file = store.finish();
      const StoredBytes packed = pack(in_file, 1, folder.path());
      EXPECT_EQ(in_file.whole(), bytes) << size;
      EXPECT_EQ(packed.whole(), pack(bytes).whole()) << size;
      EXPECT_EQ(unpacked(packed), bytes) << size;
      EXPECT_EQ(packed.part(1, packed.size()).whole(), packed.whole().substr(1));
    }
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Packed, ASourceReturnsAsManyBytesAsAreNeeded) {
  std::string bytes(3 * kStreamBytes, 'a');
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<char>('a' + i * i % 23);
  const auto source = unpack(pack(bytes));
  EXPECT_EQ(source->next(2 * kStreamBytes + 5), bytes.substr(0, 2 * kStreamBytes + 5));
  EXPECT_EQ(source->left(), kStreamBytes - 5);
  EXPECT_EQ(test::all_of(*source), bytes.substr(2 * kStreamBytes + 5));
}

TEST(Packed, RefusesOtherBytes) {
  const std::string packed = pack("some bytes, and some more").whole();
  for (std::size_t size = 0; size < packed.size(); ++size)
    EXPECT_THROW(unpacked(packed.substr(0, size)), std::runtime_error) << size;
  EXPECT_THROW(unpacked("some bytes, and some more"), std::runtime_error);
  EXPECT_THROW(unpacked(packed + "x"), std::runtime_error);
}

}  // namespace
}  // namespace logscan
