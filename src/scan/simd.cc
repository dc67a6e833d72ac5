// Scan kernels for every instruction set that Highway supports here. The files *-inl.h are compiled
// once for each.

#include "scan/kernel.h"

#if defined(__x86_64__)
#include <cpuid.h>
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
#include "scan/plain_fields-inl.h"
#include "scan/plain_lines-inl.h"
// clang-format on

#if HWY_ONCE

namespace logscan {
namespace {

#if HWY_ARCH_X86
// Returns a bit of ECX, for features that __builtin_cpu_supports does not know.
bool cpu_bit(unsigned leaf, unsigned bit) {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return __get_cpuid(leaf, &a, &b, &c, &d) != 0 && (c >> bit & 1U) != 0;
}

[[maybe_unused]] bool has_ssse3() {
  return __builtin_cpu_supports("ssse3");
}
[[maybe_unused]] bool has_sse4() {
  return __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("pclmul") &&
         __builtin_cpu_supports("aes");
}
// Asks the processor once: in a virtual machine, each question takes some 8 us.
[[maybe_unused]] bool has_avx2() {
  static const bool has = has_sse4() && __builtin_cpu_supports("avx2") &&
                          __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
                          __builtin_cpu_supports("bmi2") && cpu_bit(1, 29) /* f16c */ &&
                          cpu_bit(0x80000001, 5) /* lzcnt */;
  return has;
}
[[maybe_unused]] bool has_avx3() {
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd");
}
[[maybe_unused]] bool has_avx3_dl() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return has_avx3() && __builtin_cpu_supports("avx512vnni") &&
         __builtin_cpu_supports("vpclmulqdq") && __builtin_cpu_supports("avx512vbmi") &&
         __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512vpopcntdq") &&
         __builtin_cpu_supports("avx512bitalg") && __builtin_cpu_supports("gfni") &&
         __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (c >> 9 & 1U) != 0;  // vaes
}
#endif

}  // namespace

// Does not use Highway's own dispatch: it lives in libhwy.so, which measures the CPU clock when
// loaded, 3.5 ms at every start of the program.
std::vector<Kernel> simd_kernels() {
  std::vector<Kernel> kernels;
#if HWY_TARGETS & HWY_AVX3_DL
  if (has_avx3_dl())
    kernels.push_back({"AVX3_DL", N_AVX3_DL::find_lines, N_AVX3_DL::match_plain_lines,
                       N_AVX3_DL::find_v4, N_AVX3_DL::find_paths});
#endif
#if HWY_TARGETS & HWY_AVX3
  if (has_avx3())
    kernels.push_back({"AVX3", N_AVX3::find_lines, N_AVX3::match_plain_lines, N_AVX3::find_v4,
                       N_AVX3::find_paths});
#endif
#if HWY_TARGETS & HWY_AVX2
  if (has_avx2())
    kernels.push_back({"AVX2", N_AVX2::find_lines, N_AVX2::match_plain_lines, N_AVX2::find_v4,
                       N_AVX2::find_paths});
#endif
#if HWY_TARGETS & HWY_SSE4
  if (has_sse4())
    kernels.push_back({"SSE4", N_SSE4::find_lines, N_SSE4::match_plain_lines, N_SSE4::find_v4,
                       N_SSE4::find_paths});
#endif
#if HWY_TARGETS & HWY_SSSE3
  if (has_ssse3())
    kernels.push_back({"SSSE3", N_SSSE3::find_lines, N_SSSE3::match_plain_lines, N_SSSE3::find_v4,
                       N_SSSE3::find_paths});
#endif
#if HWY_TARGETS & HWY_NEON
  kernels.push_back(
      {"NEON", N_NEON::find_lines, N_NEON::match_plain_lines, N_NEON::find_v4, N_NEON::find_paths});
#endif
#if HWY_TARGETS & HWY_EMU128
  kernels.push_back({"EMU128", N_EMU128::find_lines, N_EMU128::match_plain_lines, N_EMU128::find_v4,
                     N_EMU128::find_paths});
#endif
  return kernels;
}

}  // namespace logscan
#endif  // HWY_ONCE
