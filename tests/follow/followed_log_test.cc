#include "follow/followed_log.h"

#include <chrono>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "os/file.h"
#include "support/temp_folder.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;
using Start = FollowedFile::Start;
using Kind = FollowNote::Kind;

// A log in a folder, and what following it has shown so far. Time passes when a test says so.
class Followed {
 public:
  explicit Followed(Start start = Start::kEnd, std::string name = "access.log",
                    std::optional<timespec> since = std::nullopt)
      : start_(start), name_(std::move(name)), since_(since) {}

  // The lines that came since the last call, each without its line feed.
  std::vector<std::string> look() {
    if (!log_) log_.emplace(folder.path(name_), start_, options_, since_);
    lines_.clear();
    int looks = 0;
    while (log_->look(now, calls())) {
      if (++looks > 100) throw std::runtime_error("looking never ends");
    }
    return std::move(lines_);
  }

  std::vector<std::string> finish() {
    lines_.clear();
    log_->finish(calls());
    return std::move(lines_);
  }

  std::vector<Kind> kinds() {
    std::vector<Kind> all;
    for (const FollowNote& note : std::exchange(notes, {}))
      all.push_back(note.kind);
    return all;
  }

  std::size_t files() const { return log_->files().size(); }
  bool is_over() const { return log_ && log_->is_over(now); }

  test::TempFolder folder;
  std::vector<FollowNote> notes;
  std::vector<FileId> held_by_others;
  FollowClock::time_point now{};

 private:
  LogCallbacks calls() {
    return {[this](const Block& block, LineParser&, bool) {
              std::string_view data(block.data, block.size);
              while (!data.empty()) {
                std::string_view line = data.substr(0, data.find('\n'));
                data.remove_prefix(line.size() + 1);
                // A parser passes over these.
                line.remove_prefix(std::min(line.find_first_not_of('\0'), line.size()));
                lines_.emplace_back(line);
              }
            },
            [this](FollowNote note) { notes.push_back(std::move(note)); },
            [this](const FileId& id) {
              return std::find(held_by_others.begin(), held_by_others.end(), id) !=
                     held_by_others.end();
            }};
  }

  Start start_;
  std::string name_;
  std::optional<timespec> since_;
  EngineOptions options_;
  std::optional<FollowedLog> log_;
  std::vector<std::string> lines_;
};

// Makes a file older than any look.
void set_back(const std::string& path) {
  const timespec times[] = {{1'000'000'000, 0}, {1'000'000'000, 0}};
  ::utimensat(AT_FDCWD, path.c_str(), times, 0);
}

TEST(FollowedLog, BeginsBehindTheLastLineFeed) {
  Followed log;
  log.folder.write("access.log", "old 1\nold 2\nbegun");
  EXPECT_THAT(log.look(), IsEmpty());
  log.folder.append("access.log", " before\nnew\n");
  EXPECT_THAT(log.look(), ElementsAre("begun before", "new"));
  EXPECT_THAT(log.kinds(), IsEmpty());
}

TEST(FollowedLog, BeginsAtTheFrontWhenAsked) {
  Followed log(Start::kFront);
  log.folder.write("access.log", "old 1\nold 2\nbegun");
  EXPECT_THAT(log.look(), ElementsAre("old 1", "old 2"));
}

TEST(FollowedLog, WaitsForTheEndOfALine) {
  Followed log;
  log.folder.write("access.log", "");
  EXPECT_THAT(log.look(), IsEmpty());
  for (const char byte : std::string_view("a line")) {
    log.folder.append("access.log", {&byte, 1});
    EXPECT_THAT(log.look(), IsEmpty());
  }
  log.folder.append("access.log", "\n");
  EXPECT_THAT(log.look(), ElementsAre("a line"));
  EXPECT_THAT(log.look(), IsEmpty());
}

TEST(FollowedLog, WaitsForALogThatIsNotThereYet) {
  Followed log;
  EXPECT_THAT(log.look(), IsEmpty());
  EXPECT_THAT(log.kinds(), ElementsAre(Kind::kMissing));
  EXPECT_THAT(log.look(), IsEmpty());
  EXPECT_THAT(log.kinds(), IsEmpty());
  log.folder.write("access.log", "first\n");
  EXPECT_THAT(log.look(), ElementsAre("first"));
  EXPECT_THAT(log.kinds(), ElementsAre(Kind::kAppeared));
}

TEST(FollowedLog, ReadsARenamedFileOnWhileItIsWritten) {
  Followed log;
  log.folder.write("access.log", "");
  log.look();
  log.folder.append("access.log", "1\n");
  log.folder.rename("access.log", "access.log.1");
  log.folder.append("access.log.1", "2\nhal");
  EXPECT_THAT(log.look(), ElementsAre("1", "2"));
  log.folder.write("access.log", "4\n");
  EXPECT_THAT(log.look(), ElementsAre("4"));
  EXPECT_THAT(log.kinds(), ElementsAre(Kind::kRotated));
  log.folder.append("access.log.1", "f\n");
  log.folder.append("access.log", "5\n");
  EXPECT_THAT(log.look(), testing::UnorderedElementsAre("half", "5"));
}

TEST(FollowedLog, LetsAnOldFileGoWhenNobodyWritesToIt) {
  Followed log;
  log.folder.write("access.log", "");
  log.look();
  log.folder.append("access.log", "1\nno line feed");
  log.look();
  log.folder.rename("access.log", "access.log.1");
  log.folder.write("access.log", "");
  log.look();
  EXPECT_EQ(log.files(), 2u);
  log.now += FollowedLog::kLinger - 1s;
  log.folder.append("access.log.1", "!");
  EXPECT_THAT(log.look(), IsEmpty());
  log.now += FollowedLog::kLinger - 1s;
  EXPECT_THAT(log.look(), IsEmpty());
  EXPECT_EQ(log.files(), 2u);
  log.now += 1s;
  EXPECT_THAT(log.look(), ElementsAre("no line feed!"));
  EXPECT_EQ(log.files(), 1u);
  // Nor is it read again under its new name.
  log.folder.rename("access.log.1", "access.log.2");
  log.folder.rename("access.log", "access.log.1");
  log.folder.write("access.log", "new\n");
  EXPECT_THAT(log.look(), ElementsAre("new"));
}

TEST(FollowedLog, ReadsFilesThatCameAndWentBetweenTwoLooks) {
  Followed log;
  log.folder.write("access.log.1", "stale\n");
  log.folder.write("access.log", "");
  log.look();
  for (const char* text : {"1\n", "2\n", "3\n"}) {
    log.folder.append("access.log", text);
    for (const int number : {3, 2, 1}) {
      const std::string name = "access.log." + std::to_string(number);
      if (std::filesystem::exists(log.folder.path(name)))
        log.folder.rename(name, "access.log." + std::to_string(number + 1));
    }
    log.folder.rename("access.log", "access.log.1");
  }
  log.folder.write("access.log", "4\n");
  EXPECT_THAT(log.look(), testing::UnorderedElementsAre("1", "2", "3", "4"));
}

TEST(FollowedLog, KnowsDatedNames) {
  Followed log;
  log.folder.write("access.log", "");
  log.look();
  for (const char* day : {"20260114", "20260115"}) {
    log.folder.append("access.log", std::string(day) + "\n");
    log.folder.rename("access.log", std::string("access.log-") + day);
  }
  log.folder.write("access.log", "today\n");
  EXPECT_THAT(log.look(), testing::UnorderedElementsAre("20260114", "20260115", "today"));
}

TEST(FollowedLog, GoesOnAtTheFrontOfAFileThatWasCut) {
  Followed log;
  log.folder.write("access.log", "");
  log.look();
  log.folder.append("access.log", "a line of the old log\n");
  EXPECT_THAT(log.look(), ElementsAre("a line of the old log"));
  log.folder.write("access.log", "new\n");
  EXPECT_THAT(log.look(), ElementsAre("new"));
  ASSERT_EQ(log.notes.size(), 1u);
  EXPECT_EQ(log.notes[0].kind, Kind::kCut);
  EXPECT_TRUE(log.notes[0].may_have_lost);
}

TEST(FollowedLog, SeesThatAFileWasCutThoughItIsLongerThanBefore) {
  Followed log;
  log.folder.write("access.log", "");
  log.look();
  log.folder.append("access.log", "a\n");
  EXPECT_THAT(log.look(), ElementsAre("a"));
  log.folder.write("access.log", "b\nc\nd\n");
  EXPECT_THAT(log.look(), ElementsAre("b", "c", "d"));
}

TEST(FollowedLog, ReadsWhatIsLeftFromTheCopyOfAFileThatWasCut) {
  Followed log;
  log.folder.write("access.log", "");
  log.look();
  log.folder.append("access.log", "1\nbeg");
  EXPECT_THAT(log.look(), ElementsAre("1"));
  log.folder.append("access.log", "un\n3\n");
  log.folder.copy("access.log", "access.log.1");
  log.folder.write("access.log", "4\n");
  EXPECT_THAT(log.look(), testing::UnorderedElementsAre("begun", "3", "4"));
  ASSERT_EQ(log.notes.size(), 1u);
  EXPECT_EQ(log.notes[0].kind, Kind::kCut);
  EXPECT_FALSE(log.notes[0].may_have_lost);
}

TEST(FollowedLog, ReadsTheCopiesOfAFileThatWasCutSeveralTimes) {
  Followed log;
  log.folder.write("access.log", "");
  log.look();
  for (int round = 0; round < 3; ++round) {
    log.folder.append("access.log", std::to_string(round) + " first\n");
    if (round == 0) {
      EXPECT_THAT(log.look(), ElementsAre("0 first"));
    }
    log.folder.append("access.log", std::to_string(round) + " second\n");
    if (round > 1) log.folder.rename("access.log.2", "access.log.3");
    if (round > 0) log.folder.rename("access.log.1", "access.log.2");
    log.folder.copy("access.log", "access.log.1");
    log.folder.write("access.log", "");
  }
  EXPECT_THAT(log.look(), testing::UnorderedElementsAre("0 second", "1 first", "1 second",
                                                        "2 first", "2 second"));
}

TEST(FollowedLog, ReadsACopyThoughTheLogWasEmptyAtBothLooks) {
  for (const bool dated : {false, true}) {
    Followed log;
    log.folder.write("access.log", "");
    log.look();
    log.folder.append("access.log", "1\n");
    log.look();
    log.folder.copy("access.log", dated ? "access.log-20260114" : "access.log.1");
    log.folder.write("access.log", "");
    EXPECT_THAT(log.look(), IsEmpty());
    log.folder.append("access.log", "2\n");
    if (!dated) log.folder.rename("access.log.1", "access.log.2");
    log.folder.copy("access.log", dated ? "access.log-20260115" : "access.log.1");
    log.folder.write("access.log", "");
    EXPECT_THAT(log.look(), ElementsAre("2"));
    EXPECT_THAT(log.look(), IsEmpty());
  }
}

// Longer than what is kept of it.
std::string history() {
  std::string text;
  for (int i = 0; i < 1000; ++i)
    text += "old line " + std::to_string(i) + "\n";
  return text;
}

TEST(FollowedLog, ACopyMadeLongBeforeTheTruncationIsNoNewFile) {
  for (const bool is_long : {false, true}) {
    Followed log;
    log.folder.write("access.log", "");
    log.look();
    log.folder.append("access.log", is_long ? history() : "1\n");
    log.look();
    log.folder.copy("access.log", "access.log.1");
    log.folder.append("access.log", "2\n");
    EXPECT_THAT(log.look(), ElementsAre("2"));
    log.folder.write("access.log", "");
    log.folder.append("access.log", "3\n");
    EXPECT_THAT(log.look(), ElementsAre("3"));
    ASSERT_EQ(log.notes.size(), 1u);
    EXPECT_EQ(log.notes[0].kind, Kind::kCut);
    EXPECT_TRUE(log.notes[0].may_have_lost) << "what came after line 2 is in no file";
    EXPECT_THAT(log.look(), IsEmpty());
  }
}

TEST(FollowedLog, TheHistoryOfAQuietLogIsNotCountedWhenItIsCopied) {
  for (const bool is_truncated : {false, true}) {
    Followed log;
    log.folder.write("access.log", history());
    log.look();
    log.folder.copy("access.log", "access.log.1");
    if (is_truncated) log.folder.write("access.log", "");
    EXPECT_THAT(log.look(), IsEmpty());
    log.folder.write("access.log", "1\n");
    EXPECT_THAT(log.look(), ElementsAre("1"));
    ASSERT_EQ(log.notes.size(), 1u);
    EXPECT_FALSE(log.notes[0].may_have_lost);
  }
}

TEST(FollowedLog, ACopyIsReadOnWhenTheLogIsTruncatedLater) {
  Followed log;
  log.folder.write("access.log", history());
  log.look();
  log.folder.append("access.log", "1\n");
  log.folder.copy("access.log", "access.log.1");
  EXPECT_THAT(log.look(), ElementsAre("1"));
  log.now += 3 * FollowedLog::kLinger;
  EXPECT_THAT(log.look(), IsEmpty());
  log.folder.write("access.log", "2\n");
  EXPECT_THAT(log.look(), ElementsAre("2"));
  EXPECT_FALSE(log.notes.at(0).may_have_lost);
}

TEST(FollowedLog, ACopyOfATextThatWasRotatedAwayIsNoNewFile) {
  Followed log;
  log.folder.write("access.log", "");
  log.look();
  log.folder.append("access.log", history());
  log.look();
  log.folder.write("access.log", "1\n");
  EXPECT_THAT(log.look(), ElementsAre("1"));
  log.folder.write("access.log.1", history());
  EXPECT_THAT(log.look(), IsEmpty());
  log.folder.write("access.log.2", history().substr(0, 5000));
  EXPECT_THAT(log.look(), IsEmpty());
}

TEST(FollowedLog, ReadsWhatACopyHasThatComesLate) {
  Followed log;
  log.folder.write("access.log", history());
  log.look();
  log.folder.append("access.log", "1\n");
  log.folder.copy("access.log", "aside");
  log.folder.write("access.log", "2\n");
  EXPECT_THAT(log.look(), ElementsAre("2"));
  EXPECT_TRUE(log.notes.at(0).may_have_lost);
  log.folder.rename("aside", "access.log.1");
  EXPECT_THAT(log.look(), ElementsAre("1"));
}

TEST(FollowedLog, AnOldFileThatIsUnpackedOrBroughtBackIsNotCounted) {
  Followed log;
  set_back(log.folder.write("access.log.1", "before\n"));
  log.folder.write("access.log", "");
  log.look();
  log.folder.write("access.log.2", "unpacked 1\n");
  EXPECT_THAT(log.look(), IsEmpty());
  log.folder.append("access.log.2", "unpacked 2\n");
  EXPECT_THAT(log.look(), IsEmpty());
  log.folder.append("access.log", "1\n");
  log.folder.rename("access.log.2", "access.log.3");
  log.folder.rename("access.log.1", "access.log.2");
  log.folder.rename("access.log", "access.log.1");
  log.folder.write("access.log", "2\n");
  EXPECT_THAT(log.look(), ElementsAre("1", "2"));
}

TEST(FollowedLog, AFileThatIsReplacedByItsCopyIsReadOn) {
  Followed log;
  log.folder.write("access.log", history());
  log.look();
  log.folder.copy("access.log", "edited");
  log.folder.append("edited", "1\n");
  log.folder.rename("edited", "access.log");
  EXPECT_THAT(log.look(), ElementsAre("1"));
}

// rotatelogs -n writes to each file in turn, and truncates it first.
class Ring {
 public:
  Ring(Followed& log, int files) : log_(log), files_(files) {}

  void next() {
    file_ = (file_ + 1) % files_;
    log_.folder.write(name(), "");
  }
  void write() { log_.folder.append(name(), std::to_string(++lines_) + "\n"); }

 private:
  std::string name() const {
    return file_ == 0 ? "access.log" : "access.log." + std::to_string(file_);
  }

  Followed& log_;
  int files_;
  int file_ = -1;
  int lines_ = 0;
};

TEST(FollowedLog, FollowsARingOfFiles) {
  for (const int files : {2, 3, 5}) {
    for (const int before : {0, 1, files, 2 * files + 1}) {
      Followed log;
      Ring ring(log, files);
      ring.next();
      for (int i = 0; i < before; ++i) {
        ring.write();
        ring.next();
        log.folder.wait_for_file_clock();  // times tell which file is older
      }
      log.look();
      for (int round = 0; round < 4 * files; ++round) {
        const std::string text = std::to_string(before + 2 * round + 1);
        ring.write();
        EXPECT_THAT(log.look(), ElementsAre(text)) << files << ", " << before << ", " << round;
        log.now += 2 * FollowedLog::kLinger;  // at night
        EXPECT_THAT(log.look(), IsEmpty());
        ring.write();
        ring.next();
        EXPECT_THAT(log.look(), ElementsAre(std::to_string(before + 2 * round + 2)));
      }
      for (const FollowNote& note : log.notes)
        EXPECT_FALSE(note.may_have_lost);
    }
  }
}

TEST(FollowedLog, FollowsARingThatWentOnByTwoFilesBetweenTwoLooks) {
  Followed log;
  Ring ring(log, 4);
  ring.next();
  log.look();
  for (int line = 1; line < 20; line += 2) {
    ring.write();
    ring.next();
    ring.write();
    ring.next();
    EXPECT_THAT(log.look(),
                testing::UnorderedElementsAre(std::to_string(line), std::to_string(line + 1)));
  }
}

TEST(FollowedLog, LeavesOldFilesAloneWhateverTheyHold) {
  Followed log;
  for (const char* name : {"access.log.old", "access.log.1", "access.log.3", "access.log-20260101",
                           "access.log.2.gz", "error.log.1"}) {
    log.folder.write(name, "1\nstale\n");
    set_back(log.folder.path(name));
  }
  log.folder.write("access.log", "");
  log.folder.wait_for_file_clock(1s);  // their change times are of now
  log.look();
  log.folder.append("access.log", "1\n");
  log.look();
  log.folder.rename("access.log", "access.log.2");
  log.folder.write("access.log", "2\n");
  EXPECT_THAT(log.look(), ElementsAre("2"));
  log.folder.write("access.log", "!\n");
  EXPECT_THAT(log.look(), ElementsAre("!"));
}

TEST(FollowedLog, ReadsADeletedFileToItsEnd) {
  Followed log;
  log.folder.write("access.log", "");
  log.look();
  const int writer = ::open(log.folder.path("access.log").c_str(), O_WRONLY | O_APPEND);
  log.folder.remove("access.log");
  EXPECT_EQ(::write(writer, "1\n", 2), 2);
  EXPECT_THAT(log.look(), ElementsAre("1"));
  EXPECT_THAT(log.kinds(), IsEmpty());
  log.now += 3s;
  log.look();
  log.look();
  log.now += 3s;
  log.look();
  EXPECT_THAT(log.kinds(), ElementsAre(Kind::kMissing));
  log.folder.write("access.log", "2\n");
  EXPECT_EQ(::write(writer, "3\n", 2), 2);
  ::close(writer);
  EXPECT_THAT(log.look(), testing::UnorderedElementsAre("2", "3"));
  EXPECT_THAT(log.kinds(), ElementsAre(Kind::kRotated));
}

TEST(FollowedLog, TakesAFileBackThatWasRenamedAndBack) {
  Followed log;
  log.folder.write("access.log", "");
  log.look();
  log.folder.append("access.log", "1\n");
  log.folder.rename("access.log", "aside");
  log.folder.write("access.log", "2\n");
  EXPECT_THAT(log.look(), testing::UnorderedElementsAre("1", "2"));
  log.folder.rename("aside", "access.log");
  log.folder.append("access.log", "3\n");
  EXPECT_THAT(log.look(), ElementsAre("3"));
}

TEST(FollowedLog, DoesNotReadWhatAnotherNameReads) {
  Followed log;
  log.folder.write("access.log", "1\n");
  struct stat status {};
  ASSERT_EQ(::stat(log.folder.path("access.log").c_str(), &status), 0);
  log.held_by_others.push_back(id_of(status));
  EXPECT_THAT(log.look(), IsEmpty());
  EXPECT_THAT(log.look(), IsEmpty());
  EXPECT_THAT(log.kinds(), ElementsAre(Kind::kSameFile));
}

TEST(FollowedLog, WhatWasReadByAnotherNameIsNotReadAgain) {
  Followed log;
  log.folder.write("access.log", "");
  log.look();
  const std::string other = log.folder.write("other", "1\n2\n");
  struct stat status {};
  ASSERT_EQ(::stat(other.c_str(), &status), 0);
  log.held_by_others = {id_of(status)};
  log.folder.rename("other", "access.log");
  EXPECT_THAT(log.look(), IsEmpty());
  log.held_by_others.clear();
  EXPECT_THAT(log.look(), IsEmpty());
  log.folder.append("access.log", "3\n");
  EXPECT_THAT(log.look(), ElementsAre("3"));
}

TEST(FollowedLog, ReadsANewFileFromItsFrontWhereTheFirstWasReadByAnotherName) {
  Followed log;
  const std::string path = log.folder.write("access.log", "old\n");
  struct stat status {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  log.held_by_others = {id_of(status)};
  EXPECT_THAT(log.look(), IsEmpty());
  log.folder.write("new", "1\n");
  log.folder.rename("new", "access.log");
  EXPECT_THAT(log.look(), ElementsAre("1"));
}

TEST(FollowedLog, LetsADeletedFileGo) {
  Followed log;
  log.folder.write("access.log", "");
  log.look();
  log.folder.append("access.log", "1\n");
  log.folder.remove("access.log");
  EXPECT_THAT(log.look(), ElementsAre("1"));
  for (int i = 0; i < 3; ++i) {
    log.now += FollowedLog::kLinger / 2;
    log.look();
  }
  EXPECT_EQ(log.files(), 1u) << "somebody may write to it";
  log.now += FollowedLog::kLinger;
  log.look();
  EXPECT_EQ(log.files(), 0u);
  log.folder.write("access.log", "2\n");
  EXPECT_THAT(log.look(), ElementsAre("2"));
}

TEST(FollowedLog, GoesOnWhereItWasWhenALogComesBackAfterALongTime) {
  Followed log;
  log.folder.write("access.log", "old\n");
  log.look();
  log.folder.append("access.log", "1\n");
  EXPECT_THAT(log.look(), ElementsAre("1"));
  log.folder.rename("access.log", "away");
  for (int i = 0; i < 8; ++i) {
    log.now += FollowedLog::kLinger / 2;
    log.look();
  }
  ASSERT_EQ(log.files(), 0u);
  log.folder.append("away", "2\n");
  log.folder.rename("away", "access.log");
  EXPECT_THAT(log.look(), ElementsAre("2"));
}

TEST(FollowedLog, ReadsANewFileFromItsFrontWhereTheFirstCouldNotBeOpened) {
  Followed log;
  log.folder.write("access.log", "\x1f\x8b\x08 compressed\n");
  log.folder.write("new", "1\n");
  log.look();
  log.folder.rename("new", "access.log");
  EXPECT_THAT(log.look(), ElementsAre("1"));
}

TEST(FollowedLog, OfALogThatCameLaterReadsWhatItWasRotatedToAsWell) {
  timespec since{};
  ::clock_gettime(CLOCK_REALTIME, &since);
  --since.tv_sec;
  Followed log(Start::kFront, "access.log", since);
  log.folder.write("access.log.2", "1\n");
  log.folder.write("access.log.1", "2\n");
  log.folder.write("access.log", "3\n");
  EXPECT_THAT(log.look(), ElementsAre("1", "2", "3"));
  EXPECT_THAT(log.look(), IsEmpty());
}

TEST(FollowedLog, OfALogThatCameLaterLeavesOldFilesAlone) {
  test::TempFolder other;
  other.write("old", "2\n");
  other.wait_for_file_clock();
  timespec since{};
  ::clock_gettime(CLOCK_REALTIME, &since);
  other.wait_for_file_clock();
  Followed log(Start::kFront, "access.log", since);
  fs::rename(other.path("old"), log.folder.path("access.log.1"));
  log.folder.write("access.log", "3\n");
  EXPECT_THAT(log.look(), ElementsAre("3"));
  EXPECT_THAT(log.look(), IsEmpty());
}

TEST(FollowedLog, TheFileOfADayIsALogOfItsOwn) {
  Followed log(Start::kFront, "access-20261127.log");
  log.folder.write("access-20261126.log", "1\n");
  log.folder.write("access-20261127.log", "2\n");
  log.folder.write("access-20261128.log", "3\n");
  EXPECT_THAT(log.look(), ElementsAre("2"));
  log.folder.append("access-20261126.log", "1\n");
  log.folder.append("access-20261128.log", "3\n");
  EXPECT_THAT(log.look(), IsEmpty());
}

TEST(FollowedLog, TellsThatACompressedFileCannotBeFollowed) {
  Followed log;
  log.folder.write("access.log", "\x1f\x8b\x08 and so on, not a line\n");
  EXPECT_THAT(log.look(), IsEmpty());
  EXPECT_THAT(log.kinds(), ElementsAre(Kind::kUnreadable));
}

TEST(FollowedLog, TellsOnceWhatCannotBeRead) {
  Followed log;
  std::filesystem::create_directory(log.folder.path("access.log"));
  log.look();
  log.look();
  ASSERT_EQ(log.notes.size(), 1u);
  EXPECT_EQ(log.notes[0].kind, Kind::kUnreadable);
  EXPECT_EQ(log.notes[0].problem, "is a directory; name the log files in it");
  log.notes.clear();
  log.folder.remove("access.log");
  ASSERT_EQ(::mkfifo(log.folder.path("access.log").c_str(), 0600), 0);
  log.look();
  log.look();
  ASSERT_EQ(log.notes.size(), 1u);
  EXPECT_EQ(log.notes[0].problem,
            "is not a regular file; give it as standard input, without its name");
}

TEST(FollowedLog, IsOverWhenItCannotBeRead) {
  Followed log;
  log.folder.write("access.log", "\x1f\x8b\x08 compressed\n");
  EXPECT_FALSE(log.is_over());
  log.look();
  EXPECT_TRUE(log.is_over());
  log.folder.write("access.log", "1\n");
  log.look();
  EXPECT_FALSE(log.is_over());
}

TEST(FollowedLog, IsNotOverWhileItMayBeMade) {
  Followed log;
  log.look();
  log.now += 3 * FollowedLog::kLinger;
  log.look();
  EXPECT_FALSE(log.is_over()) << "it is waited for";
  std::filesystem::create_directory(log.folder.path("access.log"));
  log.look();
  EXPECT_FALSE(log.is_over()) << "as while somebody sets its mode";
  log.now += 2s;
  log.look();
  EXPECT_TRUE(log.is_over());
}

TEST(FollowedLog, IsOverWhenTheNextFileCannotBeReadAndNobodyWritesToTheLast) {
  Followed log;
  log.folder.write("access.log", "");
  log.look();
  log.folder.rename("access.log", "access.log.1");
  std::filesystem::create_directory(log.folder.path("access.log"));
  log.look();
  log.now += FollowedLog::kLinger / 2;
  log.folder.append("access.log.1", "1\n");
  EXPECT_THAT(log.look(), ElementsAre("1"));
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(log.is_over()) << i;
    log.now += FollowedLog::kLinger / 2;
    log.look();
  }
  for (int i = 0; i < 3; ++i) {
    log.now += FollowedLog::kLinger / 2;
    log.look();
  }
  EXPECT_TRUE(log.is_over());
}

TEST(FollowedLog, CountsTheLastLineOfAnOldFileAtTheEnd) {
  Followed log;
  log.folder.write("access.log", "");
  log.look();
  log.folder.append("access.log", "torn");
  log.look();
  log.folder.rename("access.log", "access.log.1");
  log.folder.write("access.log", "not whole");
  EXPECT_THAT(log.look(), IsEmpty());
  EXPECT_THAT(log.finish(), ElementsAre("torn"));
}

TEST(FollowedLog, PassesOverTheHoleOfAWriterThatDoesNotAppend) {
  Followed log;
  log.folder.write("access.log", "");
  log.look();
  const int writer = ::open(log.folder.path("access.log").c_str(), O_WRONLY);
  EXPECT_EQ(::write(writer, "1\n", 2), 2);
  EXPECT_THAT(log.look(), ElementsAre("1"));
  ASSERT_EQ(::ftruncate(writer, 0), 0);
  EXPECT_EQ(::write(writer, "2\n", 2), 2);
  ::close(writer);
  EXPECT_THAT(log.look(), ElementsAre("2"));
}

}  // namespace
}  // namespace logscan
