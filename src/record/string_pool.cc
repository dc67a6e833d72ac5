#include "record/string_pool.h"

#include <new>

namespace logscan {

// Not inline: where g++ 12 knows that a string is short, it copies it with `rep movs`, which takes
// 30 ns to begin.
std::uint32_t StringPool::add(std::string_view string) {
  constexpr std::uint32_t kUnit = alignof(Entry);
  const auto size = static_cast<std::uint32_t>(string.size());
  const std::uint32_t id = used_;
  char* const to = bytes_.get() + id;
  new (to) Entry{table_hash(string), size};
  if (size > 0) std::memcpy(to + sizeof(Entry), string.data(), size);
  used_ = id + (static_cast<std::uint32_t>(sizeof(Entry)) + size + kUnit - 1) / kUnit * kUnit;
  return id;
}

}  // namespace logscan
