#include "os/unnamed_file.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <sys/stat.h>

#include "os/file.h"
#include "support/temp_folder.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

TEST(UnnamedFile, HoldsBytesAndHasNoName) {
  const test::TempFolder folder;
  const Descriptor file = open_unnamed_file(folder.path());
  ASSERT_GE(file.get(), 0);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  write_all(file.get(), "some bytes");
  EXPECT_EQ(read_bytes(file.get(), 5, 99), "bytes");
  struct stat status {};
  ASSERT_EQ(status_of(file.get(), status), 0);
  EXPECT_EQ(status.st_mode, mode_t{S_IFREG | 0600});
  EXPECT_EQ(status.st_nlink, 0U);
}

TEST(UnnamedFile, NeedsAFolder) {
  const test::TempFolder folder;
  EXPECT_LT(open_unnamed_file(folder.path("missing")).get(), 0);
  EXPECT_EQ(errno, ENOENT);
  EXPECT_LT(open_unnamed_file(folder.write("file", "")).get(), 0);
  EXPECT_EQ(errno, ENOTDIR);
}

TEST(UnnamedFile, LiesWhereTheEnvironmentSays) {
  const char* const old = std::getenv("TMPDIR");
  const std::string before = old == nullptr ? "" : old;
  ::setenv("TMPDIR", "/var/tmp", 1);
  EXPECT_EQ(temporary_folder(), "/var/tmp");
  ::setenv("TMPDIR", "", 1);
  EXPECT_EQ(temporary_folder(), "/tmp");
  ::unsetenv("TMPDIR");
  EXPECT_EQ(temporary_folder(), "/tmp");
  if (old != nullptr) ::setenv("TMPDIR", before.c_str(), 1);
}

}  // namespace
}  // namespace logscan
