#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Makes compressed bytes with the libraries' own encoders.
namespace logscan::test {

struct Compressor {
  const char* name;  ///< as Input::compression() has it
  std::string (*compress)(std::string_view text);
};

/// One for each compression that is read; all with checksums.
const std::vector<Compressor>& compressors();

std::string gzip(std::string_view text);
/// With an extra field, a name, a comment and the header's own checksum.
std::string gzip_with_long_header(std::string_view text);
std::string zstd(std::string_view text);
std::string bzip2(std::string_view text);
std::string xz(std::string_view text);
/// Which says that decoding takes 4 GiB.
std::string xz_with_large_dictionary(std::string_view text);
std::string lz4(std::string_view text);

/// A frame of zstd or lz4 that holds something else.
std::string skippable_frame(std::string_view bytes);

}  // namespace logscan::test
