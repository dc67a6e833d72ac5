#include "record/record_store.h"

namespace logscan {

std::uint32_t RecordStore::intern(std::string_view bytes) {
  if (bytes.data() == nullptr) return StringPool::kNone;
  return strings_.intern(bytes.substr(0, kKeyBytes));
}

void RecordStore::append(const LogLine& line) {
  Record record{};
  if (line.time) record.time = PackedTime(*line.time);
  record.dated = line.time.has_value();
  record.client = intern(line.client);
  record.path = intern(line.path);
  record.status = line.status;
  append(record);
}

void RecordStore::clear() {
  size_ = 0;
  strings_.clear();
}

}  // namespace logscan
