# Builds for arm64 with Debian's cross compiler and its libraries for arm64: see .ci/arm64.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_AR aarch64-linux-gnu-ar)
set(CMAKE_RANLIB aarch64-linux-gnu-ranlib)
set(CMAKE_STRIP aarch64-linux-gnu-strip)
set(PKG_CONFIG_EXECUTABLE aarch64-linux-gnu-pkg-config)
# Runs the generator of man pages, and tests. Without -L: it would rewrite paths that tests walk from
# the root of the file system.
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64-static)
