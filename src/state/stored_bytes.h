#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "os/descriptor.h"
#include "text/byte_source.h"

namespace logscan {

/// Bytes in memory or in a part of an open file. They never change, and copies share them.
class StoredBytes {
 public:
  StoredBytes() = default;
  StoredBytes(std::string bytes);  // NOLINT: a string is stored bytes
  StoredBytes(const char* text) : StoredBytes(std::string(text)) {}  // NOLINT: likewise

  /// Takes over all of a file. `spill_folder` is that of a temporary file, otherwise empty.
  StoredBytes(Descriptor file, std::uint64_t size, std::string spill_folder = {});

  std::uint64_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  /// Returns a part, or what there is of it.
  StoredBytes part(std::uint64_t begin, std::uint64_t size) const;

  /// Return the bytes. Throw SpillError for a temporary file, std::system_error for another, and
  /// BytesError for one that was truncated since.
  std::unique_ptr<ByteSource> open() const;
  void copy_to(const ByteSink& sink) const;
  std::string whole() const;

  friend bool operator==(const StoredBytes& a, const StoredBytes& b) {
    return a.whole() == b.whole();
  }

 private:
  struct File;
  class Source;

  std::string read(std::uint64_t begin, std::uint64_t size) const;

  std::shared_ptr<const std::string> text_;
  std::shared_ptr<const File> file_;
  std::uint64_t begin_ = 0;
  std::uint64_t size_ = 0;
};

/// Collects bytes: in memory or, in a folder, in a temporary file. Throws SpillError.
class ByteStore {
 public:
  explicit ByteStore(std::string spill_folder);

  void add(std::string_view bytes);
  StoredBytes finish();

 private:
  void write();

  const std::string folder_;
  Descriptor file_;
  std::string text_;  ///< or what is to be written
  std::uint64_t written_ = 0;
};

}  // namespace logscan
