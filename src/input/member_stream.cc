#include "input/member_stream.h"

#include <algorithm>
#include <cstring>

#include "logscan/input.h"
#include <fmt/core.h>

namespace logscan {
namespace {

constexpr std::size_t kBuffer = 128 * 1024;
constexpr std::size_t kFirst = 16 * 1024;  // of some files only the first lines are wanted

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
    if (taken_ == filled_) fill();
    const std::size_t given = apply(codec_->step(ahead(), to, count));
    if (given > 0) return given;
  }
}

std::size_t MemberStream::apply(const Step& step) {
  taken_ += step.taken;
  if (step.ended) in_member_ = false;
  if (step.refused) {
    failure_ = fmt::format("cannot be decoded from byte {} on, where a {} {} begins: {}",
                           member_begin_, compression_.name, compression_.member, step.problem);
  } else if (!step.problem.empty()) {
    break_off(fmt::format("is damaged near byte {}: {}", offset(), step.problem));
  } else if (step.taken == 0 && step.given == 0 && !step.ended) {
    // With bytes left, this would be a codec that does not keep its word.
    break_off(at_eof_ && taken_ == filled_
                  ? fmt::format("is cut off at byte {}", offset())
                  : fmt::format("cannot be decoded near byte {}", offset()));
  }
  return step.given;
}

void MemberStream::break_off(const std::string& problem) {
  failure_ = fmt::format(
      "{}, in the {} {} that begins at byte {}; what came before is counted; try: {}", problem,
      compression_.name, compression_.member, member_begin_, compression_.test);
}

// More compressed bytes behind those that are left; false at the end of the file.
bool MemberStream::fill() {
  if (at_eof_) return false;
  const std::size_t left = filled_ - taken_;
  const auto front =
      static_cast<std::size_t>((raw_.file_offset() - left) % kPage);  // see PageBuffer
  std::memmove(&buffer_[front], &buffer_[taken_], left);
  taken_ = front;
  filled_ = front + left;
  const std::size_t room = kPage + kBuffer - filled_;
  const std::size_t got =
      raw_.read(&buffer_[filled_], end_offset_ == 0 ? std::min(room, kFirst) : room);
  filled_ += got;
  end_offset_ += got;
  at_eof_ = got == 0;
  return got > 0;
}

bool MemberStream::begin_member() {
  if (ended_) return false;
  if (members_ > 0 && compression_.zeros_behind) skip_zeros();
  while (filled_ - taken_ < kMagicBytes && fill()) {
  }
  member_begin_ = offset();
  if (compression_.begins(ahead().substr(0, kMagicBytes)) != Compression::Begins::kYes) {
    ended_ = true;
    look_behind_last();
    return false;
  }
  ++members_;
  codec_->begin();
  in_member_ = true;
  return true;
}

void MemberStream::skip_zeros() {
  for (;;) {
    while (taken_ < filled_ && buffer_[taken_] == '\0')
      ++taken_;
    if (taken_ < filled_ || !fill()) return;
  }
}

// Nothing, or the first bytes of one more member, or something else.
void MemberStream::look_behind_last() {
  if (taken_ == filled_) return;
  if (at_eof_ && compression_.begins(ahead()) == Compression::Begins::kMaybe) {
    break_off(fmt::format("is cut off at byte {}", end_offset_));
  } else if (compression_.junk_behind) {
    warning_ =
        fmt::format("is followed by something else from byte {} on, which is ignored; try: {}",
                    offset(), compression_.test);
  } else {
    failure_ = fmt::format(
        "has something else than a {} {} at byte {}; what came before is counted; "
        "try: {}",
        compression_.name, compression_.member, offset(), compression_.test);
  }
}

}  // namespace logscan
