#include <cstdint>

// Highway includes this file once for each target.
#if defined(LOGSCAN_MASK_BITS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef LOGSCAN_MASK_BITS_INL_H
#undef LOGSCAN_MASK_BITS_INL_H
#else
#define LOGSCAN_MASK_BITS_INL_H
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace logscan::HWY_NAMESPACE {

// Converts a mask of up to 64 lanes to an integer, lane 0 in the lowest bit.
template <class Tag, class Mask>
HWY_INLINE std::uint64_t mask_bits(Tag tag, Mask mask) {
  std::uint64_t bits = 0;
  hwy::HWY_NAMESPACE::StoreMaskBits(tag, mask, reinterpret_cast<std::uint8_t*>(&bits));
  return bits;
}

}  // namespace logscan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // toggle
