#include "query/value_cache.h"

namespace logscan {

bool ValueCache::append(const GroupKey& key, const LogLine& line, std::string& out) {
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
