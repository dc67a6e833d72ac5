#pragma once

#include <string>
#include <string_view>

#include "logscan/aggregate.h"

namespace logscan::cli {

/// Returns Aggregate::write(), compressed where that is worth it: most of it are paths, and it
/// travels. The first line stays readable and says `packed`.
std::string write_partial(const Aggregate& counts);

/// Reads what write_partial() or Aggregate::write() wrote. Uses at most 256 times the memory of the
/// bytes, whatever they claim. Throws what Aggregate::read() throws.
Aggregate read_partial(std::string_view bytes, const std::string& spill_folder = {});

}  // namespace logscan::cli
