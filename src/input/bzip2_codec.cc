#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <new>

#include "input/codec.h"
#include <bzlib.h>

namespace logscan {
namespace {

class Bzip2Codec : public Codec {
 public:
  Bzip2Codec() = default;
  Bzip2Codec(const Bzip2Codec&) = delete;
  Bzip2Codec& operator=(const Bzip2Codec&) = delete;
  ~Bzip2Codec() override { end(); }

  void begin() override {
    end();
    state_ = {};
    if (::BZ2_bzDecompressInit(&state_, 0, 0) != BZ_OK) throw std::bad_alloc();
    begun_ = true;
    result_ = BZ_OK;
    produced_ = filled_ = 0;
  }

  // Decodes into a buffer, because bzip2 does not report what a failing step has decoded of the
  // corrupt block. So the text that is lost does not depend on the caller's `room`.
  DecodeStep step(std::string_view in, char* out, std::size_t room) override {
    DecodeStep step;
    if (produced_ == filled_ && result_ == BZ_OK) step.consumed = decode(in);
    step.produced = std::min(room, filled_ - produced_);
    std::memcpy(out, &buffer_[produced_], step.produced);
    produced_ += step.produced;
    if (produced_ == filled_) {
      step.ended = result_ == BZ_STREAM_END;
      if (result_ != BZ_OK && !step.ended)
        step.problem =
            result_ == BZ_DATA_ERROR ? "corrupt block, or checksum mismatch" : "invalid data";
    }
    return step;
  }

 private:
  std::size_t decode(std::string_view in) {
    constexpr std::size_t kMax = std::numeric_limits<unsigned>::max();
    const unsigned in_size = static_cast<unsigned>(std::min(in.size(), kMax));
    state_.next_in = const_cast<char*>(in.data());  // it does not write there
    state_.avail_in = in_size;
    state_.next_out = buffer_.data();
    state_.avail_out = static_cast<unsigned>(buffer_.size());
    result_ = ::BZ2_bzDecompress(&state_);
    if (result_ == BZ_MEM_ERROR) throw std::bad_alloc();
    produced_ = 0;
    filled_ = buffer_.size() - state_.avail_out;
    return in_size - state_.avail_in;
  }

  void end() {
    if (begun_) ::BZ2_bzDecompressEnd(&state_);
    begun_ = false;
  }

  bz_stream state_{};
  int result_ = BZ_OK;  ///< result of the last call; BZ_OK: decoding can continue
  std::array<char, 64 * 1024> buffer_;
  std::size_t produced_ = 0;
  std::size_t filled_ = 0;
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<Codec> bzip2_codec() {
  return std::make_unique<Bzip2Codec>();
}

}  // namespace logscan
