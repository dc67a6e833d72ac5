#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "logscan/string_pool.h"
#include "state/state.h"

/// A state file of any bytes: it is refused, or it is one that would be written the same way. The
/// bytes come as they are and also with a first line and a checksum that fit, so that what stands
/// between them is read.
namespace {

void read(std::string_view bytes) {
  try {
    const logscan::State state = logscan::read_state(bytes);
    if (logscan::write_state(state) != bytes) std::abort();
  } catch (const logscan::StateError& error) {
    if (std::string_view(error.what()).empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read(bytes);
  std::string dressed = "logscan state 1\n" + std::string(bytes);
  const std::uint64_t checksum = logscan::hash_bytes(dressed);
  for (int shift = 0; shift < 64; shift += 8)
    dressed += static_cast<char>(checksum >> shift);
  read(dressed);
  return 0;
}
