#pragma once

#include <span>
#include <string_view>

/// Text lines of application servers and frameworks, and their expected fields.
namespace logscan::test {

struct ServerRow {
  const char* format;
  std::string_view line;
  std::string_view fields;  ///< As full_dump() writes them.
};

std::span<const ServerRow> server_rows();

}  // namespace logscan::test
