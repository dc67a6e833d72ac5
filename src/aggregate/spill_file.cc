#include "aggregate/spill_file.h"

#include <cerrno>
#include <system_error>

#include "logscan/query_spec.h"
#include "os/file.h"
#include "os/unnamed_file.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan {

Descriptor open_spill_file(const std::string& folder) {
  Descriptor file = open_unnamed_file(folder);
  if (file.get() >= 0) return file;
  const int problem = errno;
  throw SpillError(fmt::format("cannot create a temporary file in {}: {}", safe_text(folder),
                               std::generic_category().message(problem)));
}

void write_spilled(int file, const std::string& folder, std::string_view bytes) {
  try {
    write_all(file, bytes);
  } catch (const std::system_error& failure) {
    throw SpillError(fmt::format("a temporary file in {} could not be written: {}",
                                 safe_text(folder), failure.code().message()));
  }
}

std::string read_spilled(int file, const std::string& folder, std::uint64_t begin,
                         std::uint64_t end) {
  try {
    std::string bytes = read_bytes(file, begin, end);
    if (bytes.size() == end - begin) return bytes;
  } catch (const std::system_error& failure) {
    cannot_read_spilled(folder, failure.code().message());
  }
  cannot_read_spilled(folder, "it was truncated");
}

void cannot_read_spilled(const std::string& folder, const std::string& cause) {
  throw SpillError(
      fmt::format("a temporary file in {} could not be read back: {}", safe_text(folder), cause));
}

}  // namespace logscan
