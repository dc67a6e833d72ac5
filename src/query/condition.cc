#include "query/condition.h"

#include <string>

namespace logscan::detail {

std::string_view Source::key_text(const LogLine& line) const {
  thread_local std::string value;  // keeps its memory, so that nothing is allocated per line
  value.clear();
  return key->append(line, value) ? std::string_view(value) : std::string_view();
}

}  // namespace logscan::detail
