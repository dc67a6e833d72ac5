#include <bit>
#include <new>

#include "input/block_codec.h"
#include "input/codec.h"
#include <zstd.h>
#include <zstd_errors.h>

namespace logscan {
namespace {

class ZstdCodec : public BlockCodec {
 public:
  ZstdCodec() : BlockCodec(kFirst, kBlockHeader), stream_(::ZSTD_createDStream()) {
    if (stream_ == nullptr) throw std::bad_alloc();
    ::ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, std::countr_zero(kMaxWindow));
  }
  ZstdCodec(const ZstdCodec&) = delete;
  ZstdCodec& operator=(const ZstdCodec&) = delete;
  ~ZstdCodec() override { ::ZSTD_freeDStream(stream_); }

 private:
  static constexpr std::size_t kFirst = 5;
  static constexpr std::size_t kBlockHeader = 3;

  void reset() override { ::ZSTD_DCtx_reset(stream_, ZSTD_reset_session_only); }

  DecodeStep decode(std::string_view in, char* out, std::size_t room) override {
    ZSTD_inBuffer from = {in.data(), in.size(), 0};
    ZSTD_outBuffer to = {out, room, 0};
    const std::size_t result = ::ZSTD_decompressStream(stream_, &to, &from);
    DecodeStep step;
    step.consumed = from.pos;
    step.produced = to.pos;
    if (::ZSTD_isError(result) != 0) {
      explain(result, step);
      return step;
    }
    record_progress(result, room, step);
    return step;
  }

  static void explain(std::size_t result, DecodeStep& step) {
    step.unsupported = true;
    switch (::ZSTD_getErrorCode(result)) {
      case ZSTD_error_memory_allocation:
        throw std::bad_alloc();
      case ZSTD_error_frameParameter_windowTooLarge:
        step.problem =
            "it needs more than 256 MiB of memory; run: zstd -dc --long=31 FILE | logscan";
        return;
      case ZSTD_error_dictionary_wrong:
        step.problem = "it needs a dictionary; run: zstd -dc -D DICTIONARY FILE | logscan";
        return;
      case ZSTD_error_checksum_wrong:
        step.problem = "checksum mismatch";
        break;
      case ZSTD_error_dstSize_tooSmall:
        // A block has more text than its frame allows. Which of the two zstd says depends on the
        // frames before.
        step.problem = ::ZSTD_getErrorString(ZSTD_error_corruption_detected);
        break;
      default:
        step.problem = ::ZSTD_getErrorName(result);
    }
    step.unsupported = false;
  }

  ZSTD_DStream* const stream_;
};

}  // namespace

std::unique_ptr<Codec> zstd_codec() {
  return std::make_unique<ZstdCodec>();
}

}  // namespace logscan
