// Two searches for the pattern ` 404 ` of every error code. One searches whole lines, as
// `grep -c ' 404 '` does. The other searches chunks one by one, and so loses matches across an
// edge.
#include <array>
#include <string>
#include <string_view>

#include "baseline/methods.h"
#include "os/page_buffer.h"

namespace logscan::detail {
namespace {

constexpr std::size_t kBlock = 256 * 1024;

/// Calls `found(code)` for each space, error status and space, such as ` 404 `. A space may end one
/// match and start the next.
template <typename Found>
void for_each_error_pattern(std::string_view text, Found found) {
  const auto digit = [text](std::size_t at) { return static_cast<unsigned>(text[at] - '0'); };
  for (std::size_t at = text.find(' '); at != std::string_view::npos && at + 4 < text.size();
       at = text.find(' ', at + 1)) {
    const unsigned first = digit(at + 1);
    if (text[at + 4] != ' ' || (first != 4 && first != 5)) continue;
    if (digit(at + 2) > 9 || digit(at + 3) > 9) continue;
    found(static_cast<StatusCode>(first * 100 + digit(at + 2) * 10 + digit(at + 3)));
  }
}

class LineCounter {
 public:
  void add(std::string_view line) {
    ++lines_;
    for_each_error_pattern(line, [this](StatusCode code) {
      if (last_line_[code] != lines_) ++counts_.errors[code];
      last_line_[code] = lines_;
    });
  }

  MethodCounts counts() {
    counts_.lines = lines_;
    return counts_;
  }

 private:
  std::uint64_t lines_ = 0;
  std::array<std::uint64_t, kStatusCodes>
      last_line_{};  ///< The last line, from 1, in which the code was counted.
  MethodCounts counts_;
};

void count_part(const Part& part, LineCounter& counter) {
  std::string text;      // the unfinished line of the previous block, then a block
  std::size_t kept = 0;  // the size of the unfinished line, which has no line feed
  for (std::uint64_t offset = 0; offset < part.bytes;) {
    if (text.size() < kept + kBlock) text.resize(kept + kBlock);
    const std::size_t got = read_part(part, offset, text.data() + kept, kBlock);
    offset += got;

    std::string_view rest(text.data(), kept + got);
    for (std::size_t end = rest.find('\n', kept); end != std::string_view::npos;
         end = rest.find('\n')) {
      counter.add(rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
    kept = rest.size();
    if (rest.data() != text.data())
      text.erase(0, static_cast<std::size_t>(rest.data() - text.data()));
  }
  if (kept > 0) counter.add(std::string_view(text).substr(0, kept));
}

}  // namespace

MethodCounts count_substring(const std::vector<Part>& parts) {
  LineCounter counter;
  for (const Part& part : parts)
    count_part(part, counter);
  return counter.counts();
}

MethodCounts count_chunked_substring(const std::vector<Part>& parts) {
  MethodCounts counts;
  alignas(kPage) std::array<char, kChunk> chunk;
  for (const Part& part : parts) {
    for (std::uint64_t offset = 0; offset < part.bytes; offset += kChunk) {
      const std::size_t size = read_part(part, offset, chunk.data(), chunk.size());
      for_each_error_pattern({chunk.data(), size}, [&](StatusCode code) { ++counts.errors[code]; });
    }
  }
  return counts;
}

}  // namespace logscan::detail
