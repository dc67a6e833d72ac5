#include "engine/exact_test.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace logscan {
namespace {

// Without the sign that std::lgamma() leaves in a global variable.
double log_factorial(double n) {
  int sign = 0;
  return ::lgamma_r(n + 1, &sign);
}

double log_choose(double n, double k) {
  return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

}  // namespace

double exact_test(std::uint64_t a, std::uint64_t n, std::uint64_t b, std::uint64_t m) {
  if (n == 0 || m == 0) return 1;
  auto hits = static_cast<double>(a);
  auto draws = static_cast<double>(n);
  auto other_hits = static_cast<double>(b);
  auto other_draws = static_cast<double>(m);
  // Sum up from the side with the higher rate, away from the middle.
  if (hits * other_draws < other_hits * draws) {
    std::swap(hits, other_hits);
    std::swap(draws, other_draws);
  }
  const double marked = hits + other_hits;
  const double all = draws + other_draws;
  const double first = std::exp(log_choose(marked, hits) + log_choose(all - marked, draws - hits) -
                                log_choose(all, draws));
  double sum = 1;
  double term = 1;
  for (double x = hits; x < std::min(marked, draws); ++x) {
    term *= (marked - x) * (draws - x) / ((x + 1) * (all - marked - draws + x + 1));
    sum += term;
    if (term < 1e-17 * sum) break;
  }
  return std::min(1.0, 2 * first * sum);
}

}  // namespace logscan
