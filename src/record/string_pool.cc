#include "record/string_pool.h"

#include <cstring>

namespace logscan {

// Not inline: where g++ 12 knows that a string is short, it copies it with `rep movs`, which takes
// 30 ns to begin.
std::uint32_t StringPool::add(std::string_view string) {
  const auto size = static_cast<std::uint32_t>(string.size());
  entries_[size_] = {table_hash(string), used_, size};
  if (size > 0) std::memcpy(bytes_.get() + used_, string.data(), size);
  used_ += size;
  return size_++;
}

}  // namespace logscan
