// Malicious names, links and modes.

#include <cerrno>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include "faults/faulty.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::faults {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr uid_t kOtherUser = 12345;

// Quotes a word for the shell.
std::string quoted(const std::string& name) {
  return "'" + name + "'";
}

mode_t mode_of(const Scratch& scratch, const std::string& name) {
  struct stat status {};
  EXPECT_EQ(::lstat((scratch.folder() / name).c_str(), &status), 0) << name;
  return status.st_mode & 07777;
}

const std::string kNames[] = {"-o",
                              "--help",
                              "-",
                              "a\nb.log",
                              "\x1b[2Jx",
                              "\xff\xfe",
                              "a b;rm x",
                              "*",
                              "%s%n",
                              std::string(255, 'x'),
                              "\xe2\x80\xae"
                              "gol",
                              "C:80"};

TEST(HostileNames, AreLogsLikeOthers) {
  for (const std::string& name : kNames) {
    const Scratch scratch;
    scratch.write(name, numbered_lines(0, 10));
    const Seen seen = run(scratch, "logscan --json -- " + quoted("./" + name));
    EXPECT_EQ(seen.exit, 0) << seen.err;
    EXPECT_EQ(report_of(seen).at("totals").at("parsed"), 10);
    if (name == "-") continue;  // without a folder, this is standard input
    EXPECT_EQ(report_of(run(scratch, "logscan --json -- " + quoted(name))).at("totals"),
              report_of(seen).at("totals"))
        << name;
  }
}

TEST(HostileNames, AreReportsLikeOthers) {
  for (const std::string& name : kNames) {
    const Scratch scratch;
    scratch.write("a.log", numbered_lines(0, 10));
    const std::string report = run(scratch, "logscan a.log").out;
    for (int twice = 0; twice < 2; ++twice) {
      const Seen seen = run(scratch, "logscan a.log -f text --output=" + quoted("./" + name));
      EXPECT_EQ(seen.exit, 0) << seen.err;
      EXPECT_EQ(contents(scratch, name), report) << name;
      EXPECT_EQ(names_in(scratch).size(), 2U) << name;
    }
  }
}

TEST(HostileNames, ArePrintedSafely) {
  for (const std::string& name : kNames) {
    const Scratch scratch;
    scratch.write("x/a.log", numbered_lines(0, 10));
    const std::string report = "logscan x/a.log -o " + quoted("./gone/" + name);
    const Seen seen =
        run(scratch, "logscan ./" + quoted(name) + "; " + report + "; " + report + " -f text");
    EXPECT_EQ(seen.exit, 5);
    for (const std::string& text : {seen.err, seen.out}) {
      EXPECT_THAT(text, Not(HasSubstr("\x1b")));
      EXPECT_THAT(text, Not(HasSubstr("\nb.log")));
      EXPECT_THAT(text, Not(HasSubstr("\xe2\x80\xae")));
    }
  }
}

TEST(HostileLinks, CyclesAreReported) {
  const Scratch scratch;
  scratch.write("a.log", numbered_lines(0, 10));
  fs::create_symlink("loop", scratch.folder() / "loop");
  const Seen read = run(scratch, "logscan --json a.log loop");
  EXPECT_EQ(read.exit, 3);
  EXPECT_THAT(read.err, HasSubstr("loop: "));
  EXPECT_EQ(report_of(read).at("totals").at("parsed"), 10);
  const Seen written = run(scratch, "logscan a.log -o loop");
  EXPECT_EQ(written.exit, 5);
  EXPECT_THAT(written.err, HasSubstr("loop: the report was not written: "));
}

class PlantedLink : public testing::Test {
 protected:
  PlantedLink() {
    scratch_.write("a.log", numbered_lines(0, 10));
    scratch_.write("precious", "old\n");
    fs::create_directory(scratch_.folder() / "folder");
  }

  void SetUp() override {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can give a link away";
  }

  void plant(const std::string& name, const std::string& target, uid_t owner) {
    fs::create_symlink(target, scratch_.folder() / name);
    ASSERT_EQ(::lchown((scratch_.folder() / name).c_str(), owner, owner), 0);
  }

  Scratch scratch_;
};

TEST_F(PlantedLink, IsNotWrittenThrough) {
  plant("report.txt", "precious", kOtherUser);
  plant("new.txt", "folder/new", kOtherUser);
  plant("way", "folder", kOtherUser);
  for (const char* output : {"report.txt", "new.txt", "way/report.txt"}) {
    const Seen seen = run(scratch_, std::string("logscan a.log -o ") + output);
    EXPECT_EQ(seen.exit, 5) << output;
    EXPECT_THAT(seen.err, HasSubstr(": the report was not written: a symbolic link on the way "
                                    "belongs to another user; "));
    EXPECT_EQ(contents(scratch_, "precious"), "old\n");
    EXPECT_TRUE(fs::is_empty(scratch_.folder() / "folder"));
  }
  EXPECT_THAT(names_in(scratch_),
              ElementsAre("a.log", "folder", "new.txt", "precious", "report.txt", "way"));
}

TEST_F(PlantedLink, IsNotWrittenThroughByTheUserItWasPlantedFor) {
  plant("report.txt", "precious", kOtherUser + 1);
  fs::permissions(scratch_.folder().parent_path(), fs::perms::all);
  fs::permissions(scratch_.folder(), fs::perms::all);
  fs::permissions(scratch_.folder() / "precious", fs::perms::all);
  const std::string as_user = "setpriv --reuid 12345 --clear-groups logscan a.log -o ";
  EXPECT_EQ(run(scratch_, as_user + "precious").exit, 0);
  scratch_.write("precious", "old\n");
  const Seen seen = run(scratch_, as_user + "report.txt");
  EXPECT_EQ(seen.exit, 5) << seen.err;
  EXPECT_EQ(contents(scratch_, "precious"), "old\n");
}

TEST_F(PlantedLink, IsFollowedIfItIsYourOwn) {
  plant("report.txt", "precious", 0);
  EXPECT_EQ(run(scratch_, "logscan a.log -o report.txt").exit, 0);
  EXPECT_EQ(contents(scratch_, "precious"), run(scratch_, "logscan a.log").out);
  EXPECT_TRUE(fs::is_symlink(scratch_.folder() / "report.txt"));
}

// Otherwise anyone who can write to a folder of logs could make root show any file.
TEST_F(PlantedLink, IsNotReadThrough) {
  scratch_.write("precious", "root:secret:1\n");
  scratch_.write("logs/access.log", numbered_lines(0, 10));
  plant("logs/access.log.1", "../precious", kOtherUser);
  for (const char* words : {"logs", "--recursive .", "'logs/access.log*'", "'*/access.log.1' a.log",
                            "--state S logs", "--state S 'logs/access.log*'"}) {
    const Seen seen = run(scratch_, std::string("rm -f S*; logscan ") + words);
    EXPECT_EQ(seen.exit, 3) << words << seen.err;
    EXPECT_THAT(seen.out, Not(HasSubstr("secret"))) << words;
    EXPECT_THAT(seen.err,
                HasSubstr("access.log.1: reached through another user's symbolic link; to "
                          "read it, name the file itself"))
        << words;
  }
  // If the user or the shell names the link, logscan reads it as any program does.
  EXPECT_THAT(run(scratch_, "logscan a.log logs/access.log*").out, HasSubstr("secret"));
}

TEST_F(PlantedLink, IsNotFollowedThrough) {
  scratch_.write("precious", numbered_lines(0, 5));
  scratch_.write("logs/access.log", numbered_lines(0, 10));
  plant("logs/access.log.1", "../precious", kOtherUser);
  plant("logs/other.log", "../precious", kOtherUser);
  const Seen seen = run(scratch_,
                        "logscan -F --from-start 'logs/*' >follow.json 2>follow.txt & "
                        "while [ ! -s follow.json ]; do sleep 0.02; done; kill $!; wait $!; "
                        "grep -o '\"lines\":[0-9]*' follow.json; "
                        "grep -c 'symbolic link' follow.txt");
  EXPECT_EQ(seen.out, "\"lines\":10\n2\n") << contents(scratch_, "follow.txt");
}

// The hard link is replaced; the other user's file stays unchanged.
TEST_F(PlantedLink, AHardLinkIsReplaced) {
  fs::create_hard_link(scratch_.folder() / "precious", scratch_.folder() / "report.txt");
  ASSERT_EQ(::chmod((scratch_.folder() / "precious").c_str(), 06755), 0);
  EXPECT_EQ(run(scratch_, "logscan a.log -o report.txt").exit, 0);
  EXPECT_EQ(contents(scratch_, "precious"), "old\n");
  EXPECT_EQ(mode_of(scratch_, "report.txt"), 0755U);  // without setuid and setgid
}

TEST(Modes, OfReportsFollowTheUmask) {
  for (const auto& [mask, mode] : {std::pair("022", 0644U), {"077", 0600U}, {"002", 0664U}}) {
    const Scratch scratch;
    scratch.write("a.log", numbered_lines(0, 10));
    const std::string command = std::string("umask ") + mask + "; logscan a.log -o ";
    EXPECT_EQ(run(scratch, command + "report.txt").exit, 0);
    EXPECT_EQ(mode_of(scratch, "report.txt"), mode);
  }
}

}  // namespace
}  // namespace logscan::faults
