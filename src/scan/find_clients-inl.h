// Finds the clients of many lines, one after the other, as plain_line_client() does: IPv4 addresses
// without a branch, and IPv6 addresses by the bits of their bytes.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

// Highway includes this file once for each target.
#if defined(LOGSCAN_FIND_CLIENTS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LOGSCAN_FIND_CLIENTS_INL_H
#undef LOGSCAN_FIND_CLIENTS_INL_H
#else
#define LOGSCAN_FIND_CLIENTS_INL_H
#endif

#include "scan/mask_bits-inl.h"
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace logscan::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Returns the length of the IPv4 address in canonical form that starts at `at` and ends before a
// byte that is neither a digit nor a dot, or 0 if there is none. 16 bytes must be readable.
HWY_INLINE std::uint32_t plain_v4_length(const char* at) {
  const hn::FixedTag<std::uint8_t, 16> tag;
  const auto bytes = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(at));
  const auto values = hn::Sub(bytes, hn::Set(tag, std::uint8_t{'0'}));
  const auto bits = [&](auto mask)
                        HWY_ATTR { return static_cast<std::uint32_t>(mask_bits(tag, mask)); };
  const auto above = [&](std::uint8_t value)
                         HWY_ATTR { return bits(hn::Gt(values, hn::Set(tag, value))); };
  const auto equal = [&](std::uint8_t value)
                         HWY_ATTR { return bits(hn::Eq(values, hn::Set(tag, value))); };
  const std::uint32_t digits = ~above(9);
  const std::uint32_t dots = bits(hn::Eq(bytes, hn::Set(tag, std::uint8_t{'.'})));
  const auto length = static_cast<std::uint32_t>(std::countr_one((digits | dots) & 0xffff));
  const std::uint32_t first = dots & ((1u << length) - 1);
  const std::uint32_t second = first & (first - 1);
  const std::uint32_t third = second & (second - 1);
  const std::uint32_t starts = first << 1 | 1;
  const std::uint32_t pairs = digits & digits >> 1;
  const std::uint32_t hundreds = starts & pairs & digits >> 2;
  const std::uint32_t over_five = above(5);
  // Bits for what a canonical address does not have. What follows it does not matter.
  std::uint32_t wrong = third & (third - 1);  // more than three dots
  wrong |= starts & ~digits;                  // a number without digits
  wrong |= starts & pairs & pairs >> 2;       // one of four
  wrong |= starts & equal(0) & digits >> 1;   // a leading zero
  wrong |= hundreds & above(2);               // 300 and more
  wrong |= hundreds & equal(2) & (over_five >> 1 | (equal(5) >> 1 & over_five >> 2));
  return third != 0 && wrong == 0 ? length : 0;
}

// Returns the length of the IPv6 address in the form of RFC 5952 that starts at `at` and ends
// before a byte that is no part of one. Returns 0 if there is none, and for those that hardly
// occur: without a first group in use (which could be the number of a line before an address), with
// a group of zero, or with `::` at the end. 64 bytes must be readable.
HWY_INLINE std::uint32_t usual_v6_length(const char* at) {
  const hn::CappedTag<std::uint8_t, 64> tag;
  std::uint64_t hex = 0;
  std::uint64_t colons = 0;
  std::uint64_t zeros = 0;
  for (std::size_t i = 0; i < 64; i += hn::Lanes(tag)) {
    const auto bytes = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(at) + i);
    const auto from = [&](std::uint8_t first, std::uint8_t count) HWY_ATTR {
      return hn::Lt(hn::Sub(bytes, hn::Set(tag, first)), hn::Set(tag, count));
    };
    hex |= mask_bits(tag, hn::Or(from('0', 10), from('a', 6))) << i;
    colons |= mask_bits(tag, hn::Eq(bytes, hn::Set(tag, std::uint8_t{':'}))) << i;
    zeros |= mask_bits(tag, hn::Eq(bytes, hn::Set(tag, std::uint8_t{'0'}))) << i;
  }
  const auto length = static_cast<std::uint32_t>(std::countr_one(hex | colons));
  if (length < 5 || length == 64 || at[4] != ':' || at[length - 1] == ':') return 0;
  if (at[0] != '2' && at[0] != '3' && at[0] != 'f') return 0;
  const std::uint64_t text = (std::uint64_t{1} << length) - 1;
  colons &= text;
  hex &= text;
  const std::uint64_t starts = (colons << 1 | 1) & hex;
  const std::uint64_t pairs = hex & hex >> 1;
  const std::uint64_t gaps = colons & colons >> 1;
  std::uint64_t wrong = gaps & (gaps - 1);  // a second `::`, or `:::`
  wrong |= starts & zeros;                  // a leading zero
  wrong |= pairs & pairs >> 2 & hex >> 4;   // a group of five digits
  const int groups = std::popcount(starts);
  return wrong == 0 && (gaps != 0 ? groups <= 6 : groups == 8) ? length : 0;
}

inline void find_clients(const std::string_view* fronts, std::size_t count,
                         std::string_view* clients) {
  for (std::size_t i = 0; i < count; ++i) {
    const char* const at = fronts[i].data();
    std::uint32_t length = plain_v4_length(at);
    if (HWY_UNLIKELY(length == 0)) length = usual_v6_length(at);
    clients[i] =
        length != 0 && at[length] == ' ' ? std::string_view(at, length) : std::string_view();
  }
}

}  // namespace logscan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // toggle
