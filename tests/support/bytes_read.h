#pragma once

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>

namespace logscan::test {

/// Returns the bytes that this process has read; nullopt if the system does not count them.
inline std::optional<std::uint64_t> bytes_read() {
  std::ifstream file("/proc/self/io");
  std::string word;
  std::uint64_t value = 0;
  return file >> word >> value && word == "rchar:" ? std::optional(value) : std::nullopt;
}

}  // namespace logscan::test
