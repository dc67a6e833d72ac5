#pragma once

#include <string>

#include "state/state.h"
#include "text/byte_source.h"

namespace logscan::test {

/// Returns the bytes that write_state() writes.
inline std::string state_bytes(const State& state) {
  std::string bytes;
  write_state(state, [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

/// Returns all bytes of a source. Throws what it throws.
inline std::string all_of(ByteSource& source) {
  std::string bytes;
  while (source.left() > 0)
    bytes += source.next(1);
  return bytes;
}

}  // namespace logscan::test
