// Whole lines, searched for the pattern: what `grep -c ' 404 '` counts, for all codes in one pass.
#include <string>

#include "baseline/methods.h"
#include "baseline/pattern.h"

namespace logscan::detail {
namespace {

constexpr std::size_t kBlock = 256 * 1024;

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
      last_line_{};  ///< in which a code was counted; lines count from 1
  MethodCounts counts_;
};

void count_part(const Part& part, LineCounter& counter) {
  std::string text;      // a block, behind the line that the one before left unfinished
  std::size_t kept = 0;  // bytes of that line: no line feed in them
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

}  // namespace logscan::detail
