#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "format/line_parser.h"
#include "logscan/field.h"
#include "logscan/log_line.h"
#include "logscan/status.h"
#include "record/string_pool.h"

namespace logscan {

/// An error line packed into 12 bytes: what the report needs in the order of the lines. Strings are
/// ids in the pool of the same store.
struct Record {
  std::uint32_t client;  ///< StringPool::kNone when null
  std::uint32_t path;    ///< likewise
  StatusCode status;
};

static_assert(sizeof(Record) == 12);

/// Records in preallocated slots, and the strings they refer to. A full store is processed and
/// cleared for reuse, so memory stays flat whatever the log holds, and stays in the cache of the
/// second level. For one thread.
class RecordStore {
 public:
  static constexpr std::size_t kSlots = 2048;
  /// the store is also full when its strings take this much
  static constexpr std::size_t kStringBytes = 256 * 1024;
  /// clients and paths are compared by their first kKeyBytes bytes
  static constexpr std::size_t kKeyBytes = 1024;

  /// The fields that append(LogLine) uses.
  static constexpr FieldSet kFields = {Field::kClient, Field::kPath, Field::kStatus};

  RecordStore()
      : slots_(std::make_unique_for_overwrite<Record[]>(kSlots)),
        strings_(kStringBytes + 2 * (kKeyBytes + StringPool::kStringCost)) {}

  bool full() const { return size_ == kSlots || strings_.bytes() >= kStringBytes; }
  std::size_t size() const { return size_; }
  std::size_t memory() const { return size_ * sizeof(Record) + strings_.bytes(); }  ///< in use
  const Record& operator[](std::size_t i) const { return slots_[i]; }
  const StringPool& strings() const { return strings_; }

  /// Packs a line. The store must not be full.
  void append(const LogLine& line) { append(line.client, line.path, line.status); }
  void append(std::string_view client, std::string_view path, StatusCode status) {
    slots_[size_++] = {keep(client), keep(path), status};
  }

  void clear() {
    size_ = 0;
    strings_.clear();
  }

 private:
  std::uint32_t keep(std::string_view text) {
    return text.data() == nullptr ? StringPool::kNone : strings_.add(text.substr(0, kKeyBytes));
  }

  std::unique_ptr<Record[]> slots_;
  std::size_t size_ = 0;
  StringPool strings_;
};

}  // namespace logscan
