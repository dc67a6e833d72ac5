#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace logscan {

/// Reads past the header of a gzip member (RFC 1952), whatever pieces it comes in.
class GzipHeader {
 public:
  enum class State { kIncomplete, kDone, kBroken };

  /// Takes bytes; `taken` is how many of them belong to the header.
  State consume(std::string_view in, std::size_t& consumed);

  /// Of a broken one, in a few words.
  const char* problem() const { return problem_; }

 private:
  enum class Part { kFixed, kExtraLength, kExtra, kName, kComment, kChecksum, kDone };

  bool consume_byte(unsigned char byte);
  bool consume_fixed(unsigned char byte);
  bool consume_checksum(unsigned char byte);
  void enter(Part part);
  bool has(unsigned flag) const { return (flags_ & flag) != 0; }

  Part part_ = Part::kFixed;
  unsigned flags_ = 0;
  std::uint32_t at_ = 0;     ///< in the part
  std::uint32_t value_ = 0;  ///< length of the extra field; the checksum
  std::uint32_t crc_ = 0;    ///< of all bytes before the checksum
  const char* problem_ = "";
};

}  // namespace logscan
