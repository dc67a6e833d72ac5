#include <algorithm>
#include <cerrno>
#include <system_error>

#include "baseline/methods.h"

namespace logscan::detail {

void throw_became_shorter(const Input& input) {
  throw std::system_error(std::make_error_code(std::errc::io_error),
                          input.path() + " became shorter while it was read");
}

std::size_t read_part(const Part& part, std::uint64_t offset, char* to, std::size_t count) {
  const std::uint64_t left = part.bytes - std::min(offset, part.bytes);
  const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(count, left));
  std::size_t filled = 0;
  while (filled < wanted) {
    const std::size_t got = part.input->read(offset + filled, to + filled, wanted - filled);
    if (got == 0) throw_became_shorter(*part.input);
    filled += got;
  }
  return filled;
}

}  // namespace logscan::detail
