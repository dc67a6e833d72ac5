#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace logscan {

/// What one step of a codec did.
struct DecodeStep {
  std::size_t consumed = 0;  ///< compressed bytes
  std::size_t produced = 0;  ///< decoded bytes
  bool ended = false;        ///< the member is complete, and all of it was given
  std::string problem;  ///< why it cannot go on, in a few words; then what was given comes before
  bool unsupported = false;  ///< with a problem: the bytes may be right, but are not for this codec
};

/// Decodes one member (frame, stream) after the other, as far as bytes are there. For one thread.
/// The memory it takes is bounded, whatever the bytes are.
class Codec {
 public:
  virtual ~Codec() = default;

  /// The next byte is the first of a member.
  virtual void begin() = 0;

  /// Takes from `in` and gives to `out`, which has room for at least one byte. Takes or gives at
  /// least one byte, ends or has a problem, unless `in` is empty: then it gives what it still has.
  virtual DecodeStep step(std::string_view in, char* out, std::size_t room) = 0;
};

}  // namespace logscan
