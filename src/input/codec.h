#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace logscan {

/// The result of one step of a codec.
struct DecodeStep {
  std::size_t consumed = 0;  ///< compressed bytes
  std::size_t produced = 0;  ///< decoded bytes
  bool ended = false;        ///< the member is complete, and all of its text was produced
  /// why decoding cannot continue, in a few words; the text produced is still valid
  std::string problem;
  /// with a problem: the data may be intact, but this codec does not support it
  bool unsupported = false;
};

/// Decodes one member (frame, stream) after the other, as far as input is available. Its memory is
/// bounded, whatever the input. For one thread.
class Codec {
 public:
  virtual ~Codec() = default;

  /// Starts a member: the next byte is its first.
  virtual void begin() = 0;

  /// Decodes from `in` to `out`, which has room for at least one byte. Every step consumes or
  /// produces at least one byte, ends the member or reports a problem. An empty `in` flushes
  /// decoded text.
  virtual DecodeStep step(std::string_view in, char* out, std::size_t room) = 0;
};

/// The most memory that a decoder may use for its window. Files made with the standard levels of
/// any tool need at most 128 MiB.
constexpr std::size_t kMaxWindow = 256 * 1024 * 1024;

/// Uses ISA-L where its library is installed, else zlib.
std::unique_ptr<Codec> gzip_codec();
/// Returns null where the library is not installed.
std::unique_ptr<Codec> isal_codec();
std::unique_ptr<Codec> zlib_codec();

std::unique_ptr<Codec> zstd_codec();
std::unique_ptr<Codec> bzip2_codec();
std::unique_ptr<Codec> xz_codec();
std::unique_ptr<Codec> lz4_codec();

}  // namespace logscan
