#include "record/number_text.h"

#include <charconv>

#include <fmt/core.h>

namespace logscan::detail {
namespace {

constexpr std::uint64_t kNanoseconds = 1'000'000'000;
constexpr std::uint64_t kMillionths = 1'000'000;

// Appends a point and `digits` decimals, or nothing for 0.
void append_fraction(std::string& to, std::uint64_t rest, std::size_t digits) {
  if (rest == 0) return;
  char decimals[10] = ".";
  for (std::size_t i = digits; i > 0; --i, rest /= 10)
    decimals[i] = static_cast<char>('0' + rest % 10);
  std::size_t size = digits + 1;
  while (decimals[size - 1] == '0')
    --size;
  to.append(decimals, size);
}

}  // namespace

void append_number(std::string& to, std::uint64_t value) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  to.append(digits, static_cast<std::size_t>(end - digits));
}

void append_seconds(std::string& to, std::int64_t nanoseconds) {
  auto value = static_cast<std::uint64_t>(nanoseconds);
  if (nanoseconds < 0) {
    to += '-';
    value = 0 - value;
  }
  append_number(to, value / kNanoseconds);
  append_fraction(to, value % kNanoseconds, 9);
}

void append_own(std::string& to, OwnAmount::Value amount, OwnKind kind) {
  const bool duration = kind == OwnKind::kDuration;
  const std::uint64_t parts = duration ? kNanoseconds : kMillionths;
  // At most 2^116 of them: see Quantiles::kMaxValues.
  constexpr std::uint64_t kHalf = 10'000'000'000'000'000'000U;
  const OwnAmount::Value whole = amount / parts;
  if (whole >= kHalf) {
    append_number(to, static_cast<std::uint64_t>(whole / kHalf));
    to += fmt::format("{:019}", static_cast<std::uint64_t>(whole % kHalf));
  } else {
    append_number(to, static_cast<std::uint64_t>(whole));
  }
  append_fraction(to, static_cast<std::uint64_t>(amount % parts), duration ? 9 : 6);
}

}  // namespace logscan::detail
