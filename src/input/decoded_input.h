#pragma once

#include <cstdint>
#include <exception>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "input/byte_stream.h"
#include "input/compression.h"
#include "input/open_file.h"
#include "input/raw_stream.h"

namespace logscan {

class ParallelStream;

/// The decompressed text of a file. It uses memory only between the first and the last read, so
/// that thousands of files may be open. For one thread at a time.
class DecodedInput {
 public:
  /// `head` holds the bytes of a pipe that were already read to detect its kind.
  DecodedInput(const Compression& compression, std::shared_ptr<const OpenFile> file, bool seekable,
               std::uint64_t start, std::string head);
  ~DecodedInput();

  const char* name() const { return compression_.name; }

  /// See Input::read().
  std::size_t read(std::uint64_t offset, char* to, std::size_t count);

  /// See Input::limit_decompressed().
  void limit(std::uint64_t bytes) { limit_ = bytes; }

  /// Returns whether another thread would help to decode.
  bool wants_thread() const;

  /// Decodes in another thread, too, if the machine has one to spare.
  void decode_ahead();

  /// Releases all memory before the end of the text.
  void stop() { end(); }

  /// Compressed bytes read. Known at the end.
  std::uint64_t bytes_read() const { return raw_ != nullptr ? raw_->bytes_read() : bytes_read_; }

  /// Returns an input that reads the same text from its start. Only for files that can be read
  /// again.
  std::unique_ptr<DecodedInput> reopen() const;

 private:
  void begin();
  void start_ahead();
  void start_parallel();
  void end();
  void inspect_head();
  std::size_t read_some(char* to, std::size_t count);
  void stop_at_limit();

  const Compression& compression_;
  const std::shared_ptr<const OpenFile> file_;
  const bool seekable_;
  const std::uint64_t start_;
  const std::string head_;
  std::uint64_t limit_ = std::numeric_limits<std::uint64_t>::max();  ///< bytes of text

  std::unique_ptr<RawStream> raw_;
  std::unique_ptr<ByteStream> stream_;  ///< reads from raw_
  ParallelStream* parallel_ = nullptr;  ///< stream_, if it is one
  bool wants_ahead_ = false;
  bool is_ahead_ = false;
  std::string first_;  ///< the first bytes of the text, inspected before they are returned
  std::exception_ptr failure_;
  std::uint64_t position_ = 0;
  bool begun_ = false;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace logscan
