#include "follow/followed_stream.h"

#include <optional>
#include <system_error>
#include <utility>

#include "engine/own_files.h"
#include "engine/threads.h"
#include "input/compression.h"
#include "input/open_file.h"
#include "os/file.h"
#include "query/query.h"
#include <fmt/core.h>

namespace logscan {

FollowedStream::FollowedStream(int descriptor, const EngineOptions& options)
    : fd_(descriptor), lines_(reader_options(options)), parser_(options.query->parser()) {
  lines_.follow([this](std::uint64_t, char* to, std::size_t count) { return read_once(to, count); },
                0);
}

bool FollowedStream::read(const TakeBlock& take) {
  may_read_ = true;
  Block block;
  while (lines_.next(block))
    take(block, parser_, false);
  if (!has_ended_) return true;
  if (lines_.finish(block)) take(block, parser_, false);
  return false;
}

std::size_t FollowedStream::read_once(char* to, std::size_t count) {
  if (!std::exchange(may_read_, false)) return 0;
  try {
    const std::optional<std::size_t> got = read_next(fd_, to, count);
    if (!got) return 0;
    has_ended_ = got == 0;
    if (head_.size() < kOwnFileBytes) check_head({to, *got});
    return *got;
  } catch (const std::system_error& failure) {
    throw StreamError(describe_error(failure.code().value()));
  }
}

void FollowedStream::check_head(std::string_view bytes) {
  head_.append(bytes.substr(0, kOwnFileBytes - head_.size()));
  if (const auto own = own_file(head_))
    throw StreamError(fmt::format("is {}, not a log; give it a log", own_file_name(*own)));
  if (const Compression* const compression = find_compression(head_)) {
    throw StreamError(fmt::format(
        "is compressed ({}), which cannot be followed; unpack it first, or leave out --follow",
        compression->name));
  }
}

}  // namespace logscan
