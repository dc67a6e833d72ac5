#include "seam/system_calls.h"

#include <cstddef>
#include <string>
#include <vector>

#include "os/regular_file.h"
#include "support/temp_folder.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::run_with;
using test::SystemCalls;
using ::testing::ElementsAre;

TEST(SystemCalls, NamesTheCallsOfTheLibrary) {
  const test::TempFolder folder;
  const std::string path = folder.write("log", "text");
  std::vector<std::string> names;
  {
    const SystemCalls calls([&](std::size_t number, const char* name) {
      EXPECT_EQ(number, names.size());
      names.push_back(name);
    });
    file_head(path, 4);
    EXPECT_EQ(calls.count(), names.size());
  }
  EXPECT_THAT(names, ElementsAre("stat", "open", "fstat", "pread"));
  file_head(path, 4);
  EXPECT_EQ(names.size(), 4u);
}

TEST(SystemCalls, RunsCodeBeforeACall) {
  const test::TempFolder folder;
  const std::string path = folder.write("log", "text");
  std::vector<std::string> heads;
  for (std::size_t at = 0;; ++at) {
    folder.write("log", "text");
    std::string head;
    const auto replace = [&] {
      folder.write("new", "else");
      folder.rename("new", "log");
    };
    const std::size_t calls = run_with([&] { head = file_head(path, 4); }, at, replace);
    EXPECT_EQ(calls, 4u);
    heads.push_back(head);
    if (at == calls) break;
  }
  EXPECT_THAT(heads, ElementsAre("else", "else", "text", "text", "text"));
}

}  // namespace
}  // namespace logscan
