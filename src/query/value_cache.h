#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "logscan/log_line.h"
#include "query/group_key.h"
#include "record/table_hash.h"

namespace logscan {

/// Caches the results of a key for recent texts, since logs repeat texts. For a key whose value
/// depends only on the text of its field. Not thread-safe.
class ValueCache {
 public:
  /// Does what key.append() does. Always pass the same key.
  bool append(const GroupKey& key, const LogLine& line, std::string& out);

 private:
  static constexpr std::size_t kEntries = 2048;
  static constexpr std::size_t kLongest = 512;  ///< longest text that is cached, in bytes

  struct Entry {
    TableHash hash;
    bool used = false;
    bool there = false;
    std::string text;
    std::string value;
  };

  std::unique_ptr<std::array<Entry, kEntries>> entries_ =
      std::make_unique<std::array<Entry, kEntries>>();
};

inline bool ValueCache::append(const GroupKey& key, const LogLine& line, std::string& out) {
  const std::string_view text = field_text(line, key.field());
  if (text.data() == nullptr || text.size() > kLongest) return key.append(line, out);
  const TableHash hash = table_hash(text);
  Entry& entry = (*entries_)[hash.bits % kEntries];
  if (!entry.used || entry.hash != hash || entry.text != text) {
    entry.value.clear();
    entry.there = key.append(line, entry.value);
    entry.text = text;
    entry.hash = hash;
    entry.used = true;
  }
  if (entry.there) out += entry.value;
  return entry.there;
}

}  // namespace logscan
