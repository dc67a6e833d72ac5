#pragma once

#include <cstdint>

namespace logscan {

/// Returns the two-sided p-value of Fisher's exact test, as twice the smaller tail: how probable
/// such a difference of the rates a/n and b/m is if they are the same. `a` is at most `n`, `b` at
/// most `m`. 1 if a side is empty.
double exact_test(std::uint64_t a, std::uint64_t n, std::uint64_t b, std::uint64_t m);

}  // namespace logscan
