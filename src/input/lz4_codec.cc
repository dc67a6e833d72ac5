#include <algorithm>
#include <new>

#include "input/codecs.h"
#include <lz4frame.h>

namespace logscan {
namespace {

class Lz4Codec : public Codec {
 public:
  Lz4Codec() {
    if (::LZ4F_isError(::LZ4F_createDecompressionContext(&state_, LZ4F_VERSION)) != 0)
      throw std::bad_alloc();
  }
  Lz4Codec(const Lz4Codec&) = delete;
  Lz4Codec& operator=(const Lz4Codec&) = delete;
  ~Lz4Codec() override { ::LZ4F_freeDecompressionContext(state_); }

  void begin() override {
    ::LZ4F_resetDecompressionContext(state_);
    wanted_ = kFirst;
    was_full_ = false;
  }

  // Of a step that fails, lz4 does not tell what it has decoded. So it is given the bytes of one
  // block at a time, and none while there is text of the last one: then nothing that was whole is
  // lost.
  Step step(std::string_view in, char* out, std::size_t room) override {
    if (was_full_) {
      const Step rest = decode({}, out, room);
      if (rest.given > 0 || rest.ended || !rest.problem.empty()) return rest;
    }
    return decode(in.substr(0, wanted_), out, room);
  }

 private:
  static constexpr std::size_t kFirst = 7;  // until lz4 says how much it wants

  Step decode(std::string_view in, char* out, std::size_t room) {
    Step step;
    step.taken = in.size();
    step.given = room;
    const std::size_t result =
        ::LZ4F_decompress(state_, out, &step.given, in.data(), &step.taken, nullptr);
    if (::LZ4F_isError(result) != 0) return failed(result);
    was_full_ = step.given == room;
    step.ended = result == 0;
    wanted_ = std::max<std::size_t>(result, 1);
    return step;
  }

  static Step failed(std::size_t result) {
    const std::string_view name = ::LZ4F_getErrorName(result);
    if (name == "ERROR_allocation_failed") throw std::bad_alloc();
    Step step;
    step.problem = name.ends_with("hecksum_invalid") ? "a checksum is wrong" : std::string(name);
    return step;
  }

  LZ4F_dctx* state_ = nullptr;
  std::size_t wanted_ = kFirst;
  bool was_full_ = false;  ///< there may be text that found no room
};

}  // namespace

std::unique_ptr<Codec> lz4_codec() {
  return std::make_unique<Lz4Codec>();
}

}  // namespace logscan
