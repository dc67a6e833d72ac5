// Decodes gzip with ISA-L, the fastest decoder there is. Debian ships it only as a shared library.
// Loading it takes a tenth of a millisecond, so it is loaded when the first gzip file is opened.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>

#include "input/codec.h"
#include <dlfcn.h>
#include <isa-l/igzip_lib.h>
#include <zlib.h>

namespace logscan {
namespace {

constexpr unsigned kHasChecksum = 2;
constexpr unsigned kHasExtra = 4;
constexpr unsigned kHasName = 8;
constexpr unsigned kHasComment = 16;
constexpr unsigned kReserved = 0xe0;

constexpr std::uint32_t kFixedBytes = 10;
constexpr unsigned char kDeflate = 8;

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
  if (part == Part::kExtraLength && !has(kHasExtra)) part = Part::kName;
  if (part == Part::kName && !has(kHasName)) part = Part::kComment;
  if (part == Part::kComment && !has(kHasComment)) part = Part::kChecksum;
  if (part == Part::kChecksum && !has(kHasChecksum)) part = Part::kDone;
  part_ = part;
}

struct Isal {
  decltype(&isal_inflate_init) init;
  decltype(&isal_inflate) inflate;
};

template <class Function>
Function look_up(void* library, const char* name) {
  return reinterpret_cast<Function>(::dlsym(library, name));
}

Isal load() {
  void* const library = ::dlopen("libisal.so.2", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return {};
  return {look_up<decltype(&isal_inflate_init)>(library, "isal_inflate_init"),
          look_up<decltype(&isal_inflate)>(library, "isal_inflate")};
}

const Isal& isal() {
  static const Isal loaded = load();
  return loaded;
}

std::uint32_t at_most_32_bits(std::size_t count) {
  return static_cast<std::uint32_t>(
      std::min<std::size_t>(count, std::numeric_limits<std::uint32_t>::max()));
}

const char* problem_of(int result) {
  switch (result) {
    case ISAL_INVALID_BLOCK:
      return "invalid block";
    case ISAL_INVALID_SYMBOL:
      return "invalid code";
    case ISAL_INVALID_LOOKBACK:
      return "a reference before the start of the data";
    case ISAL_INCORRECT_CHECKSUM:
      return "checksum or length mismatch";
    default:
      return "invalid data";
  }
}

class IsalCodec : public Codec {
 public:
  void begin() override {
    header_ = {};
    in_header_ = true;
    isal().init(&state_);
    // In damaged members, text may refer to bytes before its start.
    std::memset(state_.tmp_out_buffer, 0, sizeof state_.tmp_out_buffer);
    state_.crc_flag = ISAL_GZIP_NO_HDR_VER;
    failed_ = 0;
  }

  DecodeStep step(std::string_view in, char* out, std::size_t room) override {
    if (failed_ != 0) return flush(out, room);
    return in_header_ ? consume_header(in) : inflate(in, out, room);
  }

 private:
  DecodeStep consume_header(std::string_view in) {
    DecodeStep step;
    const GzipHeader::State state = header_.consume(in, step.consumed);
    if (state == GzipHeader::State::kBroken) step.problem = header_.problem();
    in_header_ = state == GzipHeader::State::kIncomplete;
    return step;
  }

  DecodeStep inflate(std::string_view in, char* out, std::size_t room) {
    const std::uint32_t in_size = at_most_32_bits(in.size());
    const std::uint32_t out_size = at_most_32_bits(room);
    // It does not write there.
    state_.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(in.data()));
    state_.avail_in = in_size;
    state_.next_out = reinterpret_cast<std::uint8_t*>(out);
    state_.avail_out = out_size;
    const int result = isal().inflate(&state_);
    DecodeStep step;
    step.consumed = in_size - state_.avail_in;
    step.produced = out_size - state_.avail_out;
    step.ended = result == ISAL_DECOMP_OK && state_.block_state == ISAL_BLOCK_FINISH;
    if (result == ISAL_INCORRECT_CHECKSUM) {
      step.problem = problem_of(result);
    } else if (result != ISAL_DECOMP_OK) {
      failed_ = result;
      if (step.consumed == 0 && step.produced == 0) return flush(out, room);
    }
    return step;
  }

  // Returns text that was decoded before the corruption and found no room then.
  DecodeStep flush(char* out, std::size_t room) {
    DecodeStep step;
    const std::size_t left =
        static_cast<std::size_t>(std::max(0, state_.tmp_out_valid - state_.tmp_out_processed));
    step.produced = std::min(room, left);
    std::memcpy(out, &state_.tmp_out_buffer[state_.tmp_out_processed], step.produced);
    state_.tmp_out_processed += static_cast<std::int32_t>(step.produced);
    if (step.produced == left) step.problem = problem_of(failed_);
    return step;
  }

  GzipHeader header_;
  bool in_header_ = true;
  int failed_ = 0;  ///< the error of ISA-L, once it has failed
  inflate_state state_;
};

}  // namespace

std::unique_ptr<Codec> isal_codec() {
  if (isal().init == nullptr || isal().inflate == nullptr) return nullptr;
  return std::make_unique<IsalCodec>();
}

std::unique_ptr<Codec> gzip_codec() {
  std::unique_ptr<Codec> fast = isal_codec();
  return fast != nullptr ? std::move(fast) : zlib_codec();
}

}  // namespace logscan
