#pragma once

#include <cstdint>
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
  std::optional<std::string> warning() const override { return warning_; }

 private:
  std::string_view ahead() const { return {&buffer_[consumed_], filled_ - consumed_}; }
  std::uint64_t offset() const { return end_offset_ - (filled_ - consumed_); }
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
  std::uint64_t members_ = 0;       ///< started so far
  std::uint64_t member_begin_ = 0;  ///< its offset
  std::optional<std::string> failure_;
  std::optional<std::string> warning_;
};

}  // namespace logscan
