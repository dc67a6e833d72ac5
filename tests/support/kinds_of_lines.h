#pragma once

#include <span>
#include <string>
#include <vector>

/// Lines that servers, proxies and loggers write, and the records that they must give.
namespace logscan::test {

struct KindRow {
  const char* why;                   ///< what is particular about them
  std::vector<std::string> lines;    ///< of one file, in order
  std::vector<std::string> records;  ///< as records_of() writes them
  const char* log_format = nullptr;
  const char* trusted_proxy = nullptr;
};

std::span<const KindRow> kinds_of_text();
std::span<const KindRow> kinds_of_json();

}  // namespace logscan::test
