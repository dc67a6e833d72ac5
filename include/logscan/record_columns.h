#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include "logscan/field.h"
#include "logscan/log_line.h"
#include "logscan/own_field.h"

namespace logscan {

/// Values one behind the other. Growing a large one moves pages instead of bytes, which
/// std::vector cannot do: a table of many lines spends most of its time on new pages. Movable.
template <typename Value>
class GrowingArray {
  static_assert(std::is_trivially_copyable_v<Value>);

 public:
  GrowingArray() = default;
  GrowingArray(GrowingArray&& other) noexcept
      : values_(std::exchange(other.values_, nullptr)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  GrowingArray& operator=(GrowingArray&& other) noexcept {
    std::swap(values_, other.values_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }
  ~GrowingArray() { std::free(values_); }

  void push_back(Value value) {
    if (size_ == capacity_) [[unlikely]]
      grow(1);
    values_[size_++] = value;
  }

  /// Throws std::bad_alloc, as push_back() does.
  void append(const Value* values, std::size_t count) {
    if (count > capacity_ - size_) [[unlikely]]
      grow(count);
    if (count > 0) std::memcpy(values_ + size_, values, count * sizeof(Value));
    size_ += count;
  }

  Value& back() { return values_[size_ - 1]; }
  const Value* data() const { return values_; }
  std::size_t size() const { return size_; }

 private:
  static constexpr std::size_t kFirst = 4096;

  void grow(std::size_t count) {
    const std::size_t capacity = std::max({kFirst, size_ + count, 2 * capacity_});
    void* const grown = std::realloc(values_, capacity * sizeof(Value));
    if (grown == nullptr) throw std::bad_alloc();
    values_ = static_cast<Value*>(grown);
    capacity_ = capacity;
  }

  Value* values_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

/// Parsed lines as columns, one for each field, laid out as Apache Arrow has them: values one
/// behind the other, and a bit for each row that says whether there is one. Movable.
class RecordColumns {
 public:
  /// What the values of a column are.
  enum class Kind : std::uint8_t {
    kText,     ///< UTF-8; bytes that are not became U+FFFD
    kTime,     ///< microseconds since 1970-01-01T00:00:00Z, in 64 bits
    kStatus,   ///< 16 bits: 0 to 999, -1; null for `-`
    kWhole,    ///< a whole number in 64 bits
    kSeconds,  ///< a double
    kNumber,   ///< a double
  };

  struct Column {
    Field field;
    Kind kind;
    GrowingArray<std::uint8_t> validity;  ///< a bit for each row, the lowest first
    GrowingArray<std::int32_t> offsets;   ///< of texts: where each begins, and where the last ends
    GrowingArray<char> bytes;             ///< of texts
    GrowingArray<std::int16_t> statuses;
    GrowingArray<std::int64_t> whole;  ///< times and whole numbers
    GrowingArray<double> numbers;      ///< seconds and numbers
    std::size_t nulls = 0;
  };

  /// No rows yet. `fields` as RecordSpec has them; `own` are those of the given format.
  RecordColumns(const std::vector<Field>& fields, const OwnFields& own);

  /// What the values of a field are.
  static Kind kind_of(Field field, const OwnFields& own);

  void append(const LogLine& line);

  /// Makes texts UTF-8, after the last append().
  void finish();

  std::size_t rows() const { return rows_; }

  /// Returns whether to consume the columns now. Their offsets fit 32 bits even then.
  bool is_full() const { return rows_ >= kMostRows || bytes_ >= kMostBytes; }

  /// Returns the approximate size in memory, in bytes.
  std::size_t memory() const { return bytes_ + rows_ * columns_.size() * sizeof(std::int64_t); }

  std::vector<Column>& columns() { return columns_; }

 private:
  static constexpr std::size_t kMostRows = 64 * 1024;
  static constexpr std::size_t kMostBytes = 16 * 1024 * 1024;

  std::vector<Column> columns_;
  std::size_t rows_ = 0;
  std::size_t bytes_ = 0;  ///< of all texts
};

}  // namespace logscan
