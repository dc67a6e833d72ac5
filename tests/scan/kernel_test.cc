#include "scan/kernel.h"

#include <cstdlib>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

/// The marks of an index, and the extra marks after them.
using Found = std::vector<std::uint32_t>;

Found found(const LineIndex& index) {
  return {index.marks(), index.marks() + index.mark_count + LineIndex::kEndMarks};
}

Found expected(const char* data, std::size_t size) {
  Found out;
  for (std::uint32_t i = 0; i < size; ++i) {
    if (data[i] == '"' || data[i] == '\n') out.push_back(i);
  }
  out.insert(out.end(), LineIndex::kEndMarks, static_cast<std::uint32_t>(size));
  return out;
}

Found scan(const Kernel& kernel, const char* data, std::size_t size) {
  LineIndex index;
  index.reset(size);
  kernel.scan(data, size, index);
  return found(index);
}

/// A share of quotes, of line feeds and of bytes that look a little like them.
struct Density {
  const char* name;
  unsigned quotes;  ///< of 256
  unsigned feeds;
  unsigned alike;
};

constexpr Density kDensities[] = {
    {"none", 0, 0, 0},     {"all quotes", 256, 0, 0}, {"all line feeds", 0, 256, 0},
    {"half", 128, 128, 0}, {"dense", 60, 60, 60},     {"sparse", 3, 1, 10},
    {"random", 1, 1, 128}, {"alike", 0, 0, 256},
};

// The high bit, the neighbours and what has the same low or high four bits.
constexpr unsigned char kAlike[] = {0x21, 0x23, 0x2a, 0x12, 0x02, 0x32, 0xa2, 0x09,
                                    0x0b, 0x1a, 0x8a, 0x0d, 0x00, 0xff, 0x80, 0x0f};

std::string make(const Density& density, std::size_t size, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::string out;
  while (out.size() < size) {
    const std::uint64_t draw = random();
    const unsigned kind = draw & 255;
    if (kind < density.quotes) {
      out += '"';
    } else if (kind < density.quotes + density.feeds) {
      out += '\n';
    } else if (kind < density.quotes + density.feeds + density.alike) {
      out += static_cast<char>(kAlike[(draw >> 8) % std::size(kAlike)]);
    } else {
      out += 'a';
    }
  }
  return out;
}

TEST(Scanner, FindsTheSameWithEveryKernelAtEveryOffsetAndLength) {
  constexpr std::size_t kOffsets = 131;
  constexpr std::size_t kLengths = 261;
  for (const Density& density : kDensities) {
    // More of the same follows the scanned bytes: garbage that must not be found.
    const std::string bytes = make(density, kOffsets + kLengths + kPadding, 1);
    LineIndex index;
    for (std::size_t offset = 0; offset < kOffsets; ++offset) {
      for (std::size_t length = 0; length < kLengths; ++length) {
        const Found right = expected(&bytes[offset], length);
        for (const Kernel& kernel : kernels()) {
          index.reset(length);
          kernel.scan(&bytes[offset], length, index);
          ASSERT_TRUE(found(index) == right)
              << kernel.name << ", " << density.name << ", " << offset << " + " << length;
        }
      }
    }
  }
}

TEST(Scanner, FindsTheSameInLargeBlocks) {
  for (const Density& density : kDensities) {
    for (const std::size_t size : {4095u, 4096u, 8192u, 100000u}) {
      const std::string bytes = make(density, size + kPadding, size);
      const Found right = expected(bytes.data(), size);
      for (const Kernel& kernel : kernels()) {
        ASSERT_TRUE(scan(kernel, bytes.data(), size) == right)
            << kernel.name << ", " << density.name << ", " << size;
      }
    }
  }
}

TEST(Scanner, FindsEachOfAllByteValuesOnlyWhereItIs) {
  std::string bytes;
  for (int i = 0; i < 1024; ++i)
    bytes += static_cast<char>(i * 7);
  bytes.append(kPadding, '\n');
  const Found right = expected(bytes.data(), 1024);
  ASSERT_GT(right.size(), 6 + LineIndex::kEndMarks);
  for (const Kernel& kernel : kernels()) {
    EXPECT_TRUE(scan(kernel, bytes.data(), 1024) == right) << kernel.name;
  }
}

TEST(Scanner, StartsAnewInAnIndexThatIsUsedAgain) {
  const std::string many = make(kDensities[3], 5000 + kPadding, 1);
  const std::string few = make(kDensities[5], 700 + kPadding, 2);
  for (const Kernel& kernel : kernels()) {
    LineIndex index;
    index.reset(5000);
    kernel.scan(many.data(), 5000, index);
    index.reset(700);
    kernel.scan(few.data(), 700, index);
    EXPECT_TRUE(found(index) == expected(few.data(), 700)) << kernel.name;
  }
}

/// Sets LOGSCAN_KERNEL for one scope.
class KernelVariable {
 public:
  explicit KernelVariable(const char* value) {
    if (const char* old = std::getenv("LOGSCAN_KERNEL")) old_ = old;
    ::setenv("LOGSCAN_KERNEL", value, 1);
  }
  KernelVariable(const KernelVariable&) = delete;
  KernelVariable& operator=(const KernelVariable&) = delete;
  ~KernelVariable() {
    if (old_) {
      ::setenv("LOGSCAN_KERNEL", old_->c_str(), 1);
    } else {
      ::unsetenv("LOGSCAN_KERNEL");
    }
  }

 private:
  std::optional<std::string> old_;
};

TEST(Scanner, TakesTheKernelThatTheVariableNames) {
  for (const Kernel& kernel : kernels()) {
    const KernelVariable variable(kernel.name);
    EXPECT_STREQ(default_kernel().name, kernel.name);
  }
  const KernelVariable other_case("SCALAR");
  EXPECT_STREQ(default_kernel().name, "scalar");
}

TEST(Scanner, TakesTheBestWithoutTheVariable) {
  const KernelVariable variable("");
  EXPECT_EQ(&default_kernel(), &kernels().front());
}

TEST(Scanner, RefusesANameItDoesNotHave) {
  const KernelVariable variable("abacus");
  try {
    default_kernel();
    FAIL() << "an unknown kernel was taken";
  } catch (const std::invalid_argument& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("abacus"));
    EXPECT_THAT(error.what(), testing::HasSubstr("scalar"));
  }
}

TEST(Scanner, ListsScalarOnceAndLast) {
  ASSERT_FALSE(kernels().empty());
  EXPECT_STREQ(kernels().back().name, "scalar");
  for (const Kernel& kernel : kernels())
    EXPECT_EQ(find_kernel(kernel.name), &kernel);
  EXPECT_EQ(find_kernel("abacus"), nullptr);
  EXPECT_EQ(find_kernel(""), nullptr);
}

}  // namespace
}  // namespace logscan
