// Decodes gzip with ISA-L, the fastest decoder there is. Debian ships it only as a shared library.
// Loading it takes a tenth of a millisecond, so it is loaded when the first gzip file is opened.
#include <algorithm>
#include <cstring>
#include <limits>

#include "input/codec.h"
#include "input/gzip_header.h"
#include <dlfcn.h>
#include <isa-l/igzip_lib.h>

namespace logscan {
namespace {

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
