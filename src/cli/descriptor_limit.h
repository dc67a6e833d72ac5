#pragma once

namespace logscan::cli {

/// Raises the limit of open files as far as the hard limit allows.
void raise_descriptor_limit();

}  // namespace logscan::cli
