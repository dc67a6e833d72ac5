#include "os/place.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include <gtest/gtest.h>

namespace logscan {
namespace {

namespace fs = std::filesystem;

constexpr uid_t kOtherUser = 12345;

class FindPlace : public testing::Test {
 protected:
  FindPlace() {
    std::string name = (fs::temp_directory_path() / "logscan-place-XXXXXX").string();
    root_ = ::mkdtemp(name.data());
    fs::create_directory(root_ / "folder");
    fs::create_directory(root_ / "other");
    std::ofstream(root_ / "folder/file") << "old";
  }
  ~FindPlace() override { fs::remove_all(root_); }

  void link(const std::string& name, const std::string& target, uid_t owner = ::geteuid()) {
    fs::create_symlink(target, root_ / name);
    if (::lchown((root_ / name).c_str(), owner, static_cast<gid_t>(-1)) != 0) {
      throw std::system_error(errno, std::generic_category());
    }
  }

  // "other/file", as the place and not the path says it.
  std::string found(const std::string& path) {
    const Place place = find_place(path.starts_with('/') ? path : (root_ / path).string());
    const std::string link = "/proc/self/fd/" + std::to_string(place.folder.get());
    return fs::relative(fs::read_symlink(link), root_).string() + "/" + place.name;
  }

  std::error_code refused(const std::string& path) {
    try {
      found(path);
    } catch (const std::system_error& failure) {
      return failure.code();
    }
    return {};
  }

  bool refused_with(const std::string& path, int error) {
    return refused(path) == std::error_code(error, std::generic_category());
  }

  fs::path root_;
};

TEST_F(FindPlace, NamesNeedNotBeThere) {
  EXPECT_EQ(found("folder/file"), "folder/file");
  EXPECT_EQ(found("folder/new"), "folder/new");
  EXPECT_EQ(found("new"), "./new");
  EXPECT_EQ(found("folder/../other//./new"), "other/new");
  EXPECT_EQ(found("folder/-o"), "folder/-o");
  EXPECT_EQ(found("folder/a\nb\x1b"), "folder/a\nb\x1b");
}

TEST_F(FindPlace, ARelativePathBeginsHere) {
  const fs::path before = fs::current_path();
  fs::current_path(root_ / "folder");
  const Place place = find_place("../other/new");
  fs::current_path(before);
  EXPECT_EQ(::faccessat(place.folder.get(), "../folder/file", F_OK, 0), 0);
  EXPECT_EQ(place.name, "new");
}

TEST_F(FindPlace, OwnLinksAreFollowed) {
  link("to_file", "folder/file");
  link("to_folder", (root_ / "folder").string());
  link("to_link", "to_folder/../to_file");
  link("to_nothing", "other/new");
  link("folder/up", "../other/");
  EXPECT_EQ(found("to_file"), "folder/file");
  EXPECT_EQ(found("to_folder/file"), "folder/file");
  EXPECT_EQ(found("to_link"), "folder/file");
  EXPECT_EQ(found("to_nothing"), "other/new");
  EXPECT_EQ(found("to_folder/up/x"), "other/x");
}

TEST_F(FindPlace, InvalidPlacesAreRefused) {
  link("circle", "circle");
  link("a", "b/x");
  link("b", "a");
  EXPECT_TRUE(refused_with("circle", ELOOP));
  EXPECT_TRUE(refused_with("a", ELOOP));
  EXPECT_TRUE(refused_with("gone/file", ENOENT));
  EXPECT_TRUE(refused_with("gone/", ENOENT));
  EXPECT_TRUE(refused_with("folder/file/", ENOTDIR));
  EXPECT_TRUE(refused_with("folder/file/x", ENOTDIR));
  EXPECT_TRUE(refused_with("folder/file/new/x", ENOTDIR));
  EXPECT_TRUE(refused_with("folder", EISDIR));
  EXPECT_TRUE(refused_with("folder/", EISDIR));
  EXPECT_TRUE(refused_with("folder/..", EISDIR));
  EXPECT_TRUE(refused_with("/", EISDIR));
  EXPECT_THROW(find_place(""), std::system_error);
}

TEST_F(FindPlace, LinksOfOtherUsersAreNotFollowed) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a link away";
  link("file", "folder/file", kOtherUser);
  link("nothing", "other/new", kOtherUser);
  link("way", "folder", kOtherUser);
  link("own", "way/file");
  for (const char* path : {"file", "nothing", "way/file", "way/new", "own"}) {
    EXPECT_EQ(refused(path), planted_link()) << path;
  }
  EXPECT_NE(planted_link().message(), "");
}

/// Looks at paths that start in a folder the user named.
class StatFound : public FindPlace {
 protected:
  int look(const std::string& path) {
    return stat_found(root_.string() + "/" + path, named_, status_);
  }
  bool is_file(const std::string& path) {
    struct stat right {};
    return ::stat((root_ / "folder/file").c_str(), &right) == 0 && look(path) == 0 &&
           status_.st_ino == right.st_ino && S_ISREG(status_.st_mode);
  }

  const std::size_t named_ = root_.string().size();
  struct stat status_ {};
};

TEST_F(StatFound, FollowsTheLinksOfThisUser) {
  link("to_file", "folder/file");
  link("to_folder", (root_ / "folder").string());
  link("to_link", "to_folder/../to_file");
  for (const char* path : {"folder/file", "to_file", "to_folder/file", "to_link", "./folder//file"})
    EXPECT_TRUE(is_file(path)) << path;
  EXPECT_EQ(look("to_folder"), 0);
  EXPECT_TRUE(S_ISDIR(status_.st_mode));
  EXPECT_EQ(stat_found((root_ / "to_file").string(), status_), 0);
  EXPECT_TRUE(S_ISREG(status_.st_mode));
}

TEST_F(StatFound, SaysWhatIsWrong) {
  link("circle", "circle");
  link("dangling", "gone");
  EXPECT_EQ(look("circle"), ELOOP);
  EXPECT_EQ(look("dangling"), ENOENT);
  EXPECT_EQ(look("gone"), ENOENT);
  EXPECT_EQ(look("gone/file"), ENOENT);
  EXPECT_EQ(look("folder/file/x"), ENOTDIR);
  EXPECT_EQ(stat_found((root_ / "gone/file").string(), status_), ENOENT);
}

TEST_F(StatFound, SeesThroughLinksToDescriptors) {
  const Descriptor opened(::open((root_ / "folder/file").c_str(), O_RDONLY | O_CLOEXEC));
  link("to_descriptor", "/proc/self/fd/" + std::to_string(opened.get()));
  EXPECT_TRUE(is_file("to_descriptor"));
}

TEST_F(StatFound, FollowsLinksOfOthersToTheirOwnFilesAlone) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a link away";
  std::ofstream(root_ / "folder/theirs") << "theirs";
  ASSERT_EQ(::chown((root_ / "folder/theirs").c_str(), kOtherUser, kOtherUser), 0);
  link("to_theirs", "folder/theirs", kOtherUser);
  link("to_file", "folder/file", kOtherUser);
  link("way", "folder", kOtherUser);
  link("by_way", "way/file");
  link("of_third", "folder/theirs", kOtherUser + 1);
  EXPECT_EQ(look("to_theirs"), 0);
  EXPECT_EQ(look("way/theirs"), 0);
  for (const char* path : {"to_file", "way/file", "by_way", "of_third", "way"}) {
    EXPECT_EQ(look(path), EPERM) << path;
    EXPECT_NE(status_.st_mode, 0U) << path;
  }
  // The links that the user named are his choice.
  EXPECT_EQ(stat_found((root_ / "way/file").string(), status_), 0);
  EXPECT_EQ(
      stat_found((root_ / "way").string() + "/file", (root_ / "way").string().size(), status_), 0);
}

TEST_F(FindPlace, DescriptorsHaveNoFolder) {
  EXPECT_EQ(find_place("/dev/stdout").name, "");
  EXPECT_EQ(find_place("/proc/self/fd/1").name, "");
  EXPECT_EQ(find_place("/dev/null").name, "null");
}

TEST_F(FindPlace, APlaceStaysWhereItIs) {
  const Place place = find_place((root_ / "folder/new").string());
  fs::rename(root_ / "folder", root_ / "moved");
  fs::create_directory(root_ / "folder");
  const Descriptor made(
      ::openat(place.folder.get(), place.name.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600));
  EXPECT_TRUE(fs::exists(root_ / "moved/new"));
  EXPECT_FALSE(fs::exists(root_ / "folder/new"));
}

}  // namespace
}  // namespace logscan
