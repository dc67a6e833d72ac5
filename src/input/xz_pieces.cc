// Finds the blocks of xz files, whose headers tell their size if several threads wrote the file.
// Other streams are pieces of whole members.
#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <utility>

#include "input/codec.h"
#include "input/compression.h"
#include "input/forward_window.h"
#include "input/piece.h"
#include <lzma.h>

namespace logscan {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kStreamMagic =
    "\xfd"
    "7zXZ\0"sv;
// The text and the compressed bytes of a block are kept in memory. xz -7 makes blocks of 48 MiB.
constexpr std::uint64_t kMostBlockBytes = 64 * 1024 * 1024;

const std::uint8_t* data_of(std::string_view bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

std::uint8_t* data_of(std::string& bytes) {
  return reinterpret_cast<std::uint8_t*>(bytes.data());
}

/// The sizes of a block, as an index lists them.
struct BlockSizes {
  std::uint64_t unpadded;
  std::uint64_t text;
};

std::string header_of(lzma_check check) {
  lzma_stream_flags flags{};
  flags.check = check;
  std::string bytes(LZMA_STREAM_HEADER_SIZE, '\0');
  return ::lzma_stream_header_encode(&flags, data_of(bytes)) == LZMA_OK ? bytes : std::string();
}

// Returns the index and the footer of a stream with one block.
std::string tail_of(lzma_check check, const BlockSizes& block) {
  const std::unique_ptr<lzma_index, void (*)(lzma_index*)> index(
      ::lzma_index_init(nullptr), [](lzma_index* of) { ::lzma_index_end(of, nullptr); });
  if (index == nullptr ||
      ::lzma_index_append(index.get(), nullptr, block.unpadded, block.text) != LZMA_OK)
    return {};
  lzma_stream_flags flags{};
  flags.check = check;
  flags.backward_size = ::lzma_index_size(index.get());
  std::string bytes(flags.backward_size + LZMA_STREAM_HEADER_SIZE, '\0');
  std::size_t size = 0;
  if (::lzma_index_buffer_encode(index.get(), data_of(bytes), &size, flags.backward_size) !=
          LZMA_OK ||
      ::lzma_stream_footer_encode(&flags, data_of(bytes) + size) != LZMA_OK)
    return {};
  return bytes;
}

std::string one_block_stream_of(RawStream& raw, lzma_check check, std::uint64_t begin,
                                const BlockSizes& block) {
  std::string bytes = header_of(check);
  std::size_t filled = bytes.size();
  bytes.resize(filled + (block.unpadded + 3) / 4 * 4);
  raw.seek(begin);
  while (filled < bytes.size()) {
    const std::size_t got = raw.read(&bytes[filled], bytes.size() - filled);
    if (got == 0) return {};  // the file became shorter
    filled += got;
  }
  return bytes + tail_of(check, block);
}

/// Checks the index of a stream without keeping it.
class IndexHash {
 public:
  IndexHash() = default;
  IndexHash(const IndexHash&) = delete;
  IndexHash& operator=(const IndexHash&) = delete;
  ~IndexHash() { ::lzma_index_hash_end(hash_, nullptr); }

  bool reset() {
    hash_ = ::lzma_index_hash_init(hash_, nullptr);
    return hash_ != nullptr;
  }
  bool append(const BlockSizes& block) {
    return ::lzma_index_hash_append(hash_, block.unpadded, block.text) == LZMA_OK;
  }
  std::uint64_t size() const { return ::lzma_index_hash_size(hash_); }

  /// Takes the next bytes of the index. LZMA_STREAM_END: they were the last, and right.
  lzma_ret take(std::string_view bytes) {
    std::size_t taken = 0;
    return ::lzma_index_hash_decode(hash_, data_of(bytes), &taken, bytes.size());
  }

 private:
  lzma_index_hash* hash_ = nullptr;
};

class XzFinder : public PieceFinder {
 public:
  XzFinder(std::unique_ptr<RawStream> raw, std::uint64_t shortest)
      : window_(std::move(raw)), shortest_(shortest) {}

  void begin(std::uint64_t offset) override {
    position_ = offset;
    at_end_ = false;
    in_stream_ = false;
  }

  std::optional<Piece> next(std::uint64_t limit) override {
    while (position_ < limit && !at_end_) {
      if (in_stream_) {
        if (auto piece = next_block()) return piece;
        in_stream_ = false;
        continue;
      }
      if (!find_stream()) continue;
      if (auto piece = begin_stream()) return piece;
    }
    return std::nullopt;
  }

  std::uint64_t position() const override { return position_; }
  bool at_end() const override { return at_end_; }

 private:
  bool find_stream() {
    const std::string_view bytes = window_.at(position_, ForwardWindow::kMost);
    const std::size_t found = bytes.find(kStreamMagic);
    if (found == std::string_view::npos || found + LZMA_STREAM_HEADER_SIZE > bytes.size()) {
      at_end_ = bytes.size() < ForwardWindow::kMost;
      position_ +=
          at_end_ ? bytes.size() : std::min(found, bytes.size() - LZMA_STREAM_HEADER_SIZE + 1);
      return false;
    }
    position_ += found;
    return true;
  }

  // The stream is a piece itself if its first block does not tell its size.
  std::optional<Piece> begin_stream() {
    const std::uint64_t begin = position_;
    position_ += kStreamMagic.size();
    if (::lzma_stream_header_decode(&flags_, data_of(window_.at(begin, LZMA_STREAM_HEADER_SIZE))) !=
            LZMA_OK ||
        !index_.reset())
      return std::nullopt;
    position_ = begin + LZMA_STREAM_HEADER_SIZE;
    if (auto piece = next_block()) {
      piece->begin = begin * 8;
      piece->starts_member = true;
      in_stream_ = true;
      return piece;
    }
    Piece piece;
    piece.begin = begin * 8;
    position_ = members_end(piece, shortest_);
    return piece;
  }

  std::optional<Piece> next_block() {
    const auto sizes = block_sizes();
    if (!sizes || !index_.append(*sizes)) return std::nullopt;
    Piece piece;
    piece.begin = position_ * 8;
    piece.starts_member = false;
    piece.only_whole = true;
    piece.load = [check = flags_.check, begin = position_, sizes = *sizes](RawStream& raw) {
      return one_block_stream_of(raw, check, begin, sizes);
    };
    position_ += (sizes->unpadded + 3) / 4 * 4;
    piece.ends_member = end_stream();
    piece.end = position_ * 8;
    return piece;
  }

  // Returns nothing unless a block with known sizes begins at position_.
  std::optional<BlockSizes> block_sizes() {
    const std::string_view bytes = window_.at(position_, LZMA_BLOCK_HEADER_SIZE_MAX);
    if (bytes.empty() || bytes[0] == '\0') return std::nullopt;
    std::array<lzma_filter, LZMA_FILTERS_MAX + 1> filters;
    lzma_block block{};
    block.version = 1;
    block.check = flags_.check;
    block.filters = filters.data();
    block.header_size = lzma_block_header_size_decode(data_of(bytes)[0]);
    if (block.header_size > bytes.size() ||
        ::lzma_block_header_decode(&block, nullptr, data_of(bytes)) != LZMA_OK)
      return std::nullopt;
    ::lzma_filters_free(filters.data(), nullptr);
    const BlockSizes sizes{::lzma_block_unpadded_size(&block), block.uncompressed_size};
    if (block.compressed_size == LZMA_VLI_UNKNOWN || sizes.text == LZMA_VLI_UNKNOWN ||
        sizes.unpadded == 0 || sizes.unpadded > kMostBlockBytes || sizes.text > kMostBlockBytes)
      return std::nullopt;
    return sizes;
  }

  // Moves behind the index and the footer if they follow and are right.
  bool end_stream() {
    const std::string_view next = window_.at(position_, 1);
    if (next.empty() || next[0] != '\0') return false;
    std::uint64_t at = position_;
    const std::uint64_t end = at + index_.size();
    while (at < end) {
      const auto count =
          static_cast<std::size_t>(std::min<std::uint64_t>(end - at, ForwardWindow::kMost));
      const std::string_view bytes = window_.at(at, count);
      if (bytes.size() < count) return false;
      at += count;
      if (index_.take(bytes.substr(0, count)) != (at == end ? LZMA_STREAM_END : LZMA_OK))
        return false;
    }
    const std::string_view footer = window_.at(at, LZMA_STREAM_HEADER_SIZE);
    lzma_stream_flags flags{};
    if (footer.size() < LZMA_STREAM_HEADER_SIZE ||
        ::lzma_stream_footer_decode(&flags, data_of(footer)) != LZMA_OK ||
        flags.backward_size != index_.size() ||
        ::lzma_stream_flags_compare(&flags, &flags_) != LZMA_OK)
      return false;
    position_ = at + LZMA_STREAM_HEADER_SIZE;
    return true;
  }

  ForwardWindow window_;
  const std::uint64_t shortest_;
  std::uint64_t position_ = 0;
  bool in_stream_ = false;  ///< position_ is behind a block
  bool at_end_ = false;
  lzma_stream_flags flags_{};
  IndexHash index_;
};

}  // namespace

std::unique_ptr<PieceFinder> xz_pieces(std::unique_ptr<RawStream> raw, std::uint64_t shortest) {
  return std::make_unique<XzFinder>(std::move(raw), shortest);
}

}  // namespace logscan
