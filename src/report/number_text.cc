#include "report/number_text.h"

#include <charconv>

namespace logscan::detail {
namespace {

constexpr std::uint64_t kNanoseconds = 1'000'000'000;

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
  std::uint64_t rest = value % kNanoseconds;
  if (rest == 0) return;
  char decimals[10] = ".";
  for (std::size_t i = 9; i > 0; --i, rest /= 10)
    decimals[i] = static_cast<char>('0' + rest % 10);
  std::size_t size = sizeof decimals;
  while (decimals[size - 1] == '0')
    --size;
  to.append(decimals, size);
}

}  // namespace logscan::detail
