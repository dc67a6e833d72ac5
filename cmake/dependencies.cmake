# What logscan stands on, all from Debian packages, and how it is linked.
#
# The program is started once per file by cron jobs and shell loops, so its start is kept short.
# Measured with a program that parses two options, sets up a logger and formats a line (hyperfine
# -N, mean of 300 runs, 2-core VM; an empty C++ program takes 0.8 ms there):
#
#   everything shared, libhwy loaded                         5.6 ms
#   the same without libhwy                                  2.0 ms
#   fmt and spdlog compiled in, libstdc++ static, no libhwy  1.0 ms
#
# libhwy.so times the CPU's clock when it is loaded (3.5 ms), and pulls in libstdc++.so. So nothing
# in a release build may need it: our kernels come from Highway's headers and are chosen by us.
# It stays on the link line for Highway's own asserts in unoptimised builds, behind --as-needed.
# tests/needs_test.cmake keeps the list of loaded libraries short.

set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(hwy REQUIRED)
find_package(CLI11 REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
# The archives: nothing to load at start.
find_library(UTF8PROC_ARCHIVE NAMES libutf8proc.a REQUIRED)
find_library(RE2_ARCHIVE NAMES libre2.a REQUIRED)
find_library(MAXMINDDB_ARCHIVE NAMES libmaxminddb.a REQUIRED)
find_library(ZLIB_ARCHIVE NAMES libz.a REQUIRED)
find_library(ZSTD_ARCHIVE NAMES libzstd.a REQUIRED)
find_library(BZIP2_ARCHIVE NAMES libbz2.a REQUIRED)
find_library(LZMA_ARCHIVE NAMES liblzma.a REQUIRED)
find_library(LZ4_ARCHIVE NAMES liblz4.a REQUIRED)
set(LOGSCAN_CODECS ${ZLIB_ARCHIVE} ${ZSTD_ARCHIVE} ${BZIP2_ARCHIVE} ${LZMA_ARCHIVE} ${LZ4_ARCHIVE}
                   ${CMAKE_DL_LIBS}
)
# Compiled for programs: libre2.a has a thread-local variable, libbz2.a prints to stderr.
find_library(RE2_SHARED NAMES libre2.so REQUIRED)
find_library(BZIP2_SHARED NAMES libbz2.so REQUIRED)
set(LOGSCAN_SHARED ${RE2_SHARED} ${BZIP2_SHARED})
# Of ISA-L there is no archive: src/input/isal_codec.cc loads the library with the first gzip file.
find_path(ISAL_INCLUDE NAMES isa-l/igzip_lib.h REQUIRED)
# Nor is libcurl linked: src/remote/curl_library.cc loads it with the first URL.
find_path(CURL_INCLUDE NAMES curl/curl.h REQUIRED)
# Headers alone.
find_path(TOMLPLUSPLUS_INCLUDE NAMES toml++/toml.h REQUIRED)

# HTML reports hold this script, and its licence; the build reads both.
find_program(GZIP gzip REQUIRED)
find_file(DYGRAPHS_SCRIPT NAMES dygraph.min.js PATHS /usr/share/javascript/dygraphs REQUIRED)
find_file(DYGRAPHS_LICENCE NAMES copyright PATHS /usr/share/doc/libjs-dygraphs NO_DEFAULT_PATH REQUIRED)

# Headers that are compiled into our own code and need no library at run time.
add_library(logscan_code INTERFACE)
target_compile_definitions(logscan_code INTERFACE XXH_INLINE_ALL)
# So that a program can leave out each function and variable that it does not use.
target_compile_options(logscan_code INTERFACE -ffunction-sections -fdata-sections)
target_include_directories(
  logscan_code SYSTEM INTERFACE $<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>
                                $<TARGET_PROPERTY:PkgConfig::xxhash,INTERFACE_INCLUDE_DIRECTORIES>
)

# Links the C++ runtime into a program; the sanitizers bring their own and are left alone.
function(logscan_static_runtime target)
  if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    target_link_options(${target} PRIVATE -static-libstdc++ -static-libgcc)
  endif()
endfunction()
