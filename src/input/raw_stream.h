#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "input/byte_stream.h"
#include "input/open_file.h"

namespace logscan {

/// The bytes of a file or pipe as they are. Allocates nothing.
class RawStream : public ByteStream {
 public:
  /// From `start` on; `head` are the bytes that were read of a pipe before.
  RawStream(std::shared_ptr<const OpenFile> file, bool seekable, std::uint64_t start,
            std::string head);

  std::size_t read(char* to, std::size_t count) override;

  bool seekable() const { return seekable_; }
  void seek(std::uint64_t offset) { position_ = offset; }

  /// Where in the file the next read starts.
  std::uint64_t file_offset() const { return start_ + position_; }

  /// Bytes of the source so far. From any thread.
  std::uint64_t bytes_read() const { return most_; }

  /// From any thread: nobody wants the rest, so read() ends soon, even where nothing comes.
  void give_up() { given_up_ = true; }

 private:
  bool wait_for_bytes(int descriptor) const;

  const std::shared_ptr<const Descriptor> descriptor_;
  const bool seekable_;
  const std::uint64_t start_;
  const std::string head_;
  std::uint64_t position_ = 0;
  std::atomic<std::uint64_t> most_ = 0;
  std::atomic<bool> given_up_ = false;
};

}  // namespace logscan
