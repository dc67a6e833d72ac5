#include "text/hash_bytes.h"

#include <xxhash.h>

namespace logscan {

std::uint64_t hash_bytes(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace logscan
