#include "input/compression.h"

#include <algorithm>
#include <array>

#include "input/codec.h"

namespace logscan {
namespace {

using namespace std::string_view_literals;
using Begins = Compression::Begins;

Begins begins_with(std::string_view bytes, std::string_view magic) {
  if (bytes.starts_with(magic)) return Begins::kYes;
  return magic.starts_with(bytes) ? Begins::kMaybe : Begins::kNo;
}

Begins either(Begins a, Begins b) {
  if (a == Begins::kYes || b == Begins::kYes) return Begins::kYes;
  return a == Begins::kMaybe ? a : b;
}

// Zstd and lz4 share skippable frames: 0x184D2A50 to 0x184D2A5F.
Begins begins_skippable(std::string_view bytes) {
  if (!bytes.empty() && (static_cast<unsigned char>(bytes[0]) & 0xf0u) != 0x50) return Begins::kNo;
  return begins_with(bytes.substr(std::min<std::size_t>(bytes.size(), 1)), "\x2a\x4d\x18"sv);
}

Begins begins_gzip(std::string_view bytes) {
  return begins_with(bytes, "\x1f\x8b"sv);
}

Begins begins_zstd(std::string_view bytes) {
  return either(begins_with(bytes, "\x28\xb5\x2f\xfd"sv), begins_skippable(bytes));
}

// A log line may also start with BZh, so the bytes of a block, or of the end of an empty stream,
// must follow.
Begins begins_bzip2(std::string_view bytes) {
  if (bytes.size() < 4) {
    return bytes == "BZh"sv ? Begins::kMaybe : begins_with(bytes, "BZh"sv);
  }
  if (!bytes.starts_with("BZh"sv) || bytes[3] < '1' || bytes[3] > '9') return Begins::kNo;
  bytes.remove_prefix(4);
  return either(begins_with(bytes, "1AY&SY"sv), begins_with(bytes, "\x17\x72\x45\x38\x50\x90"sv));
}

Begins begins_xz(std::string_view bytes) {
  return begins_with(bytes,
                     "\xfd"
                     "7zXZ\0"sv);
}

Begins begins_lz4(std::string_view bytes) {
  return either(begins_with(bytes, "\x04\x22\x4d\x18"sv), begins_skippable(bytes));
}

constexpr Compression kGzip = {"gzip",      "member",   "gzip -t",  true,
                               begins_gzip, gzip_codec, gzip_pieces};
constexpr Compression kZstd = {"zstd",      "frame",    "zstd -t",  false,
                               begins_zstd, zstd_codec, zstd_pieces};
constexpr Compression kBzip2 = {"bzip2",      "stream",    "bzip2 -t",  true,
                                begins_bzip2, bzip2_codec, bzip2_pieces};
constexpr Compression kXz = {"xz", "stream", "xz -t", true, begins_xz, xz_codec, xz_pieces};
constexpr Compression kLz4 = {"lz4", "frame", "lz4 -t", false, begins_lz4, lz4_codec, lz4_pieces};

struct OtherMagic {
  std::string_view bytes;
  OtherCompression compression;
};

constexpr std::array<OtherMagic, 5> kOthers = {{
    {"\x1f\x9d"sv, {"compress", "zcat FILE"}},
    {"\x02\x21\x4c\x18"sv, {"lz4, legacy format", "lz4 -dc FILE"}},
    {"PK\x03\x04"sv, {"zip", "unzip -p FILE"}},
    {"LZIP\x01"sv, {"lzip", "lzip -dc FILE"}},
    {"\x89LZO\0"sv, {"lzop", "lzop -dc FILE"}},
}};

// POSIX.1-2001, pax interchange format: the first header has fields that end in NULs, and then the
// field `magic`.
bool begins_tar(std::string_view head) {
  constexpr std::size_t kMagicAt = 257;
  return head.size() > kMagicAt && head.substr(kMagicAt).starts_with("ustar") &&
         head.find('\0') < kMagicAt;
}

bool is_text(char byte) {
  return byte >= 0x20 && byte < 0x7f;
}

constexpr std::size_t kSampleBytes = 16;

// Detects UTF-16 without a byte order mark: text and NUL alternate in the first eight characters.
bool alternates(std::string_view head, std::size_t text, std::size_t nul) {
  if (head.size() < 8) return false;
  for (std::size_t i = 0; i + 1 < head.size(); i += 2) {
    if (!is_text(head[i + text]) || head[i + nul] != '\0') return false;
  }
  return true;
}

}  // namespace

const Compression* find_compression(std::string_view head) {
  for (const Compression* known : {&kGzip, &kBzip2, &kXz}) {
    const Begins begins = known->begins(head);
    if (begins == Begins::kYes) return known;
    // A truncated bzip2 file: no log starts with these bytes.
    if (known == &kBzip2 && begins == Begins::kMaybe && head.size() > 3) return known;
  }
  if (begins_skippable(head) == Begins::kYes) {
    // A small skippable frame comes first. The frame after it decides.
    const bool lz4 = head.find("\x04\x22\x4d\x18"sv, 4) != std::string_view::npos;
    return lz4 ? &kLz4 : &kZstd;
  }
  if (kZstd.begins(head) == Begins::kYes) return &kZstd;
  if (kLz4.begins(head) == Begins::kYes) return &kLz4;
  return nullptr;
}

std::optional<OtherCompression> find_other_compression(std::string_view head) {
  for (const OtherMagic& magic : kOthers) {
    if (head.starts_with(magic.bytes)) return magic.compression;
  }
  if (begins_tar(head)) return OtherCompression{"tar", "tar -xOf FILE"};
  return std::nullopt;
}

const char* utf16_encoding(std::string_view head) {
  head = head.substr(0, kSampleBytes);
  if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff")) return "UTF-16";
  if (alternates(head, 0, 1)) return "UTF-16LE";
  if (alternates(head, 1, 0)) return "UTF-16BE";
  return nullptr;
}

}  // namespace logscan
