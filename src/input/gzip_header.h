#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace logscan {

/// Skips the header of a gzip member (RFC 1952), which may arrive in any number of parts.
class GzipHeader {
 public:
  enum class State { kIncomplete, kDone, kBroken };

  /// Consumes bytes of the header and stores their count in `consumed`.
  State consume(std::string_view in, std::size_t& consumed);

  /// Returns why a header is broken, in a few words.
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
  std::uint32_t at_ = 0;     ///< position in the part
  std::uint32_t value_ = 0;  ///< length of the extra field, or the checksum
  std::uint32_t crc_ = 0;    ///< of all bytes before the checksum
  const char* problem_ = "";
};

}  // namespace logscan
