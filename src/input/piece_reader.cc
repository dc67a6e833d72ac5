#include "input/piece_reader.h"

#include <string>
#include <string_view>
#include <utility>

#include "input/member_stream.h"
#include "logscan/input_error.h"

namespace logscan {
namespace {

class MembersReader : public PieceReader {
 public:
  MembersReader(const Piece& piece, const Compression& compression, std::unique_ptr<RawStream> raw,
                std::uint64_t shortest)
      : raw_(std::move(raw)), stream_(compression, *raw_) {
    stream_.go_to(piece.begin / 8);
    stream_.stop_at(members_end(piece, shortest));
  }

  std::size_t read(char* to, std::size_t count) override {
    const std::size_t produced = stream_.read(to, count);
    is_whole_ = produced == 0;
    return produced;
  }

  PieceEnd end() const override {
    return {is_whole_, stream_.offset() * 8, stream_.member_begin(), stream_.member_text()};
  }

  std::uint64_t position() const override { return stream_.offset(); }

 private:
  const std::unique_ptr<RawStream> raw_;
  MemberStream stream_;
  bool is_whole_ = false;
};

class BlockReader : public PieceReader {
 public:
  BlockReader(const Piece& piece, const Compression& compression, RawStream& raw)
      : begin_(piece.begin),
        end_(piece.end),
        codec_(compression.codec()),
        bytes_(piece.load(raw)),
        left_(bytes_) {
    codec_->begin();
  }

  std::size_t read(char* to, std::size_t count) override {
    while (!has_ended_) {
      const DecodeStep step = codec_->step(left_, to, count);
      left_.remove_prefix(step.consumed);
      has_ended_ = step.ended;
      const bool is_stuck = step.consumed == 0 && step.produced == 0 && !step.ended;
      if (!step.problem.empty() || is_stuck) throw InputError("corrupt block");
      if (step.produced > 0) return step.produced;
    }
    return 0;
  }

  PieceEnd end() const override { return {has_ended_ && left_.empty(), end_, 0, 0}; }

  std::uint64_t position() const override { return begin_ / 8; }

 private:
  const std::uint64_t begin_;
  const std::uint64_t end_;
  const std::unique_ptr<Codec> codec_;
  const std::string bytes_;
  std::string_view left_;
  bool has_ended_ = false;
};

}  // namespace

std::unique_ptr<PieceReader> read_piece(const Piece& piece, const Compression& compression,
                                        std::unique_ptr<RawStream> raw, std::uint64_t shortest) {
  if (piece.load) return std::make_unique<BlockReader>(piece, compression, *raw);
  return std::make_unique<MembersReader>(piece, compression, std::move(raw), shortest);
}

}  // namespace logscan
