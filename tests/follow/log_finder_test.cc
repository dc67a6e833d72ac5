#include "follow/log_finder.h"

#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <utility>
#include <vector>

#include "follow/follower.h"
#include "support/temp_folder.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr const char* kLine =
    "192.0.2.1 - - [12/Jan/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 1\n";
constexpr const char* kOther =
    "192.0.2.2 - - [12/Jan/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 1\n";

class LogFinderTest : public testing::Test {
 protected:
  void find(const std::vector<std::string>& arguments, LogFinder::Options options = {}) {
    finder_.emplace(arguments, options, options_);
  }

  // Waits longer than file times may lag behind the clock.
  void let_time_pass() const { folder.wait_for_file_clock(20ms); }

  // The names of the logs that were not found before.
  std::vector<std::string> look() {
    now_ += 1s;
    last_ = finder_->look(now_, {[this](const FileId&) { return is_held_; },
                                 [this](const FileId& id, std::string_view front) {
                                   return follower_.has_text_like(id, front);
                                 }});
    std::vector<std::string> names;
    for (const FoundLog& log : last_.logs) {
      names.push_back(name(log.path));
      if (log.path != "-") follower_.add(log);
    }
    std::vector<FollowNote> notes;
    while (follower_.look(now_, counts_, notes)) {
    }
    return names;
  }

  std::vector<std::string> left_out() {
    std::vector<std::string> names;
    for (const PathNote& note : last_.left_out)
      names.push_back(name(note.path) + ": " + note.text);
    return names;
  }

  std::vector<std::string> notes() {
    std::vector<std::string> all;
    for (const FollowNote& note : last_.notes)
      all.push_back(std::string(note_name(note.kind)) + ": " + note.problem);
    return all;
  }

  std::string name(const std::string& path) {
    return path.starts_with(folder.path("")) ? path.substr(folder.path("").size()) : path;
  }

  test::TempFolder folder;
  std::optional<LogFinder> finder_;
  bool is_held_ = false;
  FollowClock::time_point now_{};
  LogFinder::Found last_;

 private:
  EngineOptions options_;
  FollowOptions follow_{options_, false, 1ms};
  Follower follower_{{}, follow_};
  WindowCounts counts_{options_.query->spec, 1 << 16, 1 << 16};
};

TEST_F(LogFinderTest, FilesThatAreNamedAreFoundOnceWhetherTheyAreThereOrNot) {
  folder.write("a.log", kLine);
  find({folder.path("a.log"), folder.path("later.log"), "-"});
  EXPECT_FALSE(finder_->may_find_more());
  EXPECT_THAT(look(), ElementsAre("a.log", "later.log", "-"));
  EXPECT_THAT(look(), IsEmpty());
}

TEST_F(LogFinderTest, TheRotatedFileOfALogThatIsNamedIsLeftOut) {
  folder.write("a.log", kLine);
  folder.write("a.log.1", kLine);
  folder.write("b.log.1", kLine);
  find({folder.path("a.log"), folder.path("a.log.1"), folder.path("b.log.1")});
  EXPECT_THAT(look(), ElementsAre("a.log", "b.log.1"));
  EXPECT_THAT(left_out(), ElementsAre("a.log.1: is a rotated log"));
}

TEST_F(LogFinderTest, AFolderStandsForTheLogsThatAreWrittenThere) {
  folder.write("a.log", kLine);
  folder.write("a.log.1", kLine);
  folder.write("error.log", "nothing\n");
  find({folder.path("")});
  EXPECT_TRUE(finder_->may_find_more());
  EXPECT_THAT(look(), ElementsAre("a.log"));
  EXPECT_THAT(left_out(),
              UnorderedElementsAre(
                  "a.log.1: is a rotated log",
                  "error.log: its first line is not of an access log (closest: combined)"));
  EXPECT_THAT(look(), IsEmpty());
  EXPECT_THAT(left_out(), IsEmpty());
}

TEST_F(LogFinderTest, LogsThatAreMadeLaterAreFound) {
  folder.write("a.log", kLine);
  find({folder.path("")});
  EXPECT_THAT(look(), ElementsAre("a.log"));
  folder.write("b.log", kOther);
  folder.write("b.log.1", kOther);
  EXPECT_THAT(look(), ElementsAre("b.log"));
  EXPECT_TRUE(last_.logs[0].is_new);
  EXPECT_TRUE(last_.logs[0].since.has_value());
  EXPECT_THAT(look(), IsEmpty());
}

TEST_F(LogFinderTest, AnOldFileThatComesIntoAFolderIsNotNew) {
  folder.write("elsewhere/a.log", kLine);
  let_time_pass();
  find({folder.path("")});
  look();
  folder.rename("elsewhere/a.log", "a.log");
  EXPECT_THAT(look(), ElementsAre("a.log"));
  EXPECT_FALSE(last_.logs[0].is_new);
}

TEST_F(LogFinderTest, AnEmptyFileIsDecidedAboutWhenSomethingIsInIt) {
  folder.write("a.log", "");
  folder.write("error.log", "");
  find({folder.path("")});
  EXPECT_THAT(look(), IsEmpty());
  EXPECT_LT(finder_->next(), now_ + 500ms) << "the first line is waited for";
  folder.write("a.log", kLine);
  folder.write("error.log", "nothing\n");
  EXPECT_THAT(look(), ElementsAre("a.log"));
  EXPECT_GE(finder_->next(), now_ + 1s);
}

TEST_F(LogFinderTest, AHalfWrittenFirstLineDecidesNothing) {
  folder.write("a.log", std::string(kLine).substr(0, 20));
  find({folder.path("")});
  EXPECT_THAT(look(), IsEmpty());
  folder.write("a.log", kLine);
  EXPECT_THAT(look(), ElementsAre("a.log"));
}

TEST_F(LogFinderTest, ALogThatWasGivenAnotherNameIsNoOther) {
  folder.write("a.log", kLine);
  let_time_pass();
  find({folder.path("")});
  look();
  std::filesystem::rename(folder.path("a.log"), folder.path("before.log"));
  is_held_ = true;
  EXPECT_THAT(look(), IsEmpty());
  EXPECT_THAT(left_out(), ElementsAre("before.log: is a log that is followed by another name"));
  is_held_ = false;
  EXPECT_THAT(look(), ElementsAre("before.log")) << "nobody reads it any more";
  EXPECT_FALSE(last_.logs[0].is_new);
}

TEST_F(LogFinderTest, SeveralDaysMayPassBetweenTwoLooks) {
  folder.write("access.2026-11-25.log", kLine);
  folder.write("access.2026-11-26.log", kOther);
  let_time_pass();
  find({folder.path("")});
  EXPECT_THAT(look(), ElementsAre("access.2026-11-26.log"));
  folder.write("access.2026-11-27.log", std::string("\n") + kLine);
  folder.write("access.2026-11-28.log", std::string("\n") + kOther);
  folder.write("access.2026-11-24.log", std::string("\n\n") + kOther);
  EXPECT_THAT(look(), ElementsAre("access.2026-11-27.log", "access.2026-11-28.log"));
}

TEST_F(LogFinderTest, ACopyOfALogThatWasCutSinceIsLeftOut) {
  folder.write("a.log", kLine);
  find({folder.path("")});
  look();
  folder.copy("a.log", "archive.log");
  folder.write("a.log", kOther);
  EXPECT_THAT(look(), IsEmpty());
  EXPECT_THAT(left_out(), ElementsAre("archive.log: seems to be a copy of a log"));
}

TEST_F(LogFinderTest, NeverWaitsForAPipeThatAPatternFinds) {
  folder.write("a.log", kLine);
  find({folder.path("*.log")});
  look();
  ASSERT_EQ(::mkfifo(folder.path("b.log").c_str(), 0600), 0);
  EXPECT_THAT(look(), IsEmpty());
  EXPECT_THAT(left_out(), ElementsAre("b.log: is a FIFO"));
}

TEST_F(LogFinderTest, AFileThatIsNamedTwiceIsToldByTheFollower) {
  folder.write("a.log", kLine);
  std::filesystem::create_hard_link(folder.path("a.log"), folder.path("b.log"));
  find({folder.path("a.log"), folder.path("b.log")});
  EXPECT_THAT(look(), ElementsAre("a.log", "b.log"));
}

TEST_F(LogFinderTest, ANewFileOfTheNameIsFound) {
  folder.write("a.log", kLine);
  find({folder.path("")});
  look();
  folder.rename("a.log", "before.log");
  is_held_ = true;
  look();
  is_held_ = false;
  folder.remove("before.log");
  folder.write("before.log", kOther);
  EXPECT_THAT(look(), ElementsAre("before.log"));
}

TEST_F(LogFinderTest, ACopyThatIsMadeLaterIsLeftOut) {
  folder.write("a.log", kLine);
  find({folder.path("")});
  look();
  folder.write("a.log.bak", kOther);
  folder.write("copy", kLine);
  EXPECT_THAT(look(), IsEmpty());
  EXPECT_THAT(left_out(), ElementsAre("a.log.bak: seems to be a copy of a log",
                                      "copy: seems to be a copy of a log"));
}

TEST_F(LogFinderTest, ANameThatBeginsAsThatOfALogIsNoCopy) {
  folder.write("example.com", kLine);
  find({folder.path("")});
  look();
  folder.write("example.com.au", kOther);
  folder.write("example.com-ssl_log", std::string(kOther) + kLine);
  EXPECT_THAT(look(), ElementsAre("example.com-ssl_log", "example.com.au"));
}

TEST_F(LogFinderTest, OfALogThatHasDatesAloneTheNewestFileIsWritten) {
  folder.write("access.2026-11-26.log", kLine);
  folder.write("access.2026-11-27.log", kOther);
  let_time_pass();
  find({folder.path("")});
  EXPECT_THAT(look(), ElementsAre("access.2026-11-27.log"));
  folder.write("access.2026-11-28.log", std::string(kOther) + kOther);
  EXPECT_THAT(look(), IsEmpty()) << "it begins like the one before";
  folder.write("access.2026-11-28.log", std::string(kLine) + kLine);
  EXPECT_THAT(look(), ElementsAre("access.2026-11-28.log"));
}

TEST_F(LogFinderTest, ALinkToTheFileOfTheDayIsNoLogBesideIt) {
  folder.write("access.20261127.log", kLine);
  std::filesystem::create_symlink("access.20261127.log", folder.path("access.log"));
  find({folder.path("")});
  EXPECT_THAT(look(), ElementsAre("access.20261127.log"));
}

TEST_F(LogFinderTest, APatternFindsTheFileOfTheDay) {
  folder.write("u_ex261126.log", kLine);
  folder.write("u_ex261127.log", kOther);
  let_time_pass();
  find({folder.path("u_ex*.log")});
  EXPECT_THAT(look(), ElementsAre("u_ex261126.log", "u_ex261127.log")) << "as a shell does";
  folder.write("u_ex261128.log", std::string("\n") + kLine);
  folder.write("u_ex261125.log", std::string("\n") + kOther);
  EXPECT_THAT(look(), ElementsAre("u_ex261128.log"));
}

TEST_F(LogFinderTest, RotatedFilesThatAreNamedAreReadFirstWhereFrontsAreAskedFor) {
  folder.write("a.log", kLine);
  folder.write("a.log.1", kOther);
  find({folder.path("a.log"), folder.path("a.log.1")}, {.from_front = true});
  EXPECT_THAT(look(), ElementsAre("a.log.1", "a.log"));
}

TEST_F(LogFinderTest, ANewFileIsLookedAtWhateverAnotherWasByItsName) {
  folder.write("a.log", std::string(70'000, 'x') + "\n");
  find({folder.path("")});
  EXPECT_THAT(look(), IsEmpty());
  folder.rename("a.log", "a.log.1");
  folder.write("a.log", kLine);
  EXPECT_THAT(look(), ElementsAre("a.log"));
}

TEST_F(LogFinderTest, AFolderMayGoAndCome) {
  find({folder.path("logs/")});
  EXPECT_TRUE(finder_->may_find_more());
  EXPECT_THAT(look(), IsEmpty());
  EXPECT_THAT(notes(), ElementsAre(testing::StartsWith("no_log: no such file")));
  folder.write("logs/a.log", kLine);
  EXPECT_THAT(look(), ElementsAre("logs/a.log"));
  std::filesystem::remove_all(folder.path("logs"));
  EXPECT_THAT(look(), IsEmpty());
}

TEST_F(LogFinderTest, AFolderWithoutLogsAndAPatternThatFitsNothingAreToldOnce) {
  folder.write("logs/note", "nothing\n");
  find({folder.path("logs"), folder.path("*.log")});
  EXPECT_THAT(look(), IsEmpty());
  EXPECT_THAT(notes(), ElementsAre(testing::StartsWith("no_log: no access log in it"),
                                   testing::StartsWith("no_log: no file matches")));
  EXPECT_THAT(look(), IsEmpty());
  EXPECT_THAT(notes(), IsEmpty());
  folder.write("logs/a.log", kLine);
  folder.write("b.log", kOther);
  EXPECT_THAT(look(), ElementsAre("logs/a.log", "b.log")) << "a pattern names files";
}

TEST_F(LogFinderTest, FoldersBelowAreLookedIntoWhenAsked) {
  folder.write("logs/vhost/a.log", kLine);
  find({folder.path("logs")});
  EXPECT_THAT(look(), IsEmpty());
  find({folder.path("logs")}, {.recursive = true});
  EXPECT_THAT(look(), ElementsAre("logs/vhost/a.log"));
  folder.write("logs/later/b.log", kOther);
  EXPECT_THAT(look(), ElementsAre("logs/later/b.log"));
}

}  // namespace
}  // namespace logscan
