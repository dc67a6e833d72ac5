// Finds the blocks of bzip2 files. Each begins, at any bit, with 48 bits of magic and a checksum.
#include <algorithm>
#include <array>
#include <bit>
#include <string_view>
#include <utility>

#include "input/forward_window.h"
#include "input/piece.h"

namespace logscan {
namespace {

constexpr std::uint64_t kBlockMagic = 0x314159265359;
constexpr std::uint64_t kEndMagic = 0x177245385090;
constexpr unsigned kMagicBits = 48;
constexpr unsigned kChecksumBits = 32;
constexpr std::uint64_t kStreamHeaderBits = 32;
constexpr std::size_t kMagicSpan =
    12;  // bytes that hold a magic and the checksum after it, at any bit
constexpr std::uint64_t kMostBlockBits = 8u * 2 * 1024 * 1024;  // a block has 900 kB of text

/// For each value of a byte, the bits of the byte before it at which a magic may begin.
constexpr std::array<unsigned char, 256> kMagicBegins = [] {
  std::array<unsigned char, 256> begins{};
  for (unsigned bit = 0; bit < 8; ++bit) {
    for (const std::uint64_t magic : {kBlockMagic, kEndMagic})
      begins[magic >> (32 + bit) & 0xffu] |= static_cast<unsigned char>(1u << bit);
  }
  return begins;
}();

// Returns up to 64 bits at a bit of `bytes`. Nine bytes must be readable there.
std::uint64_t bits_at(const char* bytes, std::uint64_t bit, unsigned count) {
  std::uint64_t value = 0;
  const char* const from = bytes + bit / 8;
  for (std::size_t i = 0; i < 8; ++i)
    value = value << 8 | static_cast<unsigned char>(from[i]);
  const unsigned shift = static_cast<unsigned>(bit % 8);
  if (shift > 0) value = value << shift | static_cast<unsigned char>(from[8]) >> (8 - shift);
  return value >> (64 - count);
}

/// A block, and what is known so far of the stream that it belongs to.
struct FoundBlock {
  std::uint64_t begin = 0;  ///< of its magic
  bool is_first = false;    ///< of its stream
};

// Returns a stream with one block: bits [begin, end) of the file.
std::string one_block_stream(RawStream& raw, std::uint64_t begin, std::uint64_t end) {
  std::string bytes((end + 7) / 8 - begin / 8, '\0');
  raw.seek(begin / 8);
  for (std::size_t filled = 0; filled < bytes.size();) {
    const std::size_t got = raw.read(&bytes[filled], bytes.size() - filled);
    if (got == 0) return {};  // the file became shorter
    filled += got;
  }
  bytes.append(9, '\0');
  const std::uint64_t first = begin % 8;
  const std::uint64_t count = end - begin;
  const std::uint64_t checksum = bits_at(bytes.data(), first + kMagicBits, kChecksumBits);
  std::string stream = "BZh9";
  stream.reserve(stream.size() + bytes.size() + 16);
  for (std::uint64_t bit = 0; bit + 8 <= count; bit += 8)
    stream += static_cast<char>(bits_at(bytes.data(), first + bit, 8));
  // The rest of the last byte, and then the end of the stream.
  const unsigned left = static_cast<unsigned>(count % 8);
  std::uint64_t rest = left > 0 ? bits_at(bytes.data(), first + count - left, left) : 0;
  const auto append = [&](std::uint64_t value, unsigned size) {
    for (unsigned shift = size; shift > 0; shift -= 8) {
      rest = rest << 8 | (value >> (shift - 8) & 0xffu);
      stream += static_cast<char>(rest >> left & 0xffu);
      rest &= (1u << left) - 1;
    }
  };
  append(kEndMagic, kMagicBits);
  append(checksum, kChecksumBits);
  if (left > 0) stream += static_cast<char>(rest << (8 - left) & 0xffu);
  return stream;
}

class Bzip2Finder : public PieceFinder {
 public:
  explicit Bzip2Finder(std::unique_ptr<RawStream> raw) : window_(std::move(raw)) {}

  void begin(std::uint64_t offset) override {
    position_ = offset;
    least_ = 0;
    at_end_ = false;
    block_.reset();
  }

  std::optional<Piece> next(std::uint64_t limit) override {
    while (find_magic(limit)) {
      std::optional<Piece> piece = is_end_magic_ ? end_stream() : begin_block();
      position_ = (magic_ + kMagicBits) / 8;
      if (piece) return piece;
    }
    return std::nullopt;
  }

  std::uint64_t position() const override { return position_; }
  bool at_end() const override { return at_end_; }

 private:
  // Finds the next magic in or after the byte at position_.
  bool find_magic(std::uint64_t limit) {
    while (position_ < limit && !at_end_) {
      const std::string_view bytes = window_.at(position_, ForwardWindow::kMost);
      at_end_ = bytes.size() < ForwardWindow::kMost;
      const std::size_t count = bytes.size() - (at_end_ ? 0 : kMagicSpan);
      for (std::size_t i = 0; i < count; ++i) {
        unsigned begins = kMagicBegins[static_cast<unsigned char>(bytes.data()[i + 1])];
        for (; begins != 0; begins &= begins - 1) {
          const std::uint64_t bit = 8 * i + static_cast<unsigned>(std::countr_zero(begins));
          if (is_magic(bytes.data(), bit)) {
            at_end_ = false;
            return true;
          }
        }
      }
      position_ += count;
    }
    return false;
  }

  bool is_magic(const char* bytes, std::uint64_t bit) {
    const std::uint64_t magic = bits_at(bytes, bit, kMagicBits);
    const std::uint64_t begin = 8 * position_ + bit;
    if ((magic != kBlockMagic && magic != kEndMagic) || begin < least_) return false;
    magic_ = begin;
    least_ = begin + kMagicBits;
    is_end_magic_ = magic == kEndMagic;
    checksum_ = static_cast<std::uint32_t>(bits_at(bytes, bit + kMagicBits, kChecksumBits));
    return true;
  }

  std::optional<Piece> begin_block() {
    FoundBlock next{magic_, false};
    std::optional<Piece> piece;
    if (block_) {
      piece = piece_up_to(magic_);
    } else {
      next.is_first = follows_stream_header();
      combined_ = 0;
    }
    combined_ = std::rotl(combined_, 1) ^ checksum_;
    block_.reset();
    if (piece || next.is_first) block_ = next;
    return piece;
  }

  std::optional<Piece> end_stream() {
    if (!block_) return std::nullopt;
    std::optional<Piece> piece = piece_up_to(magic_);
    const std::uint64_t end = (magic_ + kMagicBits + kChecksumBits + 7) / 8;
    if (piece && combined_ == checksum_ && !window_.at(end - 1, 1).empty()) {
      piece->ends_member = true;
      piece->end = end * 8;
    }
    block_.reset();
    return piece;
  }

  std::optional<Piece> piece_up_to(std::uint64_t end) const {
    if (end - block_->begin > kMostBlockBits) return std::nullopt;
    Piece piece;
    piece.begin = block_->is_first ? block_->begin - kStreamHeaderBits : block_->begin;
    piece.end = end;
    piece.starts_member = block_->is_first;
    piece.ends_member = false;
    piece.only_whole = true;
    piece.load = [begin = block_->begin, end](RawStream& raw) {
      return one_block_stream(raw, begin, end);
    };
    return piece;
  }

  bool follows_stream_header() {
    if (magic_ % 8 != 0 || magic_ < kStreamHeaderBits) return false;
    const std::string_view bytes = window_.at((magic_ - kStreamHeaderBits) / 8, kMagicSpan);
    return bytes.starts_with("BZh") && bytes[3] >= '1' && bytes[3] <= '9';
  }

  ForwardWindow window_;
  std::uint64_t position_ = 0;
  std::uint64_t least_ = 0;  ///< the next magic begins at this bit or later
  bool at_end_ = false;

  std::uint64_t magic_ = 0;  ///< where the magic begins that was found last
  bool is_end_magic_ = false;
  std::uint32_t checksum_ = 0;  ///< what follows it

  std::optional<FoundBlock> block_;  ///< its end is not yet known
  std::uint32_t combined_ = 0;       ///< checksum of the blocks of the stream
};

}  // namespace

std::unique_ptr<PieceFinder> bzip2_pieces(std::unique_ptr<RawStream> raw,
                                          std::uint64_t /*shortest*/) {
  return std::make_unique<Bzip2Finder>(std::move(raw));
}

}  // namespace logscan
