#include "logset/known_logs.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "support/temp_folder.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class KnownLogsTest : public testing::Test {
 protected:
  KnownLogsTest() { std::filesystem::create_directories(folder.path("logs/below")); }

  std::vector<std::string> known(const std::vector<std::string>& arguments,
                                 bool recursive = false) const {
    return known_in(arguments, recursive,
                    {real("logs/a.log"), real("logs/b.txt"), real("logs/below/c.log"),
                     real("others/a.log"), real("logs.log")});
  }
  std::string real(const std::string& name) const {
    return std::filesystem::canonical(folder.path()).string() + "/" + name;
  }

  test::TempFolder folder;
};

TEST_F(KnownLogsTest, AFolderHasItsLogs) {
  EXPECT_THAT(known({folder.path("logs")}),
              ElementsAre(folder.path("logs/a.log"), folder.path("logs/b.txt")));
  EXPECT_THAT(known({folder.path("logs/")}),
              ElementsAre(folder.path("logs/a.log"), folder.path("logs/b.txt")));
}

TEST_F(KnownLogsTest, AFolderHasLogsInSubfoldersIfAskedFor) {
  EXPECT_THAT(known({folder.path("logs")}, true),
              ElementsAre(folder.path("logs/a.log"), folder.path("logs/b.txt"),
                          folder.path("logs/below/c.log")));
}

TEST_F(KnownLogsTest, APatternHasTheLogsThatMatch) {
  EXPECT_THAT(known({folder.path("logs/*.log")}), ElementsAre(folder.path("logs/a.log")));
  EXPECT_THAT(known({folder.path("*.log")}), ElementsAre(folder.path("logs.log")));
}

TEST_F(KnownLogsTest, AFileHasNone) {
  folder.write("logs/a.log", "");
  EXPECT_THAT(known({folder.path("logs/a.log"), folder.path("logs/gone.log"), "-"}), IsEmpty());
}

TEST_F(KnownLogsTest, ALinkToAFolderHasTheLogsInIt) {
  std::filesystem::create_directory_symlink(folder.path("logs"), folder.path("link"));
  EXPECT_THAT(known({folder.path("link")}),
              ElementsAre(folder.path("link/a.log"), folder.path("link/b.txt")));
}

}  // namespace
}  // namespace logscan
