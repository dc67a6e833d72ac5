#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "state/present_file.h"
#include "state/reading.h"
#include "support/gzip_text.h"
#include "support/log_world.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

namespace fs = std::filesystem;
using test::bytes_of_file;
using test::gzip_text;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A folder whose files are written as text, and readings of its log. A reading is described by the
/// names of the files and their text: `access.log:one two`.
class Rotation : public ::testing::Test {
 protected:
  Rotation() { fs::remove(path("access.log")); }

  std::string path(const std::string& name) const { return world_.folder() + "/" + name; }

  // Words become lines; `+` at the end leaves out the last line feed.
  static std::string lines(std::string_view words) {
    std::string text(words);
    const bool whole = text.empty() || text.back() != '+';
    if (!whole) text.pop_back();
    for (char& c : text)
      if (c == ' ') c = '\n';
    return whole && !text.empty() ? text + "\n" : text;
  }
  void write(const std::string& name, std::string_view words) const {
    std::ofstream(path(name), std::ios::binary) << lines(words);
  }
  void append(const std::string& name, std::string_view words) const {
    std::ofstream(path(name), std::ios::binary | std::ios::app) << lines(words);
  }
  void write_gzip(const std::string& name, std::string_view words) const {
    std::ofstream(path(name), std::ios::binary) << gzip_text(lines(words));
  }
  void move(const std::string& from, const std::string& to) const {
    fs::rename(path(from), path(to));
  }

  std::vector<std::string> read(const std::vector<std::string>& names = {"access.log"}) {
    std::vector<std::string> paths;
    for (const std::string& name : names)
      paths.push_back(path(name));
    plan_ = plan_reading(positions_, named_logs(paths), 1);
    positions_ = plan_.positions;
    std::vector<std::string> found;
    for (const Reading& reading : plan_.readings) {
      if (reading.begin == reading.end) continue;
      std::string text = text_of(reading.path).substr(reading.begin, reading.end - reading.begin);
      for (char& c : text)
        if (c == '\n') c = ' ';
      std::erase(text, '\0');
      if (text.ends_with(' ')) text.pop_back();
      found.push_back(fs::path(reading.path).filename().string() + ":" + text);
    }
    return found;
  }

  static std::string text_of(const std::string& path) {
    const Input input = Input::open(path);
    std::string text;
    std::string step(1 << 16, '\0');
    try {
      while (const std::size_t got = input.read(text.size(), step.data(), step.size()))
        text.append(step, 0, got);
    } catch (const InputError&) {
    }
    return text;
  }

  test::LogWorld world_{1};
  std::vector<LogPositions> positions_;
  ReadingPlan plan_;
};

TEST_F(Rotation, ALogThatGrows) {
  write("access.log", "one two");
  EXPECT_THAT(read(), ElementsAre("access.log:one two"));
  EXPECT_THAT(read(), IsEmpty());
  append("access.log", "three");
  EXPECT_THAT(read(), ElementsAre("access.log:three"));
}

TEST_F(Rotation, RenamedAndMadeAnew) {
  write("access.log", "one two");
  read();
  append("access.log", "three");
  move("access.log", "access.log.1");
  write("access.log", "four");
  EXPECT_THAT(read(), ElementsAre("access.log.1:three", "access.log:four"));
  append("access.log.1", "late");
  EXPECT_THAT(read(), ElementsAre("access.log.1:late"));
  EXPECT_THAT(plan_.lost, IsEmpty());
}

TEST_F(Rotation, RenamedAndNotYetMadeAnew) {
  write("access.log", "one");
  read();
  move("access.log", "access.log.1");
  append("access.log.1", "two");
  EXPECT_THAT(read(), ElementsAre("access.log.1:two"));
  EXPECT_THAT(plan_.unreadable, IsEmpty());
}

TEST_F(Rotation, SeveralTimesBetweenReadings) {
  write("access.log", "one");
  read();
  append("access.log", "two");
  move("access.log", "access.log.3");
  write("access.log.2", "three");
  write_gzip("access.log.1.gz", "four");
  write("access.log", "five");
  EXPECT_THAT(read(), ElementsAre("access.log.3:two", "access.log.2:three", "access.log.1.gz:four",
                                  "access.log:five"));
}

TEST_F(Rotation, RenamedToADate) {
  write("access.log", "one");
  read();
  append("access.log", "two");
  move("access.log", "access.log-20260115");
  write("access.log", "three");
  EXPECT_THAT(read(), ElementsAre("access.log-20260115:two", "access.log:three"));
}

TEST_F(Rotation, CompressedBetweenReadings) {
  write("access.log", "one two");
  read();
  write_gzip("access.log.1.gz", "one two three");
  write("access.log", "four");
  EXPECT_THAT(read(), ElementsAre("access.log.1.gz:three", "access.log:four"));
  move("access.log.1.gz", "access.log.2.gz");
  EXPECT_THAT(read(), IsEmpty());
  EXPECT_THAT(plan_.lost, IsEmpty());
}

TEST_F(Rotation, BesideItsCompressedFormItCountsOnce) {
  write("access.log", "one");
  read();
  move("access.log", "access.log.1");
  append("access.log.1", "two three");
  write_gzip("access.log.1.gz", "one two");  // not finished yet
  EXPECT_THAT(read(), ElementsAre("access.log.1:two three"));
  write_gzip("access.log.1.gz", "one two three");
  EXPECT_THAT(read(), IsEmpty());
  fs::remove(path("access.log.1"));
  EXPECT_THAT(read(), IsEmpty());
  EXPECT_THAT(plan_.lost, IsEmpty());
}

TEST_F(Rotation, CopiedAndTruncated) {
  write("access.log", "one two");
  read();
  append("access.log", "three");
  fs::copy(path("access.log"), path("access.log.1"));
  fs::resize_file(path("access.log"), 0);
  append("access.log", "four");
  EXPECT_THAT(read(), ElementsAre("access.log.1:three", "access.log:four"));
}

TEST_F(Rotation, TruncatedAndGrownBeyondTheOldOffset) {
  write("access.log", "one two");
  read();
  fs::copy(path("access.log"), path("access.log.1"));
  write("access.log", "three four five six seven");
  EXPECT_THAT(read(), ElementsAre("access.log:three four five six seven"));
}

TEST_F(Rotation, CopiedAndNotYetTruncated) {
  write("access.log", "one");
  read();
  append("access.log", "two");
  fs::copy(path("access.log"), path("access.log.1"));
  append("access.log", "three");
  EXPECT_THAT(read(), ElementsAre("access.log:two three"));
  fs::resize_file(path("access.log"), 0);
  EXPECT_THAT(read(), IsEmpty());
  append("access.log", "four");
  EXPECT_THAT(read(), ElementsAre("access.log:four"));
}

TEST_F(Rotation, HalfCopied) {
  write("access.log", "one two three");
  read();
  write("access.log.1", "one tw+");
  EXPECT_THAT(read(), IsEmpty());
  append("access.log.1", "o three");
  write("access.log", "four");
  EXPECT_THAT(read(), ElementsAre("access.log:four"));
}

TEST_F(Rotation, DeletedAndMadeAgain) {
  write("access.log", "one two");
  read();
  fs::remove(path("access.log"));
  write("access.log", "three four five");
  EXPECT_THAT(read(), ElementsAre("access.log:three four five"));
  ASSERT_EQ(plan_.lost.size(), 1u);
  EXPECT_EQ(plan_.lost[0], (Lost{path("access.log"), 8, 0, true}));
  EXPECT_THAT(read(), IsEmpty());
  EXPECT_THAT(plan_.lost, IsEmpty());
}

TEST_F(Rotation, TheInodeOfADeletedFileIsUsedAgain) {
  write("access.log", "one two");
  write("access.log.1", "zero");
  read({"access.log", "access.log.1"});
  fs::remove(path("access.log.1"));
  move("access.log", "access.log.1");
  write("access.log", "three");
  // As though the new file had got the inode of the old one.
  for (SeenFile& file : positions_[0].files)
    file.id = PresentFile(Folders().files_of(named_logs({path("access.log")})[0]).back()).id();
  EXPECT_THAT(read(), ElementsAre("access.log:three"));
}

TEST_F(Rotation, AnUnfinishedLineWaits) {
  write("access.log", "one tw+");
  EXPECT_THAT(read(), ElementsAre("access.log:one"));
  EXPECT_EQ(plan_.pending_bytes, 2u);
  append("access.log", "o thr+");
  EXPECT_THAT(read(), ElementsAre("access.log:two"));
  EXPECT_EQ(plan_.pending_bytes, 3u);
  move("access.log", "access.log.1");
  EXPECT_THAT(read(), IsEmpty());
  write("access.log", "");
  EXPECT_THAT(read(), IsEmpty());
  EXPECT_EQ(plan_.pending_bytes, 3u);
  append("access.log", "four");
  EXPECT_THAT(read(), ElementsAre("access.log.1:thr", "access.log:four"));
  EXPECT_EQ(plan_.pending_bytes, 0u);
}

TEST_F(Rotation, AnUnfinishedLineOfACompressedFileIsItsLast) {
  write("access.log", "one+");
  EXPECT_THAT(read(), IsEmpty());
  write_gzip("access.log.1.gz", "one+");
  write("access.log", "");
  EXPECT_THAT(read(), ElementsAre("access.log.1.gz:one"));
  EXPECT_THAT(plan_.lost, IsEmpty());
}

TEST_F(Rotation, SaysWhatWasLost) {
  write("access.log", "one two+");
  read();
  fs::remove(path("access.log"));
  write("access.log", "three");
  read();
  ASSERT_EQ(plan_.lost.size(), 1u);
  EXPECT_EQ(plan_.lost[0], (Lost{path("access.log"), 4, 3, true}));
}

TEST_F(Rotation, AFinishedFileMayGo) {
  write("access.log", "one");
  read();
  move("access.log", "access.log.1");
  write("access.log", "two");
  read();
  fs::remove(path("access.log.1"));
  read();
  EXPECT_THAT(plan_.lost, IsEmpty());
}

TEST_F(Rotation, MovedAwayAndBack) {
  write("access.log", "one");
  read();
  move("access.log", "elsewhere");
  read();
  move("elsewhere", "access.log");
  append("access.log", "two");
  EXPECT_THAT(read(), ElementsAre("access.log:two"));
}

TEST_F(Rotation, MovedToANameOfNoLog) {
  write("access.log", "one");
  read();
  append("access.log", "two");
  move("access.log", "saved");
  write("access.log", "three");
  EXPECT_THAT(read(), ElementsAre("access.log:three", "saved:two"));
  append("saved", "late");
  EXPECT_THAT(read(), ElementsAre("saved:late"));
  move("saved", "access.log.1");
  append("access.log.1", "later");
  EXPECT_THAT(read(), ElementsAre("access.log.1:later"));
  EXPECT_THAT(plan_.lost, IsEmpty());
}

TEST_F(Rotation, AnotherFileWithTheInodeOfADeletedOneIsNotTaken) {
  write("access.log", "one");
  read();
  fs::remove(path("access.log"));
  write("notes", "two three");
  positions_[0].files[0].id = PresentFile(Folders().files_in(world_.folder() + "/")[0]).id();
  EXPECT_THAT(read(), IsEmpty());
  EXPECT_EQ(plan_.lost.size(), 1u);
}

TEST_F(Rotation, TheFirstReadingPassesOverFilesThatWereNotNamed) {
  write("access.log.1", "old");
  write_gzip("access.log.2.gz", "older");
  write("access.log", "one");
  EXPECT_THAT(read(), ElementsAre("access.log:one"));
  move("access.log.2.gz", "access.log.3.gz");
  write_gzip("access.log.2.gz", "old");
  fs::remove(path("access.log.1"));
  move("access.log", "access.log.1");
  write("access.log", "two");
  EXPECT_THAT(read(), ElementsAre("access.log:two"));
  EXPECT_THAT(plan_.lost, IsEmpty());
}

TEST_F(Rotation, AFilePassedOverThatGrowsIsRead) {
  write("access.log.1", "old");
  write("access.log", "");
  EXPECT_THAT(read(), IsEmpty());
  append("access.log.1", "new");
  EXPECT_THAT(read(), ElementsAre("access.log.1:new"));
}

TEST_F(Rotation, TheFirstReadingReadsAllThatAreNamed) {
  write("access.log.1", "old");
  write_gzip("access.log.2.gz", "older");
  write("access.log", "one");
  EXPECT_THAT(read({"access.log", "access.log.1", "access.log.2.gz"}),
              ElementsAre("access.log.2.gz:older", "access.log.1:old", "access.log:one"));
}

TEST_F(Rotation, FilesNewerThanThoseNamedAreLeftAlone) {
  write("access.log.1", "yesterday");
  write("access.log", "today");
  EXPECT_THAT(read({"access.log.1"}), ElementsAre("access.log.1:yesterday"));
  move("access.log.1", "access.log.2");
  move("access.log", "access.log.1");
  append("access.log.1", "evening");
  write("access.log", "tomorrow");
  EXPECT_THAT(read({"access.log.1"}), ElementsAre("access.log.1:today evening"));
}

TEST_F(Rotation, TwoNamesOfOneFileAreOne) {
  write("access.log", "one");
  fs::create_hard_link(path("access.log"), path("access.log.1"));
  EXPECT_THAT(read({"access.log", "access.log.1"}), ElementsAre("access.log:one"));
}

TEST_F(Rotation, ALinkToTheLogOfTheDay) {
  write("access-20260115.log", "one");
  fs::create_symlink(path("access-20260115.log"), path("current"));
  EXPECT_THAT(read({"current"}), ElementsAre("access-20260115.log:one"));
  append("access-20260115.log", "two");
  write("access-20260116.log", "three");
  fs::remove(path("current"));
  fs::create_symlink(path("access-20260116.log"), path("current"));
  EXPECT_THAT(read({"current"}),
              ElementsAre("access-20260115.log:two", "access-20260116.log:three"));
}

TEST_F(Rotation, ALinkThatNobodyNamedIsNotFollowed) {
  write("secret", "secret");
  write("access.log", "one");
  read();
  fs::create_symlink(path("secret"), path("access.log.1"));
  EXPECT_THAT(read(), IsEmpty());
}

TEST_F(Rotation, ADamagedFileIsReadAsFarAsItGoes) {
  write("access.log", "one");
  read();
  const std::string file = gzip_text(lines("two three four"));
  std::ofstream(path("access.log.1.gz"), std::ios::binary) << file.substr(0, file.size() - 13);
  append("access.log", "five");
  EXPECT_THAT(read(), ElementsAre("access.log.1.gz:two three", "access.log:five"));
  EXPECT_TRUE(plan_.readings[0].is_broken);
  EXPECT_THAT(read(), IsEmpty());
  std::ofstream(path("access.log.1.gz"), std::ios::binary) << file;
  EXPECT_THAT(read(), ElementsAre("access.log.1.gz:four"));
}

TEST_F(Rotation, ACompressedFileThatSaysNothingIsTold) {
  write("access.log", "one");
  read();
  std::ofstream(path("access.log.1.gz"), std::ios::binary) << gzip_text("x").substr(0, 12);
  EXPECT_THAT(read(), IsEmpty());
  ASSERT_EQ(plan_.unreadable.size(), 1u);
  EXPECT_THAT(plan_.unreadable[0].why, HasSubstr("corrupt"));
}

TEST_F(Rotation, AMissingLogIsTold) {
  read({"acess.log"});
  ASSERT_EQ(plan_.unreadable.size(), 1u);
  EXPECT_THAT(plan_.unreadable[0].why, HasSubstr("no such file"));
}

TEST_F(Rotation, FilesThatBeginAlikeAreNotTaken) {
  write("access.log", "#header");
  EXPECT_THAT(read(), ElementsAre("access.log:#header"));
  append("access.log", "one");
  move("access.log", "access.log.1");
  write("access.log", "#header two");
  EXPECT_THAT(read(), ElementsAre("access.log.1:one", "access.log:#header two"));
}

// A server that keeps its position in a truncated log leaves a hole at its beginning.
TEST_F(Rotation, FilesThatBeginWithHolesAreNotTaken) {
  const std::string hole(20'000, '\0');
  write("access.log", hole + hole + "one two");
  EXPECT_THAT(read(), ElementsAre("access.log:one two"));
  move("access.log", "access.log.1");
  // A shorter file is no copy in progress, and a longer one does not continue it.
  write("access.log", hole + "three");
  EXPECT_THAT(read(), ElementsAre("access.log:three"));
  move("access.log", "access.log.0");
  write("access.log", hole + hole + hole + "four five");
  EXPECT_THAT(read(), ElementsAre("access.log:four five"));
  append("access.log", "six");
  EXPECT_THAT(read(), ElementsAre("access.log:six"));
  EXPECT_THAT(plan_.lost, IsEmpty());
}

TEST_F(Rotation, ACopyThatIsStillAHoleIsNothing) {
  const std::string hole(20'000, '\0');
  write("access.log", hole + "one");
  read();
  append("access.log", "two");
  write("access.log.1", hole.substr(5'000) + "+");
  EXPECT_THAT(read(), ElementsAre("access.log:two"));
  write("access.log.1", hole + "one two");
  write_gzip("access.log.2.gz", hole + "one two");
  EXPECT_THAT(read(), IsEmpty());
}

TEST_F(Rotation, TwoLogsInOneFolder) {
  write("access.log", "one");
  write("other.log", "two");
  EXPECT_THAT(read({"access.log", "other.log"}), ElementsAre("access.log:one", "other.log:two"));
  move("access.log", "access.log.1");
  append("access.log.1", "three");
  append("other.log", "four");
  EXPECT_THAT(read({"other.log"}), ElementsAre("other.log:four"));
  EXPECT_THAT(read({"access.log", "other.log"}), ElementsAre("access.log.1:three"));
}

TEST_F(Rotation, FilesThatAreGoneAreForgottenInTheEnd) {
  for (int i = 0; i < 200; ++i) {
    write("access.log", "line" + std::to_string(i));
    read();
    fs::remove(path("access.log"));
  }
  EXPECT_LE(positions_[0].files.size(), 66u);
}

}  // namespace
}  // namespace logscan
