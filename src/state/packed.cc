#include "state/packed.h"

#include <algorithm>
#include <cstdint>
#include <new>
#include <stdexcept>
#include <utility>

#include "text/byte_reader.h"
#include <zstd.h>

namespace logscan {
namespace {

constexpr char kZstd = 'z';
constexpr char kAsItIs = '-';
constexpr std::uint64_t kMostFrameHeader = 18;

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

template <class Context>
Context* made(Context* context) {
  if (context == nullptr) throw std::bad_alloc();
  return context;
}

std::size_t check(std::size_t result) {
  if (ZSTD_isError(result) != 0) throw std::runtime_error(ZSTD_getErrorName(result));
  return result;
}

// Appends what the compressor makes of bytes.
void compress(ZSTD_CCtx* context, std::string_view bytes, ZSTD_EndDirective how, ByteStore& to) {
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  std::string piece(ZSTD_CStreamOutSize(), '\0');
  for (bool is_done = false; !is_done;) {
    ZSTD_outBuffer out{piece.data(), piece.size(), 0};
    const std::size_t left = check(ZSTD_compressStream2(context, &out, &in, how));
    to.add(std::string_view(piece).substr(0, out.pos));
    is_done = how == ZSTD_e_end ? left == 0 : in.pos == in.size;
  }
}

/// Decompresses a frame.
class FrameSource : public ByteSource {
 public:
  FrameSource(const StoredBytes& frame, std::uint64_t size)
      : frame_(frame.open()), left_(size), context_(made(ZSTD_createDCtx())) {}

  std::uint64_t left() const override { return left_; }

  std::string next(std::size_t least) override {
    std::string piece(std::min<std::uint64_t>(left_, std::max(least, kStreamBytes)), '\0');
    ZSTD_outBuffer out{piece.data(), piece.size(), 0};
    while (out.pos < out.size)
      decompress(out);
    left_ -= out.size;
    if (left_ == 0) finish();
    return piece;
  }

 private:
  void decompress(ZSTD_outBuffer& out) {
    if (in_.pos == in_.size && frame_->left() > 0) {
      packed_ = frame_->next(1);
      in_ = {packed_.data(), packed_.size(), 0};
    }
    const std::size_t before = out.pos + in_.pos;
    const std::size_t wanted = ZSTD_decompressStream(context_.get(), &out, &in_);
    require(ZSTD_isError(wanted) == 0);
    is_at_end_ = wanted == 0;
    require(out.pos + in_.pos > before);
  }

  // Nothing may follow.
  void finish() {
    char none = 0;
    for (ZSTD_outBuffer out{&none, 0, 0}; !is_at_end_;)
      decompress(out);
    require(in_.pos == in_.size && frame_->left() == 0);
  }

  const std::unique_ptr<ByteSource> frame_;
  std::uint64_t left_;
  const std::unique_ptr<ZSTD_DCtx, Free> context_;
  std::string packed_;
  ZSTD_inBuffer in_{};
  bool is_at_end_ = false;
};

}  // namespace

StoredBytes pack(const StoredBytes& bytes, int level, const std::string& spill_folder) {
  const std::unique_ptr<ZSTD_CCtx, Free> context(made(ZSTD_createCCtx()));
  check(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, level));
  check(ZSTD_CCtx_setPledgedSrcSize(context.get(), bytes.size()));
  ByteStore to(spill_folder);
  to.add({&kZstd, 1});
  bytes.copy_to(
      [&](std::string_view piece) { compress(context.get(), piece, ZSTD_e_continue, to); });
  compress(context.get(), {}, ZSTD_e_end, to);
  StoredBytes packed = to.finish();
  if (bytes.size() <= kMostRatio * (packed.size() - 1)) return packed;
  ByteStore as_it_is(spill_folder);
  as_it_is.add({&kAsItIs, 1});
  bytes.copy_to([&](std::string_view piece) { as_it_is.add(piece); });
  return as_it_is.finish();
}

std::unique_ptr<ByteSource> unpack(const StoredBytes& packed) {
  const std::string method = packed.part(0, 1).whole();
  const StoredBytes rest = packed.part(1, packed.size());
  if (method == std::string_view(&kAsItIs, 1)) return rest.open();
  require(method == std::string_view(&kZstd, 1));
  const std::string header = rest.part(0, kMostFrameHeader).whole();
  const unsigned long long size = ZSTD_getFrameContentSize(header.data(), header.size());
  // ZSTD_CONTENTSIZE_UNKNOWN and _ERROR are larger, too.
  require(size <= kMostRatio * rest.size());
  return std::make_unique<FrameSource>(rest, size);
}

StoredBytes stored(const Aggregate& counts, const std::string& spill_folder) {
  ByteStore bytes(spill_folder);
  counts.write([&](std::string_view piece) { bytes.add(piece); });
  return bytes.finish();
}

}  // namespace logscan
