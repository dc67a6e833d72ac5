#include "state/text_head.h"

#include <algorithm>

#include "logset/file_print.h"
#include "os/file.h"
#include <fmt/core.h>

namespace logscan {
namespace {

constexpr std::uint64_t kHeadStep = 64 * 1024;

}  // namespace

std::string read_text_head(const ReadOn& read, const NextData& next_data) {
  std::string text = read(0, kPrintBytes);
  if (text.empty() || text.front() != '\0') return text;
  std::uint64_t offset = 0;
  std::size_t nuls = text.find_first_not_of('\0');
  while (nuls == std::string::npos) {
    offset = next_data(offset + text.size());
    text = read(offset, offset + kHeadStep);
    if (text.empty()) return {};
    nuls = text.find_first_not_of('\0');
  }
  // As wide for any number, and without a line feed.
  std::string head = fmt::format("{}{:020}", '\0', offset + nuls);
  const std::uint64_t end = offset + text.size();
  head += text.substr(nuls);
  if (head.size() < kPrintBytes) head += read(end, end + kPrintBytes - head.size());
  head.resize(std::min(head.size(), kPrintBytes));
  return head;
}

std::string read_text_head(int descriptor) {
  return read_text_head(
      [&](std::uint64_t begin, std::uint64_t end) { return read_bytes(descriptor, begin, end); },
      [&](std::uint64_t offset) { return next_data(descriptor, offset); });
}

}  // namespace logscan
