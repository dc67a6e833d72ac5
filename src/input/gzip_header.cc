#include "input/gzip_header.h"

#include <zlib.h>

namespace logscan {
namespace {

constexpr unsigned kChecksum = 2;
constexpr unsigned kExtra = 4;
constexpr unsigned kName = 8;
constexpr unsigned kComment = 16;
constexpr unsigned kReserved = 0xe0;

constexpr std::uint32_t kFixedBytes = 10;
constexpr unsigned char kDeflate = 8;

}  // namespace

GzipHeader::State GzipHeader::consume(std::string_view in, std::size_t& consumed) {
  consumed = 0;
  while (part_ != Part::kDone && consumed < in.size()) {
    if (!consume_byte(static_cast<unsigned char>(in[consumed++]))) return State::kBroken;
  }
  return part_ == Part::kDone ? State::kDone : State::kIncomplete;
}

bool GzipHeader::consume_byte(unsigned char byte) {
  if (part_ != Part::kChecksum) crc_ = static_cast<std::uint32_t>(::crc32(crc_, &byte, 1));
  switch (part_) {
    case Part::kFixed:
      return consume_fixed(byte);
    case Part::kExtraLength:
      value_ |= static_cast<std::uint32_t>(byte) << (8 * at_);
      if (++at_ == 2) enter(value_ > 0 ? Part::kExtra : Part::kName);
      return true;
    case Part::kExtra:
      if (++at_ == value_) enter(Part::kName);
      return true;
    case Part::kName:
      if (byte == 0) enter(Part::kComment);
      return true;
    case Part::kComment:
      if (byte == 0) enter(Part::kChecksum);
      return true;
    case Part::kChecksum:
      return consume_checksum(byte);
    case Part::kDone:
      break;
  }
  return true;
}

// Two bytes of magic, the method and the flags. Time, compression level and system are not needed.
bool GzipHeader::consume_fixed(unsigned char byte) {
  if (at_ == 2 && byte != kDeflate) {
    problem_ = "unknown compression method";
    return false;
  }
  if (at_ == 3) {
    flags_ = byte;
    if (has(kReserved)) {
      problem_ = "unknown flags in the header";
      return false;
    }
  }
  if (++at_ == kFixedBytes) enter(Part::kExtraLength);
  return true;
}

bool GzipHeader::consume_checksum(unsigned char byte) {
  value_ |= static_cast<std::uint32_t>(byte) << (8 * at_);
  if (++at_ < 2) return true;
  if (value_ != (crc_ & 0xffffu)) {
    problem_ = "header checksum mismatch";
    return false;
  }
  part_ = Part::kDone;
  return true;
}

// Enters the first part that is present, from `part` on.
void GzipHeader::enter(Part part) {
  at_ = 0;
  if (part != Part::kExtra) value_ = 0;
  if (part == Part::kExtraLength && !has(kExtra)) part = Part::kName;
  if (part == Part::kName && !has(kName)) part = Part::kComment;
  if (part == Part::kComment && !has(kComment)) part = Part::kChecksum;
  if (part == Part::kChecksum && !has(kChecksum)) part = Part::kDone;
  part_ = part;
}

}  // namespace logscan
