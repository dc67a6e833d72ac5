// Finds members of gzip, zstd and lz4 files by the bytes that they begin with.
#include <algorithm>
#include <string_view>
#include <utility>

#include "input/compression.h"
#include "input/forward_window.h"
#include "input/piece.h"

namespace logscan {
namespace {

using namespace std::string_view_literals;

/// What the first kMagicBytes bytes of members look like.
struct MemberBytes {
  std::string_view magic;
  bool (*fits)(std::string_view bytes);
};

bool fits_always(std::string_view /*bytes*/) {
  return true;
}

// Three bytes of magic stand by chance in every 16 MiB. The flags, the level and the system tell
// nearly all of these.
bool fits_gzip(std::string_view bytes) {
  if (bytes.size() < 10) return false;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  return byte(3) < 32 && (byte(8) == 0 || byte(8) == 2 || byte(8) == 4) &&
         (byte(9) < 14 || byte(9) == 255);
}

class MemberFinder : public PieceFinder {
 public:
  MemberFinder(const MemberBytes& member, std::unique_ptr<RawStream> raw, std::uint64_t shortest)
      : member_(member), window_(std::move(raw)), shortest_(shortest) {}

  void begin(std::uint64_t offset) override {
    position_ = offset;
    at_end_ = false;
  }

  std::optional<Piece> next(std::uint64_t limit) override {
    while (position_ < limit) {
      const std::string_view bytes = window_.at(position_, ForwardWindow::kMost);
      const std::size_t found = bytes.find(member_.magic);
      if (found == std::string_view::npos || found + kMagicBytes > bytes.size()) {
        at_end_ = bytes.size() < ForwardWindow::kMost;
        if (!at_end_) {
          position_ += std::min(found, bytes.size() - kMagicBytes + 1);
          continue;
        }
        position_ += bytes.size();
        return std::nullopt;
      }
      const std::uint64_t begin = position_ + found;
      position_ = begin + 1;
      if (!member_.fits(bytes.substr(found, kMagicBytes))) continue;
      Piece piece;
      piece.begin = begin * 8;
      position_ = members_end(piece, shortest_);
      return piece;
    }
    return std::nullopt;
  }

  std::uint64_t position() const override { return position_; }
  bool at_end() const override { return at_end_; }

 private:
  const MemberBytes member_;
  ForwardWindow window_;
  const std::uint64_t shortest_;
  std::uint64_t position_ = 0;
  bool at_end_ = false;
};

}  // namespace

std::unique_ptr<PieceFinder> gzip_pieces(std::unique_ptr<RawStream> raw, std::uint64_t shortest) {
  return std::make_unique<MemberFinder>(MemberBytes{"\x1f\x8b\x08"sv, fits_gzip}, std::move(raw),
                                        shortest);
}

std::unique_ptr<PieceFinder> zstd_pieces(std::unique_ptr<RawStream> raw, std::uint64_t shortest) {
  return std::make_unique<MemberFinder>(MemberBytes{"\x28\xb5\x2f\xfd"sv, fits_always},
                                        std::move(raw), shortest);
}

std::unique_ptr<PieceFinder> lz4_pieces(std::unique_ptr<RawStream> raw, std::uint64_t shortest) {
  return std::make_unique<MemberFinder>(MemberBytes{"\x04\x22\x4d\x18"sv, fits_always},
                                        std::move(raw), shortest);
}

}  // namespace logscan
