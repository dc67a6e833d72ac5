#pragma once

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/engine.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <nlohmann/json.hpp>

namespace logscan::test {

/// Returns the records of a file with this text as JSON, with all fields but the file, and without
/// null members.
inline std::vector<std::string> records_of(const std::string& text,
                                           EngineOptions options = one_thread()) {
  std::vector<std::string> records;
  std::string bytes;
  QuerySpec spec = options.query->spec;
  spec.records.emplace();
  for (std::size_t i = 0; i < kFields; ++i) {
    if (static_cast<Field>(i) != Field::kFile)
      spec.records->fields.push_back(static_cast<Field>(i));
  }
  options.query = compiled(std::move(spec));
  options.write_records = [&](std::string_view more) { bytes += more; };
  const TempFile file(text);
  analyse(open_all({file.path()}), options);
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = bytes.find('\n', at);
    auto record = nlohmann::ordered_json::parse(bytes.substr(at, end - at));
    for (auto member = record.begin(); member != record.end();)
      member = member->is_null() ? record.erase(member) : std::next(member);
    records.push_back(record.dump());
    at = end + 1;
  }
  return records;
}

}  // namespace logscan::test
