#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <new>

#include "input/codec.h"
#include <lzma.h>

namespace logscan {
namespace {

class XzCodec : public Codec {
 public:
  XzCodec() = default;
  XzCodec(const XzCodec&) = delete;
  XzCodec& operator=(const XzCodec&) = delete;
  ~XzCodec() override { ::lzma_end(&state_); }

  // In one thread: the threaded decoder has had memory-safety bugs.
  void begin() override {
    if (::lzma_stream_decoder(&state_, kMaxWindow, 0) != LZMA_OK) throw std::bad_alloc();
    result_ = LZMA_OK;
    produced_ = filled_ = 0;
  }

  // Decodes into a buffer, because the room decides where liblzma finds an error in corrupt data.
  DecodeStep step(std::string_view in, char* out, std::size_t room) override {
    DecodeStep step;
    if (produced_ == filled_ && result_ == LZMA_OK) step.consumed = decode(in);
    step.produced = std::min(room, filled_ - produced_);
    std::memcpy(out, &buffer_[produced_], step.produced);
    produced_ += step.produced;
    if (produced_ < filled_) return step;
    step.ended = result_ == LZMA_STREAM_END;
    if (result_ != LZMA_OK && !step.ended) {
      step.problem = problem_of(result_);
      step.unsupported = result_ == LZMA_MEMLIMIT_ERROR || result_ == LZMA_OPTIONS_ERROR;
    }
    return step;
  }

 private:
  std::size_t decode(std::string_view in) {
    state_.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    state_.avail_in = in.size();
    state_.next_out = buffer_.data();
    state_.avail_out = buffer_.size();
    result_ = ::lzma_code(&state_, LZMA_RUN);
    if (result_ == LZMA_MEM_ERROR) throw std::bad_alloc();
    if (result_ == LZMA_BUF_ERROR) result_ = LZMA_OK;  // it waits for more
    produced_ = 0;
    filled_ = buffer_.size() - state_.avail_out;
    return in.size() - state_.avail_in;
  }

  static const char* problem_of(lzma_ret result) {
    switch (result) {
      case LZMA_MEMLIMIT_ERROR:
        return "it needs more than 256 MiB of memory; run: xz -dc FILE | logscan";
      case LZMA_OPTIONS_ERROR:
        return "it uses unsupported options; run: xz -dc FILE | logscan";
      case LZMA_DATA_ERROR:
        return "invalid data, or checksum mismatch";
      default:
        return "invalid data";
    }
  }

  lzma_stream state_ = LZMA_STREAM_INIT;
  lzma_ret result_ = LZMA_OK;  ///< of the last call; LZMA_OK: decoding can continue
  std::array<std::uint8_t, 64 * 1024> buffer_;
  std::size_t produced_ = 0;
  std::size_t filled_ = 0;
};

}  // namespace

std::unique_ptr<Codec> xz_codec() {
  return std::make_unique<XzCodec>();
}

}  // namespace logscan
