#include "follow/followed_stream.h"

#include <algorithm>
#include <cerrno>
#include <span>
#include <unistd.h>

#include "engine/own_files.h"
#include "input/compression.h"
#include "input/open_file.h"
#include "query/query.h"
#include <fmt/core.h>

namespace logscan {

FollowedStream::FollowedStream(int descriptor, const EngineOptions& options)
    : fd_(descriptor),
      lines_(options.query->spec.max_line),
      parser_(options.query->parser()) {}

bool FollowedStream::read(const TakeBlock& take) {
  const std::span<char> room = lines_.room();
  const ssize_t got = ::read(fd_, room.data(), room.size());
  if (got < 0) {
    if (errno == EINTR || errno == EAGAIN) return true;
    throw StreamError(describe_error(errno));
  }
  if (head_.size() < kOwnFileBytes) {
    head_.append(room.data(),
                 std::min(static_cast<std::size_t>(got), kOwnFileBytes - head_.size()));
    if (const auto own = own_file(head_))
      throw StreamError(fmt::format("is {}, not a log; give it a log", own_file_name(*own)));
    if (const Compression* const compression = find_compression(head_)) {
      throw StreamError(fmt::format(
          "is compressed ({}), which cannot be followed; unpack it first, or leave out --follow",
          compression->name));
    }
  }
  lines_.add(static_cast<std::size_t>(got));
  Block block;
  while (lines_.next(block))
    take(block, parser_, false);
  if (got > 0) return true;
  if (lines_.rest(block)) take(block, parser_, false);
  return false;
}

}  // namespace logscan
