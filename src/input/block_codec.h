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
    wanted_ = first_ + header_;
    was_full_ = false;
  }

  DecodeStep step(std::string_view in, char* out, std::size_t room) final {
    if (was_full_) {
      const DecodeStep rest = decode({}, out, room);
      if (rest.produced > 0 || rest.ended || !rest.problem.empty()) return rest;
    }
    // The header of the next block is part of what the library wants: it comes in a step of its
    // own.
    const std::size_t produced = wanted_ > header_ ? wanted_ - header_ : wanted_;
    return decode(in.substr(0, produced), out, room);
  }

 protected:
  /// `first`: how many bytes of a member to give before the library says how much it wants.
  /// `header`: how long that of a block is.
  BlockCodec(std::size_t first, std::size_t header)
      : first_(first), header_(header), wanted_(first + header) {}

  virtual void reset() = 0;

  /// As step(), and calls went_on() unless the library has failed.
  virtual DecodeStep decode(std::string_view in, char* out, std::size_t room) = 0;

  /// `result` is what the library returned: 0 at the end of a member, else how much it wants.
  void record_progress(std::size_t result, std::size_t room, DecodeStep& step) {
    was_full_ = step.produced == room;
    step.ended = result == 0;
    wanted_ = std::max<std::size_t>(result, 1);
  }

 private:
  const std::size_t first_;
  const std::size_t header_;
  std::size_t wanted_;
  bool was_full_ = false;  ///< there may be text that found no room
};

}  // namespace logscan
