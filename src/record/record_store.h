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

/// A line packed into 24 bytes: what the report needs of an error line. Strings are ids in the pool
/// of the same batch.
struct Record {
  PackedTime time;       ///< valid when `dated`
  std::uint32_t client;  ///< StringPool::kNone when null
  std::uint32_t path;    ///< likewise
  StatusCode status;
  bool dated;
};

static_assert(sizeof(Record) == 24);

/// Records in preallocated slots, and the strings they refer to. A full store is processed and
/// cleared for reuse, so memory stays flat whatever the log holds. For one thread.
class RecordStore {
 public:
  static constexpr std::size_t kSlots = 8192;
  /// the store is also full when its strings take this much
  static constexpr std::size_t kStringBytes = 512 * 1024;
  /// clients and paths are compared by their first kKeyBytes bytes
  static constexpr std::size_t kKeyBytes = 1024;

  /// The fields that append(LogLine) uses.
  static constexpr FieldSet kFields = {Field::kTime, Field::kClient, Field::kPath, Field::kStatus};

  RecordStore() : slots_(std::make_unique_for_overwrite<Record[]>(kSlots)) {}

  bool full() const { return size_ == kSlots || strings_.bytes() >= kStringBytes; }
  std::size_t size() const { return size_; }
  const Record& operator[](std::size_t i) const { return slots_[i]; }
  const StringPool& strings() const { return strings_; }

  /// Adds a record whose strings are in the pool already. The store must not be full.
  void append(const Record& record) { slots_[size_++] = record; }

  /// Packs a line and interns its client and path. The store must not be full.
  void append(const LogLine& line);

  std::uint32_t intern(std::string_view bytes);
  void clear();

 private:
  std::unique_ptr<Record[]> slots_;
  std::size_t size_ = 0;
  StringPool strings_;
};

}  // namespace logscan
