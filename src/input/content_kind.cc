#include "input/content_kind.h"

#include <array>

namespace logscan {
namespace {

struct Magic {
  std::string_view bytes;
  const char* problem;
};

using namespace std::string_view_literals;

constexpr std::array<Magic, 7> kMagics = {{
    {"\x1f\x8b"sv, "is compressed (gzip); try: zcat FILE | logscan"},
    {"\x28\xb5\x2f\xfd"sv, "is compressed (zstd); try: zstdcat FILE | logscan"},
    {"BZh"sv, "is compressed (bzip2); try: bzcat FILE | logscan"},
    {"\xfd"
     "7zXZ\0"sv,
     "is compressed (xz); try: xzcat FILE | logscan"},
    {"\x04\x22\x4d\x18"sv, "is compressed (lz4); try: lz4cat FILE | logscan"},
    {"\xff\xfe"sv, "is UTF-16; try: iconv -f UTF-16 -t UTF-8 FILE | logscan"},
    {"\xfe\xff"sv, "is UTF-16; try: iconv -f UTF-16 -t UTF-8 FILE | logscan"},
}};

bool is_text(char byte) {
  return byte >= 0x20 && byte < 0x7f;
}

// Text and NUL in turn, for all that can be seen: UTF-16 without byte order mark.
bool alternates(std::string_view head, std::size_t text, std::size_t nul) {
  if (head.size() < 8) return false;
  for (std::size_t i = 0; i + 1 < head.size(); i += 2) {
    if (!is_text(head[i + text]) || head[i + nul] != '\0') return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> content_problem(std::string_view head) {
  for (const Magic& magic : kMagics) {
    if (head.starts_with(magic.bytes)) return magic.problem;
  }
  if (alternates(head, 0, 1)) return "is UTF-16; try: iconv -f UTF-16LE -t UTF-8 FILE | logscan";
  if (alternates(head, 1, 0)) return "is UTF-16; try: iconv -f UTF-16BE -t UTF-8 FILE | logscan";
  return std::nullopt;
}

}  // namespace logscan
