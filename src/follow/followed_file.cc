#include "follow/followed_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "engine/directives.h"
#include "engine/threads.h"
#include "input/compression.h"
#include "logscan/input.h"
#include "os/file.h"
#include "os/regular_file.h"
#include "query/query.h"
#include <fmt/core.h>

namespace logscan {
namespace {

constexpr std::size_t kBackStep = 64 * 1024;
constexpr int kMostTries = 20;

bool is_compressed(std::string_view head) {
  return find_compression(head) != nullptr || find_other_compression(head).has_value();
}

std::string read_some(const Descriptor& file, std::uint64_t offset, std::size_t count) {
  return read_bytes(file.get(), offset, offset + count);
}

}  // namespace

std::unique_ptr<FollowedFile> FollowedFile::open(const std::string& path, Start start,
                                                 const EngineOptions& options, int& problem,
                                                 const std::optional<FileId>& id) {
  RegularFile opened = open_regular(path, id);
  problem = opened.problem;
  if (problem != 0) return nullptr;
  std::unique_ptr<FollowedFile> file(
      new FollowedFile(std::move(opened.file), id_of(opened.status), options));
  try {
    if (is_compressed(read_some(file->file_, 0, kMagicBytes))) problem = EMEDIUMTYPE;
    if (problem == 0 && start == Start::kEnd) file->skip_to_end();
  } catch (const std::system_error& failure) {
    problem = failure.code().value();
  }
  if (problem != 0) return nullptr;
  return file;
}

FollowedFile::FollowedFile(Descriptor file, const FileId& id, const EngineOptions& options)
    : file_(std::move(file)),
      id_(id),
      options_(&options),
      text_(text_at({})),
      parser_(new LineParser(options.query->parser())) {}

struct stat FollowedFile::status() const {
  struct stat status {};
  status_of(file_.get(), status);  // cannot fail
  return status;
}

// The file may be truncated in between, so that it is too short for the position found.
void FollowedFile::skip_to_end() {
  TextMark mark;
  for (int tries = 0; tries < kMostTries; ++tries) {
    mark.position = last_line_end();
    const auto most = [&](std::size_t count) {
      return static_cast<std::size_t>(std::min<std::uint64_t>(mark.position, count));
    };
    mark.head = read_some(file_, 0, most(TextMark::kHead));
    const std::size_t tail = most(TextMark::kTail);
    mark.tail = read_some(file_, mark.position - tail, tail);
    if (mark.tail.size() == tail) break;
  }
  resume(mark);
}

// In a last line longer than the limit, returns a position in its middle: it is malformed either
// way.
std::uint64_t FollowedFile::last_line_end() const {
  const auto size = static_cast<std::uint64_t>(status().st_size);
  std::uint64_t end = size;
  while (end > 0 && size - end < options_->query->spec.max_line + 2) {
    const std::uint64_t begin = end - std::min<std::uint64_t>(end, kBackStep);
    const std::size_t feed =
        read_some(file_, begin, static_cast<std::size_t>(end - begin)).rfind('\n');
    if (feed != std::string::npos) return begin + feed + 1;
    end = begin;
  }
  return end == 0 ? 0 : size;
}

FollowedFile::Step FollowedFile::read(std::size_t most, const TakeBlock& take) {
  step_ = Step::kMore;
  read_end_ = text_.mark.position + most;
  Block block;
  while (text_.lines.next(block))
    take(block, *parser_, block.offset < backlog_);
  return step_;
}

// One call reads the last bytes again together with the new ones, so no truncation in between goes
// unnoticed.
std::size_t FollowedFile::read_more(char* to, std::size_t count) {
  TextMark& mark = text_.mark;
  if (step_ != Step::kMore || mark.position >= read_end_) return 0;
  char again[TextMark::kTail];
  iovec parts[] = {{again, mark.tail.size()}, {to, count}};
  const std::size_t got = read_at(file_.get(), mark.position - mark.tail.size(), parts);
  if (got < mark.tail.size() || std::memcmp(again, mark.tail.data(), mark.tail.size()) != 0) {
    step_ = Step::kTruncated;
    return 0;
  }
  const std::size_t fresh = got - mark.tail.size();
  if (fresh < count) step_ = Step::kAtEnd;
  mark.pass({to, fresh});
  return fresh;
}

void FollowedFile::finish(const TakeBlock& take) {
  Block block;
  if (text_.lines.finish(block)) take(block, *parser_, block.offset < backlog_);
}

void FollowedFile::call_backlog() {
  backlog_ = static_cast<std::uint64_t>(status().st_size);
}

ReadText FollowedFile::release() {
  ReadText text = std::exchange(text_, text_at({}));
  backlog_ = 0;
  parser_->others().resume({});
  return text;
}

ReadText FollowedFile::text_at(const TextMark& mark) {
  ReadText text{mark, Reader(reader_options(*options_))};
  text.lines.follow(read_more(), mark.position);
  return text;
}

void FollowedFile::resume(ReadText text) {
  text_ = std::move(text);
  text_.lines.redirect(read_more());
  const std::uint64_t position = text_.mark.position;
  parser_->others().resume({});
  if (position > 0) parser_->others().resume([this, position] { return directive(position); });
}

bool FollowedFile::holds(const TextMark& mark) const {
  if (mark.position == 0) return false;
  try {
    return read_some(file_, 0, mark.head.size()) == mark.head &&
           read_some(file_, mark.position - mark.tail.size(), mark.tail.size()) == mark.tail;
  } catch (const std::system_error&) {
    return false;
  }
}

std::string FollowedFile::front() const {
  try {
    return read_some(file_, 0, TextMark::kHead);
  } catch (const std::system_error&) {
    return {};
  }
}

bool FollowedFile::begins_like(std::string_view front) const {
  const std::string now = this->front();
  return mark().begins_like(front) || TextMark{now.size(), now, {}}.begins_like(front);
}

// Uses the descriptor, since the name may lead to another file by now.
std::optional<W3cFields> FollowedFile::directive(std::uint64_t offset) const {
  const Input input = Input::open(fmt::format("/proc/self/fd/{}", descriptor()));
  if (input.error()) return std::nullopt;
  return Directives(*options_).before(input, offset);
}

}  // namespace logscan
