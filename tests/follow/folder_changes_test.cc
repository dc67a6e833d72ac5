#include <chrono>

#include "follow/watcher.h"
#include "support/temp_folder.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using std::chrono::milliseconds;

class FolderChangesTest : public ::testing::Test {
 protected:
  bool may_have_changed(int at) {
    return changes_.may_have_changed(FollowClock::time_point(milliseconds(at)));
  }

  test::TempFolder folder_;
  FolderChanges changes_{folder_.path("access.log")};
};

TEST_F(FolderChangesTest, EndSomeTimeAfterTheLast) {
  EXPECT_TRUE(may_have_changed(0));
  EXPECT_TRUE(may_have_changed(1));
  EXPECT_TRUE(may_have_changed(51));
  EXPECT_FALSE(may_have_changed(52));
  folder_.write("access.log", "");
  EXPECT_TRUE(may_have_changed(53));
}

// A busy machine may run the first call late, so that it sees a change just made. The next change
// may then have the same time, although 100 ms seem to have passed.
TEST_F(FolderChangesTest, DoNotEndWhileTheClockOfFilesMayStandStill) {
  EXPECT_TRUE(may_have_changed(0));
  EXPECT_TRUE(may_have_changed(100));
  EXPECT_TRUE(may_have_changed(101));
  EXPECT_TRUE(may_have_changed(149));
  EXPECT_TRUE(may_have_changed(150));
  EXPECT_FALSE(may_have_changed(151));
}

}  // namespace
}  // namespace logscan
