#include "cli/descriptor_limit.h"

#include <sys/resource.h>

namespace logscan::cli {

void raise_descriptor_limit() {
  struct rlimit limit {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max;
  // If this fails, files are closed and opened again as they are read.
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace logscan::cli
