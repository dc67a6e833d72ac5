#include "logset/file_print.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <system_error>

#include "text/hash_bytes.h"

namespace logscan {

namespace {

std::string first_bytes(const Input& input) {
  std::string bytes(input.error() ? 0 : kAlikeBytes, '\0');
  std::size_t length = 0;
  try {
    while (length < bytes.size()) {
      const std::size_t got = input.read(length, bytes.data() + length, bytes.size() - length);
      if (got == 0) break;
      length += got;
    }
  } catch (const std::runtime_error&) {
    // Everything before the error is available.
  }
  input.stop();
  bytes.resize(length);
  return bytes;
}

}  // namespace

HeadPrint HeadPrint::of(std::string_view head) {
  head = head.substr(0, kPrintBytes);
  HeadPrint print;
  print.length = head.size();
  print.whole = hash_bytes(head);
  for (std::size_t feed = head.find('\n');
       feed != std::string_view::npos && print.lines.size() < kMostLines;
       feed = head.find('\n', feed + 1)) {
    print.lines.push_back({feed + 1, hash_bytes(head.substr(0, feed + 1))});
  }
  return print;
}

bool HeadPrint::begins(std::string_view head) const {
  return head.size() >= length &&
         hash_bytes(head.substr(0, static_cast<std::size_t>(length))) == whole;
}

bool HeadPrint::begins_with_lines_of(std::string_view head) const {
  const std::size_t feed = head.rfind('\n');
  if (feed == std::string_view::npos) return false;
  const LineEnd end{feed + 1, hash_bytes(head.substr(0, feed + 1))};
  return std::find(lines.begin(), lines.end(), end) != lines.end();
}

InputIdentity identity_of(std::string_view head) {
  return {hash_bytes(head), head.size()};
}

InputIdentity read_identity(const Input& input, std::uint64_t bytes) {
  std::string head(static_cast<std::size_t>(std::min(bytes, input.size())), '\0');
  std::size_t read = 0;
  try {
    while (read < head.size()) {
      const std::size_t got = input.read(read, &head[read], head.size() - read);
      if (got == 0) break;
      read += got;
    }
  } catch (const std::system_error&) {
  } catch (const InputError&) {
  }
  head.resize(read);
  return identity_of(head);
}

bool begin_alike(const Input& a, const Input& b) {
  const std::string first = first_bytes(a);
  const std::string second = first_bytes(b);
  const std::size_t size = std::min(first.size(), second.size());
  return size > 0 && first.compare(0, size, second, 0, size) == 0;
}

}  // namespace logscan
