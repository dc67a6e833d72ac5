#include "engine/exact_test.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace logscan {
namespace {

double choose(int n, int k) {
  double product = 1;
  for (int i = 0; i < k; ++i)
    product = product * (n - i) / (i + 1);
  return product;
}

// Twice the smaller tail, summed up from whole binomials.
double slow_test(int a, int n, int b, int m) {
  double low = 0;
  double high = 0;
  for (int x = 0; x <= a + b && x <= n; ++x) {
    if (a + b - x > m) continue;
    const double p = choose(n, x) * choose(m, a + b - x) / choose(n + m, a + b);
    if (x <= a) low += p;
    if (x >= a) high += p;
  }
  return std::min(1.0, 2 * std::min(low, high));
}

TEST(ExactTest, IsTheSumOfTheTail) {
  for (int n = 1; n < 12; ++n) {
    for (int m = 1; m < 12; ++m) {
      for (int a = 0; a <= n; ++a) {
        for (int b = 0; b <= m; ++b) {
          const auto unsign = [](int value) { return static_cast<std::uint64_t>(value); };
          ASSERT_NEAR(exact_test(unsign(a), unsign(n), unsign(b), unsign(m)), slow_test(a, n, b, m),
                      1e-9)
              << a << "/" << n << " " << b << "/" << m;
        }
      }
    }
  }
}

TEST(ExactTest, KnowsNothingOfAnEmptySide) {
  EXPECT_EQ(exact_test(0, 0, 5, 10), 1);
  EXPECT_EQ(exact_test(5, 10, 0, 0), 1);
}

TEST(ExactTest, CountsBillions) {
  const std::uint64_t billion = 1'000'000'000;
  EXPECT_GT(exact_test(10'000'000, billion, 10'003'000, billion), 0.3);
  EXPECT_LT(exact_test(10'000'000, billion, 10'050'000, billion), 1e-20);
  EXPECT_NEAR(exact_test(0, billion, 10, billion), 2.0 / 1024, 1e-5);
}

}  // namespace
}  // namespace logscan
