#include "text/utc_offset.h"

#include "text/word_reader.h"

namespace logscan {

std::optional<std::int32_t> parse_utc_offset(std::string_view text) {
  WordReader reader(text);
  const bool west = reader.consume('-');
  if (!west && !reader.consume('+')) return std::nullopt;
  const std::optional<int> hours = reader.digits(2, 0, 23);
  reader.consume(':');
  const std::optional<int> minutes = reader.digits(2, 0, 59);
  if (!hours || !minutes || !reader.done()) return std::nullopt;
  const std::int32_t seconds = *hours * 3600 + *minutes * 60;
  return west ? -seconds : seconds;
}

}  // namespace logscan
