#include "layers/layers.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::layers {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Layers, IncludesPointOneWay) {
  for (const std::string& rule : broken_rules(LOGSCAN_SOURCE_DIR))
    ADD_FAILURE() << rule;
}

// Runs the checker on a temporary tree of these files.
std::vector<std::string> check(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string name = (fs::temp_directory_path() / "logscan-layers-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) return {"no folder to work in"};
  const fs::path root = name;
  fs::create_directories(root / "include/logscan");
  fs::create_directories(root / "src");
  for (const auto& [path, text] : files) {
    fs::create_directories((root / path).parent_path());
    std::ofstream(root / path) << text;
  }
  std::vector<std::string> broken = broken_rules(root);
  fs::remove_all(root);
  return broken;
}

TEST(Layers, AcceptsWhatIsAllowed) {
  EXPECT_THAT(check({{"include/logscan/report.h", "#include \"logscan/summary.h\"\n"},
                     {"include/logscan/summary.h", "#include <string>\n"},
                     {"src/report/report.cc",
                      "#include \"logscan/report.h\"\n#include \"version.h\"\n"
                      "// exit(1) in a comment, \"std::cout\" in a string\n"
                      "int f() { return snprintf(0, 0, \"abort()\"); }\n"},
                     {"src/cli/main.cc", "#include <CLI/CLI.hpp>\nint main() { exit(1); }\n"}}),
              IsEmpty());
}

TEST(Layers, RefusesALaterStage) {
  EXPECT_THAT(check({{"include/logscan/report.h", ""},
                     {"src/report/report.cc", "#include \"logscan/report.h\"\n"},
                     {"src/scan/scan.cc", "#include \"logscan/report.h\"\n"}}),
              ElementsAre(HasSubstr("a later stage")));
  EXPECT_THAT(check({{"include/logscan/report.h", ""},
                     {"include/logscan/summary.h", "#include \"logscan/report.h\"\n"},
                     {"src/report/report.cc", "#include \"logscan/report.h\"\n"},
                     {"src/scan/scan.cc", "#include \"logscan/summary.h\"\n"}}),
              ElementsAre(HasSubstr("a later stage")));
}

TEST(Layers, RefusesACycle) {
  EXPECT_THAT(check({{"src/scan/a.h", ""},
                     {"src/scan/a.cc", "#include \"scan/a.h\"\n#include \"scan/b.h\"\n"},
                     {"src/scan/b.h", "#include \"scan/a.h\"\n"}}),
              ElementsAre(HasSubstr("src/scan/a -> src/scan/b -> src/scan/a")));
}

TEST(Layers, APublicHeaderIsItsOwnComponent) {
  EXPECT_THAT(check({{"include/logscan/scanner.h", ""},
                     {"src/scan/scanner.cc", "#include \"scan/simd.h\"\n"},
                     {"src/scan/simd.h", "#include \"logscan/scanner.h\"\n"}}),
              IsEmpty());
  EXPECT_THAT(check({{"include/logscan/block.h", "#include \"logscan/reader.h\"\n"},
                     {"include/logscan/reader.h", "#include \"logscan/block.h\"\n"}}),
              ElementsAre(HasSubstr("circle")));
}

TEST(Layers, RefusesAFileInAnUnknownFolder) {
  EXPECT_THAT(check({{"src/novel/a.cc", ""}}), ElementsAre(HasSubstr("no folder")));
  EXPECT_THAT(check({{"src/scan/a.cc", "#include \"a.h\"\n"}}),
              ElementsAre(HasSubstr("does not exist")));
}

TEST(Layers, RefusesAPrivateHeaderInAPublicOne) {
  EXPECT_THAT(check({{"src/os/a.h", ""}, {"include/logscan/b.h", "#include \"os/a.h\"\n"}}),
              ElementsAre(HasSubstr("not installed")));
}

TEST(Layers, RefusesPrintingAndEndingInTheLibrary) {
  for (const char* text : {"int f() { exit(1); }", "void f() { std::cout << 1; }",
                           "void f() { printf(\"x\"); }", "#include <spdlog/spdlog.h>\n"}) {
    EXPECT_EQ(check({{"src/os/a.cc", text}}).size(), 1U) << text;
  }
}

}  // namespace
}  // namespace logscan::layers
