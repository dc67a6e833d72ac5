#include <algorithm>
#include <limits>
#include <new>

#include "input/codec.h"
#include <zlib.h>

namespace logscan {
namespace {

constexpr int kGzipHeader = 16;  // added to the window bits: gzip's header and checksum

class ZlibCodec : public Codec {
 public:
  ZlibCodec() {
    if (::inflateInit2(&state_, MAX_WBITS + kGzipHeader) != Z_OK) throw std::bad_alloc();
  }
  ZlibCodec(const ZlibCodec&) = delete;
  ZlibCodec& operator=(const ZlibCodec&) = delete;
  ~ZlibCodec() override { ::inflateEnd(&state_); }

  void begin() override { ::inflateReset(&state_); }

  DecodeStep step(std::string_view in, char* out, std::size_t room) override {
    constexpr std::size_t kMax = std::numeric_limits<uInt>::max();
    const uInt in_size = static_cast<uInt>(std::min(in.size(), kMax));
    const uInt out_size = static_cast<uInt>(std::min(room, kMax));
    // It does not write there.
    state_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    state_.avail_in = in_size;
    state_.next_out = reinterpret_cast<Bytef*>(out);
    state_.avail_out = out_size;
    const int result = ::inflate(&state_, Z_NO_FLUSH);
    DecodeStep step;
    step.consumed = in_size - state_.avail_in;
    step.produced = out_size - state_.avail_out;
    step.ended = result == Z_STREAM_END;
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
      step.problem = state_.msg != nullptr ? state_.msg : "invalid data";
    }
    return step;
  }

 private:
  z_stream state_{};
};

}  // namespace

std::unique_ptr<Codec> zlib_codec() {
  return std::make_unique<ZlibCodec>();
}

}  // namespace logscan
