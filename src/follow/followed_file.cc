#include "follow/followed_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <span>
#include <string_view>
#include <sys/uio.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#include "input/compression.h"
#include "logscan/input.h"
#include "pipeline/directives.h"
#include <fmt/core.h>

namespace logscan {
namespace {

// So many bytes before the place that was read to tell whether the file is still the one it was.
constexpr std::size_t kTail = 256;
constexpr std::size_t kBackStep = 64 * 1024;
[[noreturn]] void fail() {
  throw std::system_error(errno, std::generic_category());
}

std::size_t read_at(int fd, std::uint64_t offset, std::span<iovec> parts) {
  for (;;) {
    const ssize_t got =
        ::preadv(fd, parts.data(), static_cast<int>(parts.size()), static_cast<off_t>(offset));
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) fail();
  }
}

std::size_t read_at(int fd, std::uint64_t offset, char* to, std::size_t count) {
  iovec part{to, count};
  return read_at(fd, offset, {&part, 1});
}

bool is_compressed(std::string_view head) {
  return find_compression(head) != nullptr || find_other_compression(head).has_value();
}

std::string front_of(int fd, std::size_t count) {
  std::string bytes(count, '\0');
  bytes.resize(read_at(fd, 0, bytes.data(), bytes.size()));
  return bytes;
}

}  // namespace

std::unique_ptr<FollowedFile> FollowedFile::open(const std::string& path, Start start,
                                                 const PipelineOptions& options, int& problem) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  problem = fd < 0 ? errno : 0;
  if (fd < 0) return nullptr;
  struct stat status {};
  if (::fstat(fd, &status) != 0) {
    problem = errno;
  } else if (S_ISDIR(status.st_mode)) {
    problem = EISDIR;
  } else if (!S_ISREG(status.st_mode)) {
    problem = ESPIPE;
  }
  std::uint64_t position = 0;
  if (problem == 0) {
    try {
      if (is_compressed(front_of(fd, kMagicBytes))) problem = EMEDIUMTYPE;
      if (problem == 0 && start == Start::kEnd)
        position = last_line_end(fd, static_cast<std::uint64_t>(status.st_size), options.max_line);
    } catch (const std::system_error& failure) {
      problem = failure.code().value();
    }
  }
  if (problem != 0) {
    ::close(fd);
    return nullptr;
  }
  return std::unique_ptr<FollowedFile>(new FollowedFile(fd, id_of(status), options, position));
}

FollowedFile::FollowedFile(int fd, const FileId& id, const PipelineOptions& options,
                           std::uint64_t position)
    : fd_(fd),
      id_(id),
      options_(&options),
      position_(position),
      lines_(options.max_line, position),
      judge_(std::make_unique<LineJudge>(options.max_line, options.log_format)) {
  read_tail();
  if (position > 0) judge_->others().go_on([this, position] { return directive(position); });
}

FollowedFile::~FollowedFile() {
  ::close(fd_);
}

// Behind the last line feed. A line that is longer than the limit is begun in its middle: it is
// malformed either way.
std::uint64_t FollowedFile::last_line_end(int fd, std::uint64_t size, std::uint64_t max_line) {
  std::string bytes(kBackStep, '\0');
  std::uint64_t end = size;
  while (end > 0 && size - end < max_line + 2) {
    const std::uint64_t begin = end - std::min<std::uint64_t>(end, kBackStep);
    const std::size_t got = read_at(fd, begin, bytes.data(), static_cast<std::size_t>(end - begin));
    const std::size_t feed = std::string_view(bytes.data(), got).rfind('\n');
    if (feed != std::string_view::npos) return begin + feed + 1;
    end = begin;
  }
  return end == 0 ? 0 : size;
}

void FollowedFile::read_tail() {
  const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(position_, kTail));
  tail_.resize(count);
  tail_.resize(read_at(fd_, position_ - count, tail_.data(), count));
}

void FollowedFile::remember(const char* bytes, std::size_t count) {
  if (count >= kTail) {
    tail_.assign(bytes + count - kTail, kTail);
    return;
  }
  if (tail_.size() + count > kTail) tail_.erase(0, tail_.size() + count - kTail);
  tail_.append(bytes, count);
}

// What is looked at again and what is new come with one call: in between, the file cannot be
// changed unseen.
FollowedFile::Step FollowedFile::read(std::size_t most, const TakeBlock& take) {
  for (std::size_t taken = 0; taken < most;) {
    char again[kTail];
    const std::span<char> room = lines_.room();
    iovec parts[] = {{again, tail_.size()}, {room.data(), room.size()}};
    const std::size_t got = read_at(fd_, position_ - tail_.size(), parts);
    if (got < tail_.size() || std::memcmp(again, tail_.data(), tail_.size()) != 0)
      return Step::kCut;
    const std::size_t fresh = got - tail_.size();
    if (fresh == 0) return Step::kAtEnd;
    remember(room.data(), fresh);
    if (is_at_front()) head_.append(room.data(), std::min(fresh, kHead - head_.size()));
    position_ += fresh;
    taken += fresh;
    lines_.add(fresh);
    hand_over(take);
    if (fresh < room.size()) return Step::kAtEnd;
  }
  return Step::kMore;
}

void FollowedFile::hand_over(const TakeBlock& take) {
  Block block;
  while (lines_.next(block))
    take(block, *judge_);
}

void FollowedFile::finish(const TakeBlock& take) {
  Block block;
  if (lines_.rest(block)) take(block, *judge_);
}

void FollowedFile::restart() {
  position_ = 0;
  tail_.clear();
  head_.clear();
  lines_ = WholeLines(options_->max_line);
  judge_->others().go_on({});
}

bool FollowedFile::go_on_at(const Mark& mark) {
  if (mark.id != id_ || mark.position < mark.tail.size()) return false;
  std::string bytes(mark.tail.size(), '\0');
  try {
    bytes.resize(read_at(fd_, mark.position - bytes.size(), bytes.data(), bytes.size()));
  } catch (const std::system_error&) {
    return false;
  }
  if (bytes != mark.tail) return false;
  position_ = mark.position;
  tail_ = mark.tail;
  head_.clear();
  lines_ = WholeLines(options_->max_line, position_);
  judge_->others().go_on([this, at = position_] { return directive(at); });
  return true;
}

std::unique_ptr<FollowedFile> FollowedFile::go_on_in(const std::string& path, const FileId& id,
                                                     bool& moved) {
  int problem = 0;
  std::unique_ptr<FollowedFile> copy = open(path, Start::kFront, *options_, problem);
  moved = copy == nullptr ? problem == ENOENT : copy->id() != id;
  if (copy == nullptr || moved) return nullptr;
  std::string bytes(tail_.size(), '\0');
  try {
    bytes.resize(read_at(copy->fd_, position_ - tail_.size(), bytes.data(), bytes.size()));
  } catch (const std::system_error&) {
    return nullptr;
  }
  if (bytes != tail_) return nullptr;
  copy->position_ = position_;
  copy->tail_ = tail_;
  std::swap(copy->lines_, lines_);
  copy->judge_->others().go_on([from = copy.get(), at = position_] { return from->directive(at); });
  restart();
  return copy;
}

bool FollowedFile::begins_like(const FollowedFile& copy) const {
  try {
    // In this order: what a copy holds that is being made, this file still holds.
    const std::string theirs = front_of(copy.fd_, kHead);
    const std::string ours = position_ > 0 ? head_ : front_of(fd_, kHead);
    if (ours.empty()) return theirs.empty();
    return ours.starts_with(theirs) || theirs.starts_with(ours);
  } catch (const std::system_error&) {
    return false;
  }
}

// The name may lead to another file by now.
std::optional<W3cFields> FollowedFile::directive(std::uint64_t offset) const {
  const Input input = Input::open(fmt::format("/proc/self/fd/{}", fd_));
  if (input.error()) return std::nullopt;
  return Directives().before(input, offset, *options_);
}

}  // namespace logscan
