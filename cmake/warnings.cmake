# One strict set that g++ 12 and clang 14 both keep without false alarms.
# -Wnull-dereference is not in it: with -O3, g++ reports paths through the standard library. So does
# -Wrestrict of g++ 12 for every `"literal" + string` (GCC bug 105651), which is why it is off.
add_library(logscan_warnings INTERFACE)
target_compile_options(
  logscan_warnings
  INTERFACE
    -Wall
    -Wextra
    -Wpedantic
    -Wshadow
    -Wconversion
    -Wsign-conversion
    -Wold-style-cast
    -Wcast-qual
    -Wcast-align
    -Wformat=2
    -Wnon-virtual-dtor
    -Woverloaded-virtual
    -Wimplicit-fallthrough
    -Wunused
    $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond>
    $<$<CXX_COMPILER_ID:GNU>:-Wlogical-op>
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    $<$<BOOL:${LOGSCAN_WERROR}>:-Werror>
)
