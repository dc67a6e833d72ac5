#include "input/content_kind.h"

namespace logscan {
namespace {

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

const char* utf16_encoding(std::string_view head) {
  head = head.substr(0, kSampleBytes);
  if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff")) return "UTF-16";
  if (alternates(head, 0, 1)) return "UTF-16LE";
  if (alternates(head, 1, 0)) return "UTF-16BE";
  return nullptr;
}

}  // namespace logscan
