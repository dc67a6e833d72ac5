#pragma once

#include <cstddef>
#include <memory>

#include "input/codec.h"

namespace logscan {

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
