#include "state/fingerprint.h"

#include <algorithm>

#include "record/string_pool.h"

namespace logscan {

std::uint64_t print_of(std::string_view bytes) {
  return hash_bytes(bytes);
}

HeadPrint HeadPrint::of(std::string_view head) {
  head = head.substr(0, kPrintBytes);
  HeadPrint print;
  print.length = head.size();
  print.whole = print_of(head);
  for (std::size_t feed = head.find('\n');
       feed != std::string_view::npos && print.lines.size() < kMostLines;
       feed = head.find('\n', feed + 1)) {
    print.lines.push_back({feed + 1, print_of(head.substr(0, feed + 1))});
  }
  return print;
}

bool HeadPrint::begins(std::string_view head) const {
  return head.size() >= length &&
         print_of(head.substr(0, static_cast<std::size_t>(length))) == whole;
}

bool HeadPrint::begins_with_lines_of(std::string_view head) const {
  const std::size_t feed = head.rfind('\n');
  if (feed == std::string_view::npos) return false;
  const LineEnd end{feed + 1, print_of(head.substr(0, feed + 1))};
  return std::find(lines.begin(), lines.end(), end) != lines.end();
}

}  // namespace logscan
