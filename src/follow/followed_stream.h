#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "follow/followed_file.h"
#include "format/line_parser.h"
#include "input/reader.h"
#include "logscan/engine.h"

namespace logscan {

/// Standard input cannot be read on, or is nothing to follow. what() says why and what to try.
class StreamError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A pipe that is read as its bytes come. For one thread.
class FollowedStream {
 public:
  /// The descriptor stays the caller's.
  FollowedStream(int descriptor, const EngineOptions& options);

  int descriptor() const { return fd_; }

  /// Reads once, which waits where nothing has come. False when the stream has ended; its last
  /// line, if it has no line feed, is handed over then. Throws StreamError.
  bool read(const TakeBlock& take);

 private:
  std::size_t read_once(char* to, std::size_t count);
  void check_head(std::string_view bytes);

  int fd_;
  Reader lines_;
  LineParser parser_;
  std::string head_;       ///< the first bytes, kOwnFileBytes at most
  bool may_read_ = false;  ///< it was not yet read in this read()
  bool has_ended_ = false;
};

}  // namespace logscan
