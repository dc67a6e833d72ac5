#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "input/codec.h"

namespace logscan {

/// A codec whose library says how much it wants, and does not say what a step that fails has
/// decoded. So it is given the bytes of one block at a time, and none while there is text of the
/// last one: then nothing that was whole is lost.
class BlockCodec : public Codec {
 public:
  void begin() final {
    reset();
    wanted_ = first_;
    was_full_ = false;
  }

  Step step(std::string_view in, char* out, std::size_t room) final {
    if (was_full_) {
      const Step rest = decode({}, out, room);
      if (rest.given > 0 || rest.ended || !rest.problem.empty()) return rest;
    }
    return decode(in.substr(0, wanted_), out, room);
  }

 protected:
  /// `first`: how many bytes of a member to give before the library says how much it wants.
  explicit BlockCodec(std::size_t first) : first_(first), wanted_(first) {}

  virtual void reset() = 0;

  /// As step(), and calls went_on() unless the library has failed.
  virtual Step decode(std::string_view in, char* out, std::size_t room) = 0;

  /// `result` is what the library returned: 0 at the end of a member, else how much it wants.
  void went_on(std::size_t result, std::size_t room, Step& step) {
    was_full_ = step.given == room;
    step.ended = result == 0;
    wanted_ = std::max<std::size_t>(result, 1);
  }

 private:
  const std::size_t first_;
  std::size_t wanted_;
  bool was_full_ = false;  ///< there may be text that found no room
};

}  // namespace logscan
