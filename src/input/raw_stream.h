#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "input/byte_stream.h"
#include "input/open_file.h"
#include "remote/remote_object.h"

namespace logscan {

/// Reads the bytes of a file, a pipe or an object on a server unchanged.
class RawStream : public ByteStream {
 public:
  /// Starts at `start` in the file. `head` holds the bytes of a pipe that were already read.
  RawStream(std::shared_ptr<const OpenFile> file, bool seekable, std::uint64_t start,
            std::string head);

  std::size_t read(char* to, std::size_t count) override;

  bool seekable() const { return seekable_; }
  void seek(std::uint64_t offset) { position_ = offset; }

  /// Returns the offset in the file of the next read.
  std::uint64_t file_offset() const { return start_ + position_; }

  /// Returns how many bytes of the source were read so far. Thread-safe.
  std::uint64_t bytes_read() const { return furthest_; }

  /// Makes read() end soon, even if no data arrives. Thread-safe.
  void cancel() { cancelled_ = true; }

 private:
  bool wait_for_bytes(int descriptor) const;

  std::size_t read_file(char* to, std::size_t count);

  const std::shared_ptr<const OpenFile> file_;
  const std::shared_ptr<const Descriptor> descriptor_;  ///< null for an object on a server
  const std::unique_ptr<remote::RangeReader> remote_;   ///< null for a file
  const bool seekable_;
  const std::uint64_t start_;
  const std::string head_;
  std::uint64_t position_ = 0;
  std::atomic<std::uint64_t> furthest_ = 0;
  std::atomic<bool> cancelled_ = false;
};

}  // namespace logscan
