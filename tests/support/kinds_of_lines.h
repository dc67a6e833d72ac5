#pragma once

#include <span>
#include <string>
#include <vector>

/// Lines that servers, proxies and loggers write, and the expected records.
namespace logscan::test {

struct KindRow {
  const char* why;                   ///< What is special about the lines.
  std::vector<std::string> lines;    ///< The lines of one file, in order.
  std::vector<std::string> records;  ///< As records_of() returns them.
  const char* log_format = nullptr;
  const char* trusted_proxy = nullptr;
};

std::span<const KindRow> kinds_of_text();
std::span<const KindRow> kinds_of_json();

}  // namespace logscan::test
