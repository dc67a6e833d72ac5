#include "logscan/discovery.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

#include "logset/log_names.h"
#include "support/random_names.h"
#include "support/temp_folder.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

namespace fs = std::filesystem;
using test::TempFolder;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;

/// Looks for files in a folder of its own, in which it calls them by their names from there.
class DiscoveryTest : public testing::Test {
 protected:
  std::string made(std::string_view name) { return folder_.write(name, "x"); }

  const Discovery& find(const std::vector<std::string>& names, bool recursive = false) {
    std::vector<std::string> arguments;
    for (const std::string& name : names)
      arguments.push_back(name.empty() ? folder_.path() : folder_.path(name));
    DiscoveryOptions options;
    options.recursive = recursive;
    options.why_left_out = [&](FoundInput& file) -> std::optional<std::string> {
      const std::string& path = file.path();
      judged_.push_back(short_name(path));
      if (path.find("error") == std::string::npos) return std::nullopt;
      return "is an error log";
    };
    judged_.clear();
    found_ = discover(arguments, options);
    return found_;
  }

  std::string short_name(const std::string& path) const {
    const std::string front = folder_.path() + "/";
    return path.starts_with(front) ? path.substr(front.size()) : path;
  }

  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const FoundFile& file : found_.files)
      names.push_back(short_name(file.path) + (file.error ? ": " + *file.error : ""));
    return names;
  }

  std::vector<std::string> notes(const std::vector<PathNote>& from) const {
    std::vector<std::string> texts;
    for (const PathNote& note : from) {
      std::string text = note.text;
      const std::size_t at = text.find(folder_.path() + "/");
      if (at != std::string::npos) text.erase(at, folder_.path().size() + 1);
      texts.push_back(short_name(note.path) + " " + text);
    }
    return texts;
  }

  TempFolder folder_;
  Discovery found_;
  std::vector<std::string> judged_;
};

TEST_F(DiscoveryTest, AFolderIsItsLogsOldestFirst) {
  for (const char* name : {"access.log", "access.log.10.gz", "access.log.2", "b.log-20260102",
                           "b.log-20260101", "b.log", "error.log", ".hidden.log"})
    made(name);
  find({""});
  EXPECT_THAT(files(), ElementsAre("access.log.10.gz", "access.log.2", "access.log",
                                   "b.log-20260101", "b.log-20260102", "b.log"));
  EXPECT_THAT(notes(found_.left_out),
              ElementsAre(".hidden.log is hidden", "error.log is an error log"));
  EXPECT_THAT(found_.repeated, IsEmpty());
}

TEST_F(DiscoveryTest, ACompressedCopyIsLeftOutBesideItsLog) {
  for (const char* name : {"a.log", "a.log.gz", "a.log.1", "a.log.1.gz", "a.log.2", "a.log.3.gz",
                           "b.log-20260101", "b.log-20260101.zst", "b.log-20260102.zst"})
    made(name);
  DiscoveryOptions options;
  std::vector<std::string> asked;
  bool answer = true;
  options.is_copy = [&](FoundInput& compressed, FoundInput& plain) {
    asked.push_back(short_name(compressed.path()) + " " + short_name(plain.path()));
    return answer;
  };
  found_ = discover({folder_.path()}, options);
  EXPECT_THAT(asked, ElementsAre("a.log.1.gz a.log.1", "b.log-20260101.zst b.log-20260101"));
  EXPECT_THAT(notes(found_.left_out),
              ElementsAre("a.log.1.gz has the same content as a.log.1",
                          "b.log-20260101.zst has the same content as b.log-20260101"));
  EXPECT_EQ(found_.files.size(), 7u);
  answer = false;
  found_ = discover({folder_.path()}, options);
  EXPECT_EQ(found_.files.size(), 9u);
}

TEST_F(DiscoveryTest, NamedFilesKeepTheirOrderAndAreNotChecked) {
  made("b.log");
  made("error.log");
  made("a.log");
  find({"b.log", "error.log", "gone.log", "a.log"});
  EXPECT_THAT(files(), ElementsAre("b.log", "error.log", "gone.log", "a.log"));
  EXPECT_THAT(judged_, IsEmpty());
}

TEST_F(DiscoveryTest, OnlyRegularFilesAreOpened) {
  made("a.log");
  ASSERT_EQ(::mkfifo(folder_.path("fifo").c_str(), 0600), 0);
  const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  folder_.path("socket").copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ::close(fd);
  fs::create_symlink("/dev/null", folder_.path("device"));
  fs::create_symlink("nothing", folder_.path("dangling"));
  fs::create_symlink("circle", folder_.path("circle"));
  fs::create_symlink("fifo", folder_.path("to_fifo"));
  find({""});
  EXPECT_THAT(files(), ElementsAre("a.log"));
  EXPECT_THAT(judged_, ElementsAre("a.log"));
  EXPECT_THAT(
      notes(found_.left_out),
      ElementsAre("circle is a link in a loop", "dangling is a broken link", "device is a device",
                  "fifo is a FIFO", "socket is a socket", "to_fifo is a FIFO"));
}

TEST_F(DiscoveryTest, PatternsTakeRegularFilesAlone) {
  made("a.log.1");
  made("b.log.1/c.log");
  ASSERT_EQ(::mkfifo(folder_.path("a.log.2").c_str(), 0600), 0);
  fs::create_symlink("/dev/zero", folder_.path("a.log.3"));
  fs::create_symlink("nothing", folder_.path("a.log.4"));
  fs::create_symlink("a.log.5", folder_.path("a.log.5"));
  fs::create_symlink("a.log.2", folder_.path("a.log.6"));
  fs::create_symlink("a.log.1", folder_.path("a.log.7"));
  find({"?.log*"});
  EXPECT_THAT(files(), ElementsAre("a.log.7", "b.log.1/c.log"));
  EXPECT_THAT(notes(found_.left_out),
              ElementsAre("a.log.6 is a FIFO", "a.log.5 is a link in a loop",
                          "a.log.4 is a broken link", "a.log.3 is a device", "a.log.2 is a FIFO"));
  EXPECT_THAT(notes(found_.repeated), ElementsAre("a.log.1 is the same as a.log.7"));
  find({"a.log.[2-6]"});
  EXPECT_THAT(files(), ElementsAre("a.log.[2-6]: no regular file matches; -v lists what matches"));
  for (const FoundFile& file : find({"a.log.[17]", "a.log.1"}).files)
    EXPECT_EQ(file.found != nullptr, true);
  for (const FoundFile& file : find({"a.log.2", "a.log.3"}).files)
    EXPECT_EQ(file.found, nullptr) << "is named";
}

TEST_F(DiscoveryTest, LinksThatOthersPlantedAreErrors) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a link away";
  constexpr uid_t kOther = 12345;
  const auto plant = [&](const char* name, const std::string& target) {
    fs::create_symlink(target, folder_.path(name));
    ASSERT_EQ(::lchown(folder_.path(name).c_str(), kOther, kOther), 0);
  };
  made("secret/a.log");
  made("logs/a.log");
  plant("logs/a.log.1", "../secret/a.log");
  plant("logs/a.log.2", "/dev/zero");
  plant("logs/sub", "../secret");
  const std::string why =
      ": reached through another user's symbolic link; to read it, name the file itself";
  find({"logs"});
  EXPECT_THAT(files(), ElementsAre("logs/a.log", "logs/a.log.1" + why));
  find({"logs"}, true);
  EXPECT_THAT(files(), ElementsAre("logs/a.log", "logs/a.log.1" + why));
  find({"logs/a.log*"});
  EXPECT_THAT(files(), ElementsAre("logs/a.log.1" + why, "logs/a.log"));
  find({"logs/*/a.log"});
  EXPECT_THAT(files(), ElementsAre("logs/sub" + why));
  find({"log*/sub/a.log"});
  EXPECT_THAT(files(), ElementsAre("logs/sub/a.log" + why));
  // A named path is read whatever it is.
  find({"logs/a.log.1", "logs/sub"});
  EXPECT_THAT(files(), ElementsAre("logs/a.log.1"));
  EXPECT_EQ(found_.repeated.size(), 1u);
}

TEST_F(DiscoveryTest, FoldersBelowAreReadWhenAsked) {
  made("a.log");
  made("sub/b.log");
  made("sub/deeper/c.log");
  made(".git/d.log");
  find({""});
  EXPECT_THAT(files(), ElementsAre("a.log"));
  EXPECT_THAT(notes(found_.left_out),
              ElementsAre(".git is hidden", "sub is a folder; --recursive reads it"));
  find({""}, true);
  EXPECT_THAT(files(), ElementsAre("a.log", "sub/b.log", "sub/deeper/c.log"));
}

TEST_F(DiscoveryTest, LinksToFoldersLeadNowhereUnlessNamed) {
  made("logs/a.log");
  made("elsewhere/b.log");
  fs::create_directory_symlink("..", folder_.path("logs/up"));
  fs::create_directory_symlink(".", folder_.path("logs/here"));
  fs::create_directory_symlink("../elsewhere", folder_.path("logs/other"));
  find({"logs"}, true);
  EXPECT_THAT(files(), ElementsAre("logs/a.log"));
  EXPECT_EQ(found_.left_out.size(), 3u);
  find({"logs/other"}, true);
  EXPECT_THAT(files(), ElementsAre("logs/other/b.log"));
}

TEST_F(DiscoveryTest, AFileIsReadOnceByWhateverName) {
  made("logs/a.log");
  made("logs/b.log");
  fs::create_symlink("a.log", folder_.path("logs/0_link.log"));
  fs::create_hard_link(folder_.path("logs/b.log"), folder_.path("logs/z.log"));
  find({"logs"});
  EXPECT_THAT(files(), ElementsAre("logs/a.log", "logs/b.log"));
  EXPECT_THAT(notes(found_.left_out), ElementsAre("logs/0_link.log is the same file as logs/a.log",
                                                  "logs/z.log is the same file as logs/b.log"));
  EXPECT_THAT(found_.repeated, IsEmpty());

  find({"logs/z.log", "logs/b.log", "logs", "logs/z.log", "logs/../logs"});
  EXPECT_THAT(files(), ElementsAre("logs/z.log", "logs/a.log"));
  EXPECT_THAT(
      notes(found_.repeated),
      ElementsAre("logs/b.log is the same as logs/z.log", "logs/b.log is the same as logs/z.log",
                  "logs/z.log is named twice", "logs/../logs is the same as logs"));
}

TEST_F(DiscoveryTest, ASkippedFileCanStillBeNamed) {
  made("logs/a.log");
  made("logs/error.log");
  find({"logs", "logs/error.log"});
  EXPECT_THAT(files(), ElementsAre("logs/a.log", "logs/error.log"));
  EXPECT_THAT(found_.repeated, IsEmpty());
}

TEST_F(DiscoveryTest, PatternsAreExpandedIfNoFileHasThatName) {
  made("a/access.log.2");
  made("a/access.log.10");
  made("b/access.log.1");
  made("b/error.log.1");
  made("b/.access.log.1");
  find({"*/access.log.*"});
  EXPECT_THAT(files(), ElementsAre("a/access.log.10", "a/access.log.2", "b/access.log.1"));
  find({"[b]/error.log.?"});
  EXPECT_THAT(files(), ElementsAre("b/error.log.1"));
  find({"b/.acc*"});
  EXPECT_THAT(files(), ElementsAre("b/.access.log.1"));
  find({"?"});
  EXPECT_THAT(files(), ElementsAre("a/access.log.10", "a/access.log.2", "b/access.log.1"));
  find({"*/*.gz"});
  EXPECT_THAT(files(), ElementsAre("*/*.gz: no file matches; check the pattern, and the folder you "
                                   "are in"));
  find({"b/access.log.1/*"});
  EXPECT_EQ(found_.files.size(), 1u);
  EXPECT_TRUE(found_.files[0].error);

  made("[b]");
  find({"[b]"});
  EXPECT_THAT(files(), ElementsAre("[b]"));
  fs::create_symlink("nothing", folder_.path("*"));
  find({"*"});
  EXPECT_THAT(files(), ElementsAre("*"));
}

TEST_F(DiscoveryTest, PatternsKeepTheFormOfTheWord) {
  made("a/x.log");
  const fs::path before = fs::current_path();
  fs::current_path(folder_.path());
  const auto paths = [](const char* word) {
    const Discovery found = discover({word}, {});
    return found.files.empty() ? "" : found.files.front().path;
  };
  EXPECT_EQ(paths("a/*.log"), "a/x.log");
  EXPECT_EQ(paths("./*/x.log"), "./a/x.log");
  EXPECT_EQ(paths("a//*"), "a/x.log");
  EXPECT_EQ(paths("*/"), "a/x.log");
  EXPECT_EQ(paths("../*/a/x.log").find("../"), 0u);
  EXPECT_EQ(paths("./a"), "./a/x.log");
  EXPECT_EQ(paths("a/"), "a/x.log");
  fs::current_path(before);
}

TEST_F(DiscoveryTest, AFolderWithoutLogsIsAnError) {
  fs::create_directory(folder_.path("empty"));
  made("none/error.log");
  made("none/error.log.1");
  made("deep/sub/a.log");
  find({"empty", "none", "deep"});
  EXPECT_THAT(files(), ElementsAre("empty: no file in it; check the name",
                                   "none: no access log in it (2 files checked; -v shows why)",
                                   "deep: no file in it; --recursive searches the folders in it"));
}

TEST_F(DiscoveryTest, AFolderThatCannotBeListedIsAnError) {
  // A path that the system refuses to open, for any user.
  std::string deep = folder_.path();
  const std::string name(200, 'd');
  const fs::path before = fs::current_path();
  fs::current_path(folder_.path());
  for (int i = 0; i < 25; ++i) {
    fs::create_directory(name);
    fs::current_path(name);
  }
  fs::current_path(folder_.path());
  made("a.log");
  find({""}, true);
  fs::current_path(before);
  ASSERT_EQ(found_.files.size(), 2u);
  EXPECT_EQ(short_name(found_.files[0].path), "a.log");
  EXPECT_EQ(found_.files[1].error, "cannot be listed: File name too long");
  // Too long for remove_all() of a path, too.
  ASSERT_EQ(std::system(("rm -rf " + folder_.path()).c_str()), 0);
}

TEST_F(DiscoveryTest, AFolderWithoutPermissionIsAnError) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read any folder";
  made("logs/a.log");
  made("logs/shut/b.log");
  fs::permissions(folder_.path("logs/shut"), fs::perms::none);
  find({"logs", "logs/shut"}, true);
  fs::permissions(folder_.path("logs/shut"), fs::perms::owner_all);
  EXPECT_THAT(files(), ElementsAre("logs/a.log", "logs/shut: cannot be listed: Permission denied"));
}

TEST_F(DiscoveryTest, HostileNamesAreNames) {
  const std::vector<std::string> names = {"-rf",   "a\nb.log",  "\x1b[2J.log", "\xff\xfe.log",
                                          "~.log", "$(id).log", "*?.log"};
  for (const std::string& name : names)
    made(name);
  find({""});
  std::vector<std::string> sorted = names;
  sort_oldest_first(sorted);
  EXPECT_THAT(files(), ElementsAreArray(sorted));
  find(names);
  EXPECT_THAT(files(), ElementsAreArray(names));
}

// For any names, each file is read once or reported, in the order of the names.
TEST_F(DiscoveryTest, EveryFileIsReadOnceOrReported) {
  std::mt19937 random(5);
  for (int round = 0; round < 30; ++round) {
    const std::string root = "round" + std::to_string(round);
    std::vector<std::string> names;
    for (int i = 0; i < 15; ++i) {
      std::string name = test::random_log_path(random);
      std::replace(name.begin(), name.end(), '/', '+');
      if (name == "." || name == "..") continue;
      made(root + "/" + name);
      names.push_back(root + "/" + name);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    find({root});
    std::vector<std::string> seen = files();
    EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end(),
                               [](const auto& a, const auto& b) { return older_first(a, b); }));
    for (const PathNote& note : found_.left_out)
      seen.push_back(short_name(note.path));
    EXPECT_THAT(seen, testing::UnorderedElementsAreArray(names));
  }
}

}  // namespace
}  // namespace logscan
