#include "input/member_stream.h"

#include <algorithm>
#include <cstring>

#include "logscan/input.h"
#include <fmt/core.h>

namespace logscan {
namespace {

constexpr std::size_t kBuffer = 128 * 1024;
constexpr std::size_t kFirst = 16 * 1024;  // some files are read only for their first lines

}  // namespace

MemberStream::MemberStream(const Compression& compression, RawStream& raw)
    : compression_(compression), raw_(raw), codec_(compression.codec()), buffer_(kPage + kBuffer) {}

std::size_t MemberStream::read(char* to, std::size_t count) {
  for (;;) {
    if (failure_) throw InputError(*failure_);
    if (!in_member_ && !begin_member()) {
      if (failure_) continue;
      return 0;
    }
    if (consumed_ == filled_) fill();
    const std::size_t produced = apply(codec_->step(ahead(), to, count));
    member_text_ += produced;
    if (produced > 0) return produced;
  }
}

std::size_t MemberStream::apply(const DecodeStep& step) {
  consumed_ += step.consumed;
  if (step.ended) in_member_ = false;
  if (step.unsupported) {
    failure_ = fmt::format("cannot decode from byte {} on, where a {} {} starts: {}", member_begin_,
                           compression_.name, compression_.member, step.problem);
  } else if (!step.problem.empty()) {
    fail_in_member(fmt::format("corrupt near byte {}: {}", offset(), step.problem));
  } else if (step.consumed == 0 && step.produced == 0 && !step.ended) {
    // With input left, the codec would break its contract.
    fail_in_member(at_eof_ && consumed_ == filled_
                       ? fmt::format("truncated at byte {}", offset())
                       : fmt::format("cannot decode near byte {}", offset()));
  }
  return step.produced;
}

void MemberStream::fail_in_member(const std::string& problem) {
  failure_ = fmt::format(
      "{}, in the {} {} that starts at byte {}; lines before it were counted; to check the file, "
      "run: {} FILE",
      problem, compression_.name, compression_.member, member_begin_, compression_.test);
}

// Reads more compressed bytes after those that are left. Returns false at the end of the file.
bool MemberStream::fill() {
  if (at_eof_) return false;
  const std::size_t left = filled_ - consumed_;
  // see PageBuffer
  const auto front = static_cast<std::size_t>((raw_.file_offset() - left) % kPage);
  std::memmove(&buffer_[front], &buffer_[consumed_], left);
  consumed_ = front;
  filled_ = front + left;
  // Up to a place that depends on the offset alone. So the number of bytes read does not depend on
  // where decoding began.
  const std::size_t limit = end_offset_ == 0 ? kFirst : kBuffer;
  const std::size_t got =
      raw_.read(&buffer_[filled_], limit - static_cast<std::size_t>(raw_.file_offset() % limit));
  filled_ += got;
  end_offset_ += got;
  at_eof_ = got == 0;
  return got > 0;
}

void MemberStream::go_to(std::uint64_t offset) {
  raw_.seek(offset);
  consumed_ = filled_ = 0;
  end_offset_ = offset;
  at_eof_ = false;
  in_member_ = false;
  is_after_member_ = is_after_member_ || offset > 0;
}

bool MemberStream::begin_member() {
  if (ended_ || has_stopped_) return false;
  if (is_after_member_ && compression_.allows_zero_padding) skip_zeros();
  if (offset() >= stop_) {
    has_stopped_ = true;
    return false;
  }
  while (filled_ - consumed_ < kMagicBytes && fill()) {
  }
  member_begin_ = offset();
  member_text_ = 0;
  if (compression_.begins(ahead().substr(0, kMagicBytes)) != Compression::Begins::kYes) {
    ended_ = true;
    check_trailing_data();
    return false;
  }
  is_after_member_ = true;
  codec_->begin();
  in_member_ = true;
  return true;
}

void MemberStream::skip_zeros() {
  for (;;) {
    while (consumed_ < filled_ && buffer_[consumed_] == '\0')
      ++consumed_;
    if (consumed_ < filled_ || !fill()) return;
  }
}

// After the last member, the file ends, or another member is truncated, or other data follows.
void MemberStream::check_trailing_data() {
  if (consumed_ == filled_) return;
  if (at_eof_ && compression_.begins(ahead()) == Compression::Begins::kMaybe) {
    fail_in_member(fmt::format("truncated at byte {}", end_offset_));
  } else {
    failure_ = fmt::format(
        "data that is not {} begins at byte {} and was not read; to check the file, run: {} FILE",
        compression_.name, offset(), compression_.test);
  }
}

}  // namespace logscan
