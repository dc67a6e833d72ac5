#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "follow/followed_file.h"
#include "format/line_parser.h"
#include "input/reader.h"
#include "logscan/engine.h"

namespace logscan {

/// Thrown if standard input cannot be read any further, or is nothing to follow. what() gives the
/// reason and what to try.
class StreamError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A pipe, read as its bytes arrive. Not thread-safe.
class FollowedStream {
 public:
  /// The caller keeps the descriptor.
  FollowedStream(int descriptor, const EngineOptions& options);

  int descriptor() const { return fd_; }

  /// Reads once, and waits if nothing has arrived. Returns false when the stream has ended; its
  /// last line is then delivered even without a line feed. Throws StreamError.
  bool read(const TakeBlock& take);

 private:
  std::size_t read_once(char* to, std::size_t count);
  void check_head(std::string_view bytes);

  int fd_;
  Reader lines_;
  LineParser parser_;
  std::string head_;       ///< the first bytes, at most kOwnFileBytes
  bool may_read_ = false;  ///< this read() has not read yet
  bool has_ended_ = false;
};

}  // namespace logscan
