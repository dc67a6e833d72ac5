#include "os/descriptor.h"

#include <unistd.h>

namespace logscan {

Descriptor::~Descriptor() {
  if (is_owned_ && fd_ >= 0) ::close(fd_);
}

}  // namespace logscan
