#pragma once

#include <span>
#include <string_view>

/// The lines that application servers and frameworks write in text, and what they must give.
namespace logscan::test {

struct ServerRow {
  const char* format;
  std::string_view line;
  std::string_view fields;  ///< as full_dump() writes them
};

std::span<const ServerRow> server_rows();

}  // namespace logscan::test
