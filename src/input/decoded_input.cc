#include "input/decoded_input.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include "input/compression.h"
#include "input/member_stream.h"
#include "input/parallel_stream.h"
#include "input/read_ahead.h"
#include "logscan/input.h"
#include <fmt/core.h>

namespace logscan {

DecodedInput::DecodedInput(const Compression& compression, std::shared_ptr<const OpenFile> file,
                           bool seekable, std::uint64_t start, std::string head)
    : compression_(compression),
      file_(std::move(file)),
      seekable_(seekable),
      start_(start),
      head_(std::move(head)) {}

DecodedInput::~DecodedInput() = default;

std::unique_ptr<DecodedInput> DecodedInput::reopen() const {
  auto other = std::make_unique<DecodedInput>(compression_, file_, seekable_, start_, head_);
  other->limit(limit_);
  return other;
}

std::size_t DecodedInput::read(std::uint64_t offset, char* to, std::size_t count) {
  if (!begun_ || (offset == 0 && seekable_)) begin();
  if (offset != position_) throw std::logic_error("a compressed input is read in order");
  if (position_ == limit_ && count > 0) {
    stop_at_limit();
    return 0;
  }
  const std::size_t produced =
      read_some(to, static_cast<std::size_t>(std::min<std::uint64_t>(count, limit_ - position_)));
  position_ += produced;
  return produced;
}

// Text that ends exactly at the limit is allowed.
void DecodedInput::stop_at_limit() {
  char next = 0;
  if (read_some(&next, 1) == 0) return;
  failure_ = std::make_exception_ptr(DecompressedLimit(fmt::format(
      "contains more text than --max-decompressed {} allows; lines before that were counted; to "
      "read the rest, raise the limit",
      limit_)));
  end();
  std::rethrow_exception(failure_);
}

std::size_t DecodedInput::read_some(char* to, std::size_t count) {
  if (position_ < first_.size()) {
    const std::size_t produced =
        std::min(count, first_.size() - static_cast<std::size_t>(position_));
    std::memcpy(to, first_.data() + position_, produced);
    return produced;
  }
  if (failure_) std::rethrow_exception(failure_);
  if (stream_ == nullptr || count == 0) return 0;
  try {
    const std::size_t produced = stream_->read(to, count);
    if (produced == 0) end();
    return produced;
  } catch (...) {
    failure_ = std::current_exception();
    end();
    throw;
  }
}

void DecodedInput::begin() {
  end();
  begun_ = true;
  position_ = 0;
  failure_ = nullptr;
  raw_ = std::make_unique<RawStream>(file_, seekable_, start_, head_);
  if (wants_ahead_ && seekable_ && file_->remote() == nullptr) {
    start_parallel();
  } else {
    stream_ = std::make_unique<MemberStream>(compression_, *raw_);
  }
  inspect_head();
  if (wants_ahead_) start_ahead();
}

void DecodedInput::end() {
  if (stream_ == nullptr) return;
  stream_.reset();
  parallel_ = nullptr;
  bytes_read_ = raw_->bytes_read();
  raw_.reset();
  is_ahead_ = false;
}

void DecodedInput::inspect_head() {
  std::array<char, kHeadBytes> bytes;
  std::size_t length = 0;
  try {
    while (length < bytes.size()) {
      const std::size_t got = stream_->read(bytes.data() + length, bytes.size() - length);
      if (got == 0) break;
      length += got;
    }
  } catch (...) {
    failure_ = std::current_exception();
  }
  first_.assign(bytes.data(), length);
  std::optional<std::string> problem;
  if (const Compression* within = find_compression(first_)) {
    problem = fmt::format("contains {} data within {}; decompress it first", within->name,
                          compression_.name);
  } else if (const auto other = find_other_compression(first_)) {
    problem = fmt::format("contains {} data within {}; decompress it, then run: {} | logscan",
                          other->name, compression_.name, other->unpack);
  } else if (const char* const encoding = utf16_encoding(first_)) {
    problem = fmt::format(
        "contains UTF-16 within {}; decompress it, then run: iconv -f {} -t UTF-8 FILE | logscan",
        compression_.name, encoding);
  }
  if (problem) {
    failure_ = std::make_exception_ptr(ForeignInputError(*problem));
    first_.clear();
  }
  if (failure_) end();
}

bool DecodedInput::wants_thread() const {
  return parallel_ != nullptr ? parallel_->wants_helper() : !wants_ahead_;
}

void DecodedInput::decode_ahead() {
  wants_ahead_ = true;
  start_ahead();
}

void DecodedInput::start_parallel() {
  auto stream = std::make_unique<ParallelStream>(compression_, *raw_, [this] {
    return std::make_unique<RawStream>(file_, seekable_, start_, head_);
  });
  parallel_ = stream.get();
  stream_ = std::move(stream);
}

void DecodedInput::start_ahead() {
  if (parallel_ != nullptr) return parallel_->add_helper();
  if (stream_ == nullptr || is_ahead_) return;
  try {
    stream_ = std::make_unique<ReadAhead>(stream_, [raw = raw_.get()] { raw->cancel(); });
    is_ahead_ = true;
  } catch (const std::system_error&) {
    // No more threads: the reading thread decodes.
  }
}

}  // namespace logscan
