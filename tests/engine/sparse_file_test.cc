// Files with holes read as NULs, but the holes are not read.

#include <filesystem>
#include <string>
#include <sys/stat.h>

#include "logscan/engine.h"
#include "logscan/input.h"
#include "logscan/report.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

constexpr std::size_t kHole = 3 * 1024 * 1024;
const std::string kLine = "192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /a HTTP/1.0\" 404 1\n";

// Appends a hole, and says whether the file system made one.
bool append_hole(const test::TempFile& file, std::size_t bytes) {
  std::filesystem::resize_file(file.path(), std::filesystem::file_size(file.path()) + bytes);
  struct stat status {};
  ::stat(file.path().c_str(), &status);
  return status.st_blocks * 512 < status.st_size;
}

std::string report_on(const std::string& path, std::size_t block_size, std::uint64_t range_size) {
  std::vector<Input> inputs;
  inputs.push_back(Input::open(path));
  EngineOptions options;
  options.block_size = block_size;
  options.range_size = range_size;
  options.threads = 2;
  Summary summary = analyse(inputs, options);
  for (InputSummary& input : summary.inputs)
    input.path.clear();
  summary.malformed.samples.clear();
  for (ErrorSummary& error : summary.top_errors)
    error.example.path.clear();
  summary.run = {};
  return report_json(summary, {});
}

TEST(SparseFile, ReadsLikeOneWithoutHoles) {
  // Lines, holes at their edges and within one, and a hole at the end.
  for (const std::string& front : {std::string(), kLine + kLine, kLine + "torn"}) {
    for (const std::string& back : {std::string(), kLine, std::string(5, '\0') + kLine + kLine}) {
      const test::TempFile sparse(front);
      const test::TempFile dense(front + std::string(kHole, '\0') + back);
      if (!append_hole(sparse, kHole)) GTEST_SKIP() << "no holes here";
      sparse.append(back);
      for (const std::size_t block_size : {64U, 8192U, 65'536U}) {
        for (const std::uint64_t range_size : {70'000U, 1'000'000U, 16'000'000U}) {
          EXPECT_EQ(report_on(sparse.path(), block_size, range_size),
                    report_on(dense.path(), 8192, 16'000'000))
              << front << back << block_size << " " << range_size;
        }
      }
    }
  }
}

TEST(SparseFile, NextDataIsAfterTheHole) {
  const test::TempFile file(kLine);
  if (!append_hole(file, kHole)) GTEST_SKIP() << "no holes here";
  const Input with_hole_at_end = Input::open(file.path());
  EXPECT_EQ(with_hole_at_end.next_data(3), 3U);
  EXPECT_EQ(with_hole_at_end.next_data(kHole / 2), kHole + kLine.size());
  EXPECT_EQ(with_hole_at_end.next_data(kHole * 2), kHole * 2);
  file.append(kLine);
  const std::uint64_t next = with_hole_at_end.next_data(kHole / 2);
  EXPECT_GT(next, kHole / 2);
  EXPECT_LE(next, kHole + kLine.size());
}

}  // namespace
}  // namespace logscan
