# Precompiled headers: those of others that most sources include. Never one of ours, since a change
# of it would compile everything anew. Every source still includes what it uses: .ci/nightly compiles
# each without precompiled headers.

# ccache asks for these; CONTRIBUTING.md says what else it needs.
if(CMAKE_CXX_COMPILER_LAUNCHER MATCHES "ccache")
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)
  else()
    add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
  endif()
endif()

# logscan_precompile(<target> [<header>...]): the standard headers, and others.
function(logscan_precompile target)
  target_precompile_headers(
    ${target}
    PRIVATE
      <algorithm>
      <array>
      <chrono>
      <functional>
      <map>
      <memory>
      <optional>
      <span>
      <stdexcept>
      <string>
      <string_view>
      <system_error>
      <utility>
      <vector>
      <fmt/core.h>
      ${ARGN}
  )
  logscan_precompiled_warnings(${target})
endfunction()

# logscan_reuse_precompiled(<target> <other>): the other's headers, which had the same flags.
function(logscan_reuse_precompiled target other)
  target_precompile_headers(${target} REUSE_FROM ${other})
  logscan_precompiled_warnings(${target})
endfunction()

# A precompiled header of g++ forgets `#pragma GCC diagnostic` (GCC bug 64117), and
# <bits/char_traits.h> hides false alarms of these three with it. .ci/nightly compiles everything
# with them, without precompiled headers.
function(logscan_precompiled_warnings target)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT CMAKE_DISABLE_PRECOMPILE_HEADERS)
    target_compile_options(
      ${target} PRIVATE -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds
    )
  endif()
endfunction()

# g++ 12 for arm64 crashes when <arm_sve.h>, which Highway includes, follows a precompiled header.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  set_source_files_properties(
    ${PROJECT_SOURCE_DIR}/src/scan/simd.cc PROPERTIES SKIP_PRECOMPILE_HEADERS ON
  )
endif()
