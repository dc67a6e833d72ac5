#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "input/codec.h"

namespace logscan {

/// A codec for libraries that say how much input they want, but not how much a failing step has
/// decoded. It passes on the bytes of one block at a time, and none while decoded text of the last
/// block is left. So no text of an intact block is lost.
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
    // The library also wants the header of the next block, which comes in a step of its own.
    const std::size_t produced = wanted_ > header_ ? wanted_ - header_ : wanted_;
    return decode(in.substr(0, produced), out, room);
  }

 protected:
  /// `first` is how many bytes of a member to pass on before the library says how much it wants.
  /// `header` is the length of a block header.
  BlockCodec(std::size_t first, std::size_t header)
      : first_(first), header_(header), wanted_(first + header) {}

  virtual void reset() = 0;

  /// Does a step, and calls record_progress() unless the library fails.
  virtual DecodeStep decode(std::string_view in, char* out, std::size_t room) = 0;

  /// Records a step that did not fail. `result` is what the library returned: 0 at the end of a
  /// member, else how much input it wants.
  void record_progress(std::size_t result, std::size_t room, DecodeStep& step) {
    was_full_ = step.produced == room;
    step.ended = result == 0;
    wanted_ = std::max<std::size_t>(result, 1);
  }

 private:
  const std::size_t first_;
  const std::size_t header_;
  std::size_t wanted_;
  bool was_full_ = false;  ///< decoded text may be left that found no room
};

}  // namespace logscan
