#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "input/byte_stream.h"
#include "input/compression.h"
#include "input/raw_stream.h"
#include "os/page_buffer.h"

namespace logscan {

/// Decodes all members of a compressed file. Returns everything that can be decoded, then throws an
/// InputError with the position if the file is truncated or corrupt.
class MemberStream : public ByteStream {
 public:
  /// `raw` must outlive the stream.
  MemberStream(const Compression& compression, RawStream& raw);

  std::size_t read(char* to, std::size_t count) override;

  /// Makes read() return 0 in front of the first member that begins at `offset` or later, and
  /// has_stopped() true. Another stop_at() continues there.
  void stop_at(std::uint64_t offset) {
    stop_ = offset;
    has_stopped_ = false;
  }
  bool has_stopped() const { return has_stopped_; }

  /// Continues at `offset`, between two members.
  void go_to(std::uint64_t offset);

  /// Returns the offset in the compressed file of the next byte to decode.
  std::uint64_t offset() const { return end_offset_ - (filled_ - consumed_); }

  /// Returns where the member starts that was read last, and how much of its text was returned.
  std::uint64_t member_begin() const { return member_begin_; }
  std::uint64_t member_text() const { return member_text_; }

 private:
  std::string_view ahead() const { return {&buffer_[consumed_], filled_ - consumed_}; }
  bool fill();
  bool begin_member();
  void skip_zeros();
  void check_trailing_data();
  std::size_t apply(const DecodeStep& step);
  void fail_in_member(const std::string& problem);
  std::string member_name() const;

  const Compression& compression_;
  RawStream& raw_;
  std::unique_ptr<Codec> codec_;
  PageBuffer buffer_;
  std::size_t consumed_ = 0;
  std::size_t filled_ = 0;
  std::uint64_t end_offset_ = 0;  ///< offset of buffer_[filled_] in the compressed file
  bool at_eof_ = false;
  bool in_member_ = false;
  bool ended_ = false;
  bool has_stopped_ = false;
  bool is_after_member_ = false;
  std::uint64_t stop_ = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t member_begin_ = 0;  ///< offset of the current or last member
  std::uint64_t member_text_ = 0;   ///< bytes of it returned so far
  std::optional<std::string> failure_;
};

}  // namespace logscan
