#pragma once

#include <string>

#include "logscan/aggregate.h"
#include "state/stored_bytes.h"

namespace logscan::cli {

/// Writes Aggregate::write(), compressed where that is worth it: most of it are paths, and it
/// travels. The first line stays readable and says `packed`. If rows of the counts are in temporary
/// files, so are the bytes meanwhile, in `spill_folder` (SpillError).
void write_partial(const Aggregate& counts, const std::string& spill_folder, const ByteSink& sink);

/// Reads what write_partial() or Aggregate::write() wrote. Uses at most 256 times the memory of the
/// bytes, whatever they claim. Throws what Aggregate::read() and StoredBytes throw.
Aggregate read_partial(const StoredBytes& bytes, const std::string& spill_folder = {});

}  // namespace logscan::cli
