#pragma once

#include <cstddef>
#include <memory>

#include "input/codec.h"

namespace logscan {

/// The most memory that a decoder may take for its window. Files made with the ordinary levels of
/// any tool need 128 MiB at most.
constexpr std::size_t kMaxWindow = 256 * 1024 * 1024;

/// ISA-L where its library is installed, else zlib.
std::unique_ptr<Codec> gzip_codec();
/// Null where the library is not installed.
std::unique_ptr<Codec> isal_codec();
std::unique_ptr<Codec> zlib_codec();

std::unique_ptr<Codec> zstd_codec();
std::unique_ptr<Codec> bzip2_codec();
std::unique_ptr<Codec> xz_codec();
std::unique_ptr<Codec> lz4_codec();

}  // namespace logscan
