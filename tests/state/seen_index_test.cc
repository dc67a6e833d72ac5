#include "state/seen_index.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "state/match.h"
#include "state/present_file.h"
#include "support/temp_folder.h"
#include "text/hash_bytes.h"
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

class SeenIndexTest : public ::testing::Test {
 protected:
  PresentFile present(const std::string& text) {
    const std::string name = std::to_string(written_++);
    folder_.write(name, text);
    for (const ListedFile& file : Folders().files_in(folder_.path() + "/"))
      if (file.path == folder_.path(name)) return PresentFile(file);
    throw FilesChanged();
  }

  static SeenFile seen(const PresentFile& file, std::uint64_t offset) {
    SeenFile seen;
    seen.id = file.id();
    seen.size = file.size();
    seen.head = file.print();
    seen.offset = offset;
    seen.tail = file.print_before(offset);
    return seen;
  }

  test::TempFolder folder_;
  std::size_t written_ = 0;
};

// Else the cost of a run would grow with the square of the number of files.
TEST_F(SeenIndexTest, OfManyFilesEachHasOneCandidate) {
  std::vector<PresentFile> files;
  std::vector<SeenFile> all;
  for (int i = 0; i < 200; ++i) {
    // Some have an unfinished line alone, and some are longer than what is looked at.
    std::string text = fmt::format("192.0.2.1 - - \"GET /{:03} HTTP/1.1\" 200 5", i);
    if (i % 3 > 0) text += "\nthe same line\n";
    if (i % 3 > 1) text.append(2 * kPrintBytes, 'x');
    files.push_back(present(text));
    all.push_back(seen(files.back(), i % 3 > 0 ? text.rfind('\n') + 1 : 0));
    all.back().compressed = {{text.size(), hash_bytes(text), hash_bytes(text)}};
  }
  const SeenIndex index(all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_THAT(index.begun_like(files[i]), ElementsAre(i));
    EXPECT_THAT(index.longer_than(files[i]), ElementsAre(i));
    EXPECT_THAT(index.with_id(files[i].id()), ElementsAre(i));
    EXPECT_THAT(index.with_raw(all[i].compressed[0]), ElementsAre(i));
  }
}

// Compares with a look at all pairs of short texts, where everything happens at once.
TEST_F(SeenIndexTest, NoFileIsMissed) {
  std::mt19937_64 random(1);
  std::vector<std::string> texts;
  // Some begin with more than is looked at, or with NULs.
  const std::vector<std::string> beginnings = {
      "", "", "", std::string(kPrintBytes - 3, 'x'), std::string(1, '\0'), std::string(23, '\0')};
  for (std::size_t i = 0; i < 240; ++i) {
    std::string text = beginnings[i % beginnings.size()];
    for (std::size_t length = random() % 8; length > 0; --length)
      text += "ab\n\n"[random() % 4];
    texts.push_back(std::move(text));
  }
  std::vector<PresentFile> files;
  std::vector<SeenFile> all;
  for (const std::string& text : texts) {
    files.push_back(present(text));
    all.push_back(seen(files.back(), random() % (text.size() + 1)));
  }
  const SeenIndex index(all);
  std::size_t same = 0;
  std::size_t shorter = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].head().empty()) continue;  // NULs alone are not compared.
    const SeenIndex::Places begun_like = index.begun_like(files[i]);
    const SeenIndex::Places longer_than = index.longer_than(files[i]);
    const std::string lines = texts[i].substr(0, texts[i].rfind('\n') + 1);
    for (std::size_t j = 0; j < all.size(); ++j) {
      if (continues(files[i], all[j])) {
        ++same;
        EXPECT_THAT(begun_like, Contains(j)) << i;
      }
      if (!lines.empty() && texts[i].size() < all[j].offset && texts[j].starts_with(lines)) {
        ++shorter;
        EXPECT_THAT(longer_than, Contains(j)) << i;
      }
    }
  }
  EXPECT_GT(same, all.size());
  EXPECT_GT(shorter, all.size());
}

}  // namespace
}  // namespace logscan
