// Files beyond the limit of descriptors: closed until they are read, and then known again.
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <vector>

#include "logscan/engine.h"
#include "logscan/input.h"
#include "support/compressors.h"
#include "support/read_input.h"
#include "support/temp_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using test::read_input;
using testing::HasSubstr;

/// Few descriptors for as long as it lives.
class FewDescriptors {
 public:
  explicit FewDescriptors(rlim_t count) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const struct rlimit few = {count, before_.rlim_max};
    EXPECT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
  }
  FewDescriptors(const FewDescriptors&) = delete;
  FewDescriptors& operator=(const FewDescriptors&) = delete;
  ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  struct rlimit before_ {};
};

constexpr rlim_t kFew = 60;

std::size_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

std::string line(std::size_t number) {
  return "192.0.2.1 - - [10/Oct/2023:13:55:36 +0000] \"GET /" + std::to_string(number) +
         " HTTP/1.1\" 404 5\n";
}

TEST(OpenFile, MoreThanThereAreDescriptors) {
  std::vector<std::unique_ptr<test::TempFile>> files;
  for (std::size_t i = 0; i < 200; ++i)
    files.push_back(std::make_unique<test::TempFile>(i % 2 == 0 ? line(i) : test::gzip(line(i))));
  const FewDescriptors few(kFew);
  std::vector<Input> inputs;
  for (const auto& file : files)
    inputs.push_back(Input::open(file->path()));
  EXPECT_LT(open_descriptors(), kFew);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    ASSERT_EQ(inputs[i].error(), std::nullopt);
    ASSERT_EQ(read_input(inputs[i]).text, line(i));
  }
  for (const unsigned threads : {1u, 4u}) {
    EngineOptions options;
    options.threads = threads;
    const Summary summary = analyse(inputs, options);
    EXPECT_EQ(summary.totals.parsed, 200u);
    for (const InputSummary& input : summary.inputs)
      EXPECT_EQ(input.error, std::nullopt);
  }
  EXPECT_LT(open_descriptors(), kFew);
}

/// An input that is closed until it is read.
class RestingFile : public testing::Test {
 protected:
  RestingFile() {
    for (rlim_t i = 0; i < kFew; ++i)
      others_.push_back(Input::open(file_.path()));
    input_ = std::make_unique<Input>(Input::open(file_.path()));
  }

  const FewDescriptors few_{kFew};
  const test::TempFile file_{line(1)};
  std::vector<Input> others_;
  std::unique_ptr<Input> input_;
};

TEST_F(RestingFile, IsOpenedAgain) {
  EXPECT_EQ(input_->descriptor(), -1);
  EXPECT_EQ(input_->size(), line(1).size());
  EXPECT_EQ(read_input(*input_).text, line(1));
  EXPECT_EQ(read_input(input_->reopen()).text, line(1));
}

TEST_F(RestingFile, SaysThatItIsGone) {
  std::filesystem::rename(file_.path(), file_.path() + ".1");
  EXPECT_THAT(read_input(*input_).error.value_or(""), HasSubstr("was removed or renamed"));
  std::ofstream(file_.path()) << line(2);
  EXPECT_THAT(read_input(*input_).error.value_or(""), HasSubstr("was replaced by another file"));
  std::filesystem::rename(file_.path() + ".1", file_.path());
  EXPECT_EQ(read_input(*input_).text, line(1));
}

}  // namespace
}  // namespace logscan
