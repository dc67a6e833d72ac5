#include <new>

#include "input/block_codec.h"
#include "input/codec.h"
#include <lz4frame.h>

namespace logscan {
namespace {

class Lz4Codec : public BlockCodec {
 public:
  Lz4Codec() : BlockCodec(kFirst, kBlockHeader) {
    if (::LZ4F_isError(::LZ4F_createDecompressionContext(&state_, LZ4F_VERSION)) != 0)
      throw std::bad_alloc();
  }
  Lz4Codec(const Lz4Codec&) = delete;
  Lz4Codec& operator=(const Lz4Codec&) = delete;
  ~Lz4Codec() override { ::LZ4F_freeDecompressionContext(state_); }

 private:
  static constexpr std::size_t kFirst = 7;
  static constexpr std::size_t kBlockHeader = 4;

  void reset() override { ::LZ4F_resetDecompressionContext(state_); }

  DecodeStep decode(std::string_view in, char* out, std::size_t room) override {
    DecodeStep step;
    step.consumed = in.size();
    step.produced = room;
    const std::size_t result =
        ::LZ4F_decompress(state_, out, &step.produced, in.data(), &step.consumed, nullptr);
    if (::LZ4F_isError(result) != 0) return failure(result);
    record_progress(result, room, step);
    return step;
  }

  static DecodeStep failure(std::size_t result) {
    const std::string_view name = ::LZ4F_getErrorName(result);
    if (name == "ERROR_allocation_failed") throw std::bad_alloc();
    DecodeStep step;
    step.problem = name.ends_with("hecksum_invalid") ? "checksum mismatch" : std::string(name);
    return step;
  }

  LZ4F_dctx* state_ = nullptr;
};

}  // namespace

std::unique_ptr<Codec> lz4_codec() {
  return std::make_unique<Lz4Codec>();
}

}  // namespace logscan
