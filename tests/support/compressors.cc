#include "support/compressors.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include <bzlib.h>
#include <lz4frame.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

namespace logscan::test {
namespace {

void expect(bool right) {
  if (!right) throw std::runtime_error("cannot compress the text");
}

std::string deflated(std::string_view text, gz_header* header) {
  z_stream state{};
  expect(::deflateInit2(&state, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  if (header != nullptr) expect(::deflateSetHeader(&state, header) == Z_OK);
  std::string out(text.size() + text.size() / 100 + 1000, '\0');
  state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  state.avail_in = static_cast<uInt>(text.size());
  state.next_out = reinterpret_cast<Bytef*>(out.data());
  state.avail_out = static_cast<uInt>(out.size());
  expect(::deflate(&state, Z_FINISH) == Z_STREAM_END);
  out.resize(state.total_out);
  ::deflateEnd(&state);
  return out;
}

}  // namespace

const std::vector<Compressor>& compressors() {
  static const std::vector<Compressor> all = {
      {"gzip", gzip}, {"zstd", zstd}, {"bzip2", bzip2}, {"xz", xz}, {"lz4", lz4}};
  return all;
}

std::string gzip(std::string_view text) {
  return deflated(text, nullptr);
}

std::string gzip_with_long_header(std::string_view text) {
  std::string extra(300, 'e');
  std::string name(200, 'n');
  std::string comment(100, 'c');
  gz_header header{};
  header.extra = reinterpret_cast<Bytef*>(extra.data());
  header.extra_len = static_cast<uInt>(extra.size());
  header.name = reinterpret_cast<Bytef*>(name.data());
  header.comment = reinterpret_cast<Bytef*>(comment.data());
  header.hcrc = 1;
  return deflated(text, &header);
}

std::string zstd(std::string_view text) {
  ZSTD_CCtx* const state = ::ZSTD_createCCtx();
  ::ZSTD_CCtx_setParameter(state, ZSTD_c_checksumFlag, 1);
  std::string out(::ZSTD_compressBound(text.size()), '\0');
  const std::size_t size =
      ::ZSTD_compress2(state, out.data(), out.size(), text.data(), text.size());
  ::ZSTD_freeCCtx(state);
  expect(::ZSTD_isError(size) == 0);
  out.resize(size);
  return out;
}

std::string bzip2(std::string_view text) {
  std::string out(text.size() + text.size() / 50 + 1000, '\0');
  unsigned size = static_cast<unsigned>(out.size());
  expect(::BZ2_bzBuffToBuffCompress(out.data(), &size, const_cast<char*>(text.data()),
                                    static_cast<unsigned>(text.size()), 1, 0, 0) == BZ_OK);
  out.resize(size);
  return out;
}

std::string xz(std::string_view text) {
  std::string out(::lzma_stream_buffer_bound(text.size()), '\0');
  std::size_t size = 0;
  expect(::lzma_easy_buffer_encode(0, LZMA_CHECK_CRC32, nullptr,
                                   reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
                                   reinterpret_cast<std::uint8_t*>(out.data()), &size,
                                   out.size()) == LZMA_OK);
  out.resize(size);
  return out;
}

std::string xz_with_large_dictionary(std::string_view text) {
  constexpr std::size_t kBlockHeader = 12;
  std::string bytes = xz(text);
  const std::size_t length = 4 * (static_cast<unsigned char>(bytes[kBlockHeader]) + 1u) - 4;
  // The filter LZMA2 has one byte of properties, the size of the dictionary.
  const std::size_t filter = bytes.find("\x21\x01", kBlockHeader);
  expect(filter < kBlockHeader + length);
  bytes[filter + 2] = 40;
  const auto* const header = reinterpret_cast<const std::uint8_t*>(&bytes[kBlockHeader]);
  const std::uint32_t checksum = ::lzma_crc32(header, length, 0);
  for (std::size_t i = 0; i < 4; ++i)
    bytes[kBlockHeader + length + i] = static_cast<char>(checksum >> (8 * i) & 0xffu);
  return bytes;
}

std::string lz4(std::string_view text) {
  LZ4F_preferences_t wanted{};
  wanted.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
  std::string out(::LZ4F_compressFrameBound(text.size(), &wanted), '\0');
  const std::size_t size =
      ::LZ4F_compressFrame(out.data(), out.size(), text.data(), text.size(), &wanted);
  expect(::LZ4F_isError(size) == 0);
  out.resize(size);
  return out;
}

std::string bzip2_in_blocks(std::string_view text, std::size_t block) {
  bz_stream state{};
  expect(::BZ2_bzCompressInit(&state, 1, 0, 0) == BZ_OK);
  std::string out(2 * text.size() + 10'000 + 100 * (text.size() / block), '\0');
  state.next_out = out.data();
  state.avail_out = static_cast<unsigned>(out.size());
  for (; !text.empty(); text.remove_prefix(std::min(block, text.size()))) {
    state.next_in = const_cast<char*>(text.data());
    state.avail_in = static_cast<unsigned>(std::min(block, text.size()));
    expect(::BZ2_bzCompress(&state, BZ_FLUSH) == BZ_RUN_OK);
  }
  expect(::BZ2_bzCompress(&state, BZ_FINISH) == BZ_STREAM_END);
  out.resize(out.size() - state.avail_out);
  ::BZ2_bzCompressEnd(&state);
  return out;
}

std::string xz_in_blocks(std::string_view text, std::size_t block) {
  lzma_mt options{};
  options.threads = 1;
  options.block_size = block;
  options.preset = 0;
  options.check = LZMA_CHECK_CRC32;
  lzma_stream state = LZMA_STREAM_INIT;
  expect(::lzma_stream_encoder_mt(&state, &options) == LZMA_OK);
  std::string out(2 * text.size() + 10'000 + 200 * (text.size() / block), '\0');
  state.next_in = reinterpret_cast<const std::uint8_t*>(text.data());
  state.avail_in = text.size();
  state.next_out = reinterpret_cast<std::uint8_t*>(out.data());
  state.avail_out = out.size();
  expect(::lzma_code(&state, LZMA_FINISH) == LZMA_STREAM_END);
  out.resize(state.total_out);
  ::lzma_end(&state);
  return out;
}

std::string skippable_frame(std::string_view bytes) {
  std::string frame = "\x53\x2a\x4d\x18";
  for (unsigned shift = 0; shift < 32; shift += 8)
    frame += static_cast<char>(bytes.size() >> shift & 0xffu);
  frame += bytes;
  return frame;
}

}  // namespace logscan::test
