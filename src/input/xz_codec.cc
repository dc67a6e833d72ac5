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
  }

  DecodeStep step(std::string_view in, char* out, std::size_t room) override {
    state_.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    state_.avail_in = in.size();
    state_.next_out = reinterpret_cast<std::uint8_t*>(out);
    state_.avail_out = room;
    const lzma_ret result = ::lzma_code(&state_, LZMA_RUN);
    DecodeStep step;
    step.consumed = in.size() - state_.avail_in;
    step.produced = room - state_.avail_out;
    step.ended = result == LZMA_STREAM_END;
    if (result == LZMA_MEM_ERROR) throw std::bad_alloc();
    if (result != LZMA_OK && result != LZMA_STREAM_END && result != LZMA_BUF_ERROR) {
      step.problem = problem_of(result);
      step.unsupported = result == LZMA_MEMLIMIT_ERROR || result == LZMA_OPTIONS_ERROR;
    }
    return step;
  }

 private:
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
};

}  // namespace

std::unique_ptr<Codec> xz_codec() {
  return std::make_unique<XzCodec>();
}

}  // namespace logscan
