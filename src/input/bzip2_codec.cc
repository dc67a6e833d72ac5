#include <algorithm>
#include <limits>
#include <new>

#include "input/codecs.h"
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
  }

  Step step(std::string_view in, char* out, std::size_t room) override {
    constexpr std::size_t kMost = std::numeric_limits<unsigned>::max();
    const unsigned in_size = static_cast<unsigned>(std::min(in.size(), kMost));
    const unsigned out_size = static_cast<unsigned>(std::min(room, kMost));
    state_.next_in = const_cast<char*>(in.data());  // it does not write there
    state_.avail_in = in_size;
    state_.next_out = out;
    state_.avail_out = out_size;
    const int result = ::BZ2_bzDecompress(&state_);
    Step step;
    step.taken = in_size - state_.avail_in;
    step.given = out_size - state_.avail_out;
    step.ended = result == BZ_STREAM_END;
    if (result == BZ_MEM_ERROR) throw std::bad_alloc();
    if (result != BZ_OK && result != BZ_STREAM_END) {
      step.problem = result == BZ_DATA_ERROR ? "a block is wrong, or its checksum" : "invalid data";
    }
    return step;
  }

 private:
  void end() {
    if (begun_) ::BZ2_bzDecompressEnd(&state_);
    begun_ = false;
  }

  bz_stream state_{};
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<Codec> bzip2_codec() {
  return std::make_unique<Bzip2Codec>();
}

}  // namespace logscan
