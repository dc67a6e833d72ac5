#pragma once

namespace logscan::cli {

/// Lets the program have as many open files as the machine allows without asking anybody.
void raise_descriptor_limit();

}  // namespace logscan::cli
