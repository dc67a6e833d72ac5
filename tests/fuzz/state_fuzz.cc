#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

#include "logscan/aggregate.h"
#include "record/string_pool.h"
#include "state/packed.h"
#include "state/state.h"
#include "support/state_bytes.h"
#include "text/hash_bytes.h"
#include "text/safe_text.h"

/// Any bytes are refused as a state, or writing the state returns the same bytes. The target also
/// adds a valid first line and checksum, so that the bytes between them are parsed. The counts are
/// unpacked within the limit that their size allows, and parsed. Every message is printable.
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void require_printable(std::string_view message) {
  require(!message.empty() && logscan::safe_text(message) == message);
}

void read_findings(std::string_view packed) {
  std::string bytes;
  const logscan::StoredBytes all{std::string(packed)};
  try {
    const auto source = logscan::unpack(all);
    require(source->left() <= packed.size() * logscan::kMostRatio);
    bytes = logscan::test::all_of(*source);
  } catch (const std::runtime_error& error) {
    return require_printable(error.what());
  }
  require(logscan::test::all_of(*logscan::unpack(logscan::pack(bytes))) == bytes);
  try {
    const std::string again = logscan::Aggregate::read(bytes).write();
    require(logscan::Aggregate::read(again).write() == again);
  } catch (const logscan::PartialError& error) {
    require_printable(error.what());
  } catch (const logscan::MemoryError& error) {
    require_printable(error.what());
  }
}

void read(std::string_view bytes) {
  try {
    const logscan::State state = logscan::read_state(std::string(bytes));
    require(logscan::test::state_bytes(state) == bytes);
    read_findings(state.findings.whole());
    if (state.pending) read_findings(state.pending->findings.whole());
  } catch (const logscan::StateError& error) {
    require_printable(error.what());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read(bytes);
  read_findings(bytes);
  std::string dressed = "logscan state 4\n" + std::string(bytes);
  const std::uint64_t checksum = logscan::hash_bytes(dressed);
  for (int shift = 0; shift < 64; shift += 8)
    dressed += static_cast<char>(checksum >> shift);
  read(dressed);
  return 0;
}
