#include "cli/partial_flags.h"

#include <algorithm>
#include <limits>
#include <string_view>

#include "cli/byte_size.h"
#include "cli/usage_error.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {

std::optional<ByteRange> read_range(const PartialWords& words) {
  const std::string& text = words.range;
  if (text.empty()) return std::nullopt;
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::optional<std::uint64_t> offset = byte_size(std::string_view(text).substr(0, colon));
  const std::optional<std::uint64_t> length =
      byte_size(std::string_view(text).substr(std::min(colon + 1, text.size())));
  if (!offset || !length || *length == 0) {
    throw UsageError{
        fmt::format("--range: expected OFFSET:LENGTH, such as 64Mi:64Mi, got \"{}\"; see logscan "
                    "--help",
                    safe_text(text))};
  }
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  return ByteRange{*offset, *length > kMost - *offset ? kMost : *offset + *length};
}

}  // namespace logscan::cli
