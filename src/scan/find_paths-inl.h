// Finds the paths of many requests, one after the other without a branch, as request_path() does.

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

// Highway includes this file once for each target.
#if defined(LOGSCAN_FIND_PATHS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LOGSCAN_FIND_PATHS_INL_H
#undef LOGSCAN_FIND_PATHS_INL_H
#else
#define LOGSCAN_FIND_PATHS_INL_H
#endif

#include "scan/mask_bits-inl.h"
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace logscan::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Returns the path of `METHOD /path HTTP/1.1`, or null.
HWY_INLINE std::string_view usual_path(std::string_view request) {
  constexpr std::size_t kEnd = 9;  // ` HTTP/1.1`
  constexpr std::size_t kWindow = 64;
  const char* const begin = request.data();
  const auto load = [](auto& word, const char* from)
                        HWY_ATTR { std::memcpy(&word, from, sizeof word); };
  // The method: letters, of which the window has at most 16. They end at the closing quote.
  const hn::CappedTag<std::uint8_t, 16> half;
  const auto first = hn::LoadU(half, reinterpret_cast<const std::uint8_t*>(begin));
  const auto letters =
      hn::Sub(hn::Or(first, hn::Set(half, std::uint8_t{0x20})), hn::Set(half, std::uint8_t{'a'}));
  const std::uint64_t no_letters =
      ~mask_bits(half, hn::Eq(hn::Min(letters, hn::Set(half, std::uint8_t{25})), letters));
  const auto method = static_cast<std::size_t>(std::countr_zero(no_letters));
  std::uint16_t gap;
  load(gap, begin + method);
  std::uint64_t odd = static_cast<std::uint64_t>(gap ^ 0x2f20) | (method == 0 ? 1 : 0);

  // What stands before a request in a line may be read.
  const char* const end = begin + request.size() - kEnd;
  std::uint64_t protocol;
  load(protocol, end);
  const auto is_space = [](std::uint64_t byte) { return (byte & 0xff) == ' ' ? 1 : 0; };
  odd |= (protocol ^ 0x2f5054544820) & 0xffffffffffff;
  odd |= static_cast<std::uint64_t>(is_space(protocol >> 48) | is_space(protocol >> 56) |
                                    is_space(static_cast<unsigned char>(end[8])));

  const char* const target = begin + method + 1;
  const auto size = static_cast<std::uint64_t>(end - target);
  odd |= size - 1 < kWindow - 1 ? 0 : 1;
  const hn::CappedTag<std::uint8_t, kWindow> tag;
  std::uint64_t ends = 0;
  for (std::size_t i = 0; i < kWindow; i += hn::Lanes(tag)) {
    const auto bytes = hn::LoadU(tag, reinterpret_cast<const std::uint8_t*>(target) + i);
    const auto is_end = hn::Or(hn::Eq(bytes, hn::Set(tag, std::uint8_t{'?'})),
                               hn::Eq(bytes, hn::Set(tag, std::uint8_t{'#'})));
    ends |= mask_bits(tag, is_end) << i;
  }
  ends |= std::uint64_t{1} << (size & 63);
  if (odd != 0) return {};
  return {target, static_cast<std::size_t>(std::countr_zero(ends))};
}

inline void find_paths(const std::string_view* requests, std::size_t count,
                       std::string_view* paths) {
  for (std::size_t i = 0; i < count; ++i)
    paths[i] = usual_path(requests[i]);
}

}  // namespace logscan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // toggle
