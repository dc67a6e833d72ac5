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
// The order matters: the first header includes this file, and with it the last three, once for each
// target.
// clang-format off
#include <hwy/foreach_target.h>  // IWYU pragma: keep
#include <hwy/highway.h>

#include "scan/find_lines-inl.h"
#include "scan/find_paths-inl.h"
#include "scan/plain_lines-inl.h"
// clang-format on

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
  if (has_avx3_dl())
    kernels.push_back(
        {"AVX3_DL", N_AVX3_DL::find_lines, N_AVX3_DL::match_plain_lines, N_AVX3_DL::find_paths});
#endif
#if HWY_TARGETS & HWY_AVX3
  if (has_avx3())
    kernels.push_back({"AVX3", N_AVX3::find_lines, N_AVX3::match_plain_lines, N_AVX3::find_paths});
#endif
#if HWY_TARGETS & HWY_AVX2
  if (has_avx2())
    kernels.push_back({"AVX2", N_AVX2::find_lines, N_AVX2::match_plain_lines, N_AVX2::find_paths});
#endif
#if HWY_TARGETS & HWY_SSE4
  if (has_sse4())
    kernels.push_back({"SSE4", N_SSE4::find_lines, N_SSE4::match_plain_lines, N_SSE4::find_paths});
#endif
#if HWY_TARGETS & HWY_SSSE3
  if (has_ssse3())
    kernels.push_back(
        {"SSSE3", N_SSSE3::find_lines, N_SSSE3::match_plain_lines, N_SSSE3::find_paths});
#endif
#if HWY_TARGETS & HWY_NEON
  kernels.push_back({"NEON", N_NEON::find_lines, N_NEON::match_plain_lines, N_NEON::find_paths});
#endif
#if HWY_TARGETS & HWY_EMU128
  kernels.push_back(
      {"EMU128", N_EMU128::find_lines, N_EMU128::match_plain_lines, N_EMU128::find_paths});
#endif
  return kernels;
}

}  // namespace logscan
#endif  // HWY_ONCE
