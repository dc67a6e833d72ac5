// Scan kernels for every instruction set that Highway supports here. The files *-inl.h are compiled
// once for each.

#include "scan/kernel.h"

#if defined(__x86_64__)
// The header calls its type _Bool, as C does. clang has no such name in standard C++.
#define _Bool bool
#include <sys/platform/x86.h>
#endif

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "scan/simd.cc"
#define HWY_WANT_AVX3_DL 1
#define HWY_WANT_SSSE3 1
#define HWY_WANT_SSE4 1
// The order matters: the first header includes this file, and with it the last four, once for each
// target.
// clang-format off
#include <hwy/foreach_target.h>  // IWYU pragma: keep
#include <hwy/highway.h>

#include "scan/find_clients-inl.h"
#include "scan/find_lines-inl.h"
#include "scan/find_paths-inl.h"
#include "scan/plain_lines-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace logscan::HWY_NAMESPACE {

inline Kernel kernel(const char* name) {
  return {name, find_lines, match_plain_lines, find_paths, find_clients};
}

}  // namespace logscan::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace logscan {
namespace {

#if HWY_ARCH_X86
// The loader of programs has asked the processor already. In a virtual machine, each question takes
// 8 to 20 us, and __builtin_cpu_supports asks ten at the start of every program that calls it.
[[maybe_unused]] bool has_ssse3() {
  return CPU_FEATURE_ACTIVE(SSSE3);
}
[[maybe_unused]] bool has_sse4() {
  return CPU_FEATURE_ACTIVE(SSE4_2) && CPU_FEATURE_ACTIVE(PCLMULQDQ) && CPU_FEATURE_ACTIVE(AES);
}
[[maybe_unused]] bool has_avx2() {
  return has_sse4() && CPU_FEATURE_ACTIVE(AVX2) && CPU_FEATURE_ACTIVE(FMA) &&
         CPU_FEATURE_ACTIVE(BMI1) && CPU_FEATURE_ACTIVE(BMI2) && CPU_FEATURE_ACTIVE(F16C) &&
         CPU_FEATURE_ACTIVE(LZCNT);
}
[[maybe_unused]] bool has_avx3() {
  return has_avx2() && CPU_FEATURE_ACTIVE(AVX512F) && CPU_FEATURE_ACTIVE(AVX512VL) &&
         CPU_FEATURE_ACTIVE(AVX512DQ) && CPU_FEATURE_ACTIVE(AVX512BW) &&
         CPU_FEATURE_ACTIVE(AVX512CD);
}
[[maybe_unused]] bool has_avx3_dl() {
  return has_avx3() && CPU_FEATURE_ACTIVE(AVX512_VNNI) && CPU_FEATURE_ACTIVE(VPCLMULQDQ) &&
         CPU_FEATURE_ACTIVE(AVX512_VBMI) && CPU_FEATURE_ACTIVE(AVX512_VBMI2) &&
         CPU_FEATURE_ACTIVE(AVX512_VPOPCNTDQ) && CPU_FEATURE_ACTIVE(AVX512_BITALG) &&
         CPU_FEATURE_ACTIVE(GFNI) && CPU_FEATURE_ACTIVE(VAES);
}
#endif

}  // namespace

// Does not use Highway's own dispatch: it lives in libhwy.so, which measures the CPU clock when
// loaded, 3.5 ms at every start of the program.
std::vector<Kernel> simd_kernels() {
  std::vector<Kernel> kernels;
#if HWY_TARGETS & HWY_AVX3_DL
  if (has_avx3_dl()) kernels.push_back(N_AVX3_DL::kernel("AVX3_DL"));
#endif
#if HWY_TARGETS & HWY_AVX3
  if (has_avx3()) kernels.push_back(N_AVX3::kernel("AVX3"));
#endif
#if HWY_TARGETS & HWY_AVX2
  if (has_avx2()) kernels.push_back(N_AVX2::kernel("AVX2"));
#endif
#if HWY_TARGETS & HWY_SSE4
  if (has_sse4()) kernels.push_back(N_SSE4::kernel("SSE4"));
#endif
#if HWY_TARGETS & HWY_SSSE3
  if (has_ssse3()) kernels.push_back(N_SSSE3::kernel("SSSE3"));
#endif
#if HWY_TARGETS & HWY_NEON
  kernels.push_back(N_NEON::kernel("NEON"));
#endif
#if HWY_TARGETS & HWY_EMU128
  kernels.push_back(N_EMU128::kernel("EMU128"));
#endif
  return kernels;
}

}  // namespace logscan
#endif  // HWY_ONCE
