#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Compresses text with the encoders of the libraries.
namespace logscan::test {

struct Compressor {
  const char* name;  ///< As in Input::compression().
  std::string (*compress)(std::string_view text);
};

/// Returns a compressor for each supported compression; all write checksums.
const std::vector<Compressor>& compressors();

std::string gzip(std::string_view text);
/// Writes a header with an extra field, a name, a comment and its own checksum.
std::string gzip_with_long_header(std::string_view text);
std::string zstd(std::string_view text);
std::string bzip2(std::string_view text);
std::string xz(std::string_view text);
/// Writes a header that asks for 4 GiB of memory to decode.
std::string xz_with_large_dictionary(std::string_view text);
std::string lz4(std::string_view text);

/// Write one member of blocks with so many bytes of text. xz writes their sizes into their headers,
/// as it does with several threads.
std::string bzip2_in_blocks(std::string_view text, std::size_t block);
std::string xz_in_blocks(std::string_view text, std::size_t block);

/// Returns a skippable frame of zstd or lz4.
std::string skippable_frame(std::string_view bytes);

}  // namespace logscan::test
