#include "os/regular_file.h"

#include <cerrno>
#include <filesystem>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "logscan/input.h"
#include "support/read_input.h"
#include "support/temp_folder.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

namespace fs = std::filesystem;

FileId id_at(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0);
  return id_of(status);
}

class RegularFileTest : public testing::Test {
 protected:
  void make_others() {
    ASSERT_EQ(::mkfifo(folder_.path("fifo").c_str(), 0600), 0);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    folder_.path("socket").copy(address.sun_path, sizeof address.sun_path - 1);
    ASSERT_EQ(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ::close(fd);
    fs::create_symlink("/dev/zero", folder_.path("device"));
    fs::create_symlink("fifo", folder_.path("to_fifo"));
    fs::create_directory(folder_.path("folder"));
  }

  test::TempFolder folder_;
  const std::string path_ = folder_.write("log", "text");
};

TEST_F(RegularFileTest, OpensTheFileThatWasFound) {
  const FileId id = id_at(path_);
  for (const RegularFile& opened : {open_regular(path_), open_regular(path_, id)}) {
    EXPECT_EQ(opened.problem, 0);
    EXPECT_GE(opened.file.get(), 0);
    EXPECT_EQ(id_of(opened.status), id);
  }
}

// Also with the id of a file that was found and then replaced by one of these.
TEST_F(RegularFileTest, OpensNothingElse) {
  make_others();
  const FileId id = id_at(path_);
  for (const char* name : {"fifo", "socket", "device", "to_fifo"}) {
    for (const RegularFile& opened :
         {open_regular(folder_.path(name)), open_regular(folder_.path(name), id)}) {
      EXPECT_EQ(opened.problem, kNotRegular) << name;
      EXPECT_LT(opened.file.get(), 0);
    }
  }
  EXPECT_EQ(open_regular(folder_.path("folder")).problem, EISDIR);
  EXPECT_EQ(open_regular(folder_.path("gone")).problem, ENOENT);
  EXPECT_EQ(open_regular(folder_.write("other", "text"), id).problem, kOtherFile);
}

TEST_F(RegularFileTest, AnInputSaysThatItWasFound) {
  make_others();
  const FileId id = id_at(path_);
  const Input found = Input::open_found(path_, id);
  EXPECT_FALSE(found.was_replaced());
  EXPECT_EQ(test::read_input(found).text, "text");
  for (const char* name : {"fifo", "socket", "device", "to_fifo", "folder", "gone"}) {
    const Input input = Input::open_found(folder_.path(name), id);
    EXPECT_TRUE(input.was_replaced()) << name;
    EXPECT_TRUE(input.error()) << name;
  }
  folder_.remove("log");
  folder_.write("log", "text");
  folder_.write("new", "text");
  EXPECT_TRUE(Input::open_found(folder_.path("new"), id).was_replaced());
}

}  // namespace
}  // namespace logscan
