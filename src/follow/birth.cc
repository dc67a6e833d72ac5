#include "follow/birth.h"

#include <cstdint>
#include <fcntl.h>
#include <sys/stat.h>
#include <tuple>

namespace logscan {

bool is_born_since(const std::string& path, const timespec& since) {
  struct statx status {};
  if (::statx(AT_FDCWD, path.c_str(), 0, STATX_BTIME | STATX_MTIME, &status) != 0) return false;
  const statx_timestamp& time =
      (status.stx_mask & STATX_BTIME) != 0 ? status.stx_btime : status.stx_mtime;
  return std::tuple(time.tv_sec, std::int64_t{time.tv_nsec}) >=
         std::tuple(std::int64_t{since.tv_sec}, std::int64_t{since.tv_nsec});
}

}  // namespace logscan
