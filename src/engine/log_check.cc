#include "engine/log_check.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "engine/lines.h"
#include "engine/own_files.h"
#include "query/query.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan {
namespace {

constexpr std::size_t kFirstBytes = 8 * 1024;  // enough for most logs
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The first bytes of an input, as many as are asked for.
class Head {
 public:
  explicit Head(const Input& input) : input_(input) {}

  // Reads on until there are `size` bytes; throws what the input throws.
  void read_to(std::size_t size) {
    bytes_.resize(size + kPadding);
    while (size_ < size && !ended_) {
      const std::size_t got = input_.read(size_, bytes_.data() + size_, size - size_);
      size_ += got;
      ended_ = got == 0;
    }
  }

  bool ended() const { return ended_; }
  std::string_view bytes() const { return {bytes_.data(), size_}; }

  // The first whole lines, line feed included; the rest of a file is a line as well.
  Block lines() {
    const std::string_view read = bytes();
    std::size_t begin = std::min(read.find_first_not_of('\0'), read.size());
    if (read.starts_with(kByteOrderMark)) begin = kByteOrderMark.size();
    std::size_t end = read.rfind('\n') + 1;  // 0 where there is none
    if (ended_ && end < size_) {
      bytes_[size_] = '\n';
      end = size_ + 1;
    }
    std::size_t at = std::min(begin, end);
    for (std::size_t line = 0; line < LogCheck::kLines && at < end; ++line)
      at = std::string_view(bytes_.data(), end).find('\n', at) + 1;
    Block block;
    block.data = bytes_.data() + begin;
    block.size = std::max(begin, at) - begin;
    return block;
  }

 private:
  const Input& input_;
  std::vector<char> bytes_;
  std::size_t size_ = 0;
  bool ended_ = false;
};

struct Counts {
  std::size_t lines = 0;
  std::size_t malformed = 0;
  std::size_t before = 0;  // lines before the first that is parsed
  std::size_t parsed = 0;
  std::size_t others = 0;                // malformed lines after that
  std::optional<ClosestFormat> closest;  // of the first malformed line

  // Whether the lines are of an access log. A text that quotes lines of one has other text after
  // them.
  bool are_of_a_log() const {
    return parsed > 0 && (before < LogCheck::kSureLines || parsed > others);
  }
};

}  // namespace

/// Judges first lines, with what is kept from file to file.
class LogCheck::Lines {
 public:
  explicit Lines(const EngineOptions& options)
      : kernel_(options.kernel != nullptr ? *options.kernel : default_kernel()),
        parser_(options.query->parser()) {}

  Counts count(const Block& block) {
    Counts counts;
    if (block.size == 0) return counts;
    parser_.others().resume({});
    parse_lines(block, kernel_, index_, parser_,
                [&](const LineView& line, const ParsedLine& parsed, std::uint32_t) {
                  const bool malformed = parsed.kind == LineKind::kMalformed;
                  ++counts.lines;
                  counts.malformed += malformed;
                  if (parsed.kind == LineKind::kParsed && counts.parsed++ == 0)
                    counts.before = counts.lines - 1;
                  counts.others += malformed && counts.parsed > 0;
                  if (counts.malformed == 1 && malformed && parsed.reason != Reason::kTooLong)
                    counts.closest = parser_.closest(line, parsed);
                });
    return counts;
  }

 private:
  const Kernel& kernel_;
  LineIndex index_;
  LineParser parser_;
};

namespace {

std::string in_words(const Head& head, const Counts& counts) {
  if (counts.lines == 0)
    return fmt::format("its first line is longer than {} bytes", LogCheck::kBytes);
  const std::string_view text = head.bytes();
  const std::size_t begin = std::min(text.find_first_not_of('\0'), text.size());
  if (text.find('\0', begin) != std::string_view::npos) return "is binary";
  if (counts.malformed == 0) return "has only blank lines and comments so far";
  if (counts.parsed > 0) {
    return fmt::format("only {} of its first {} lines are of an access log, after other text",
                       counts.parsed, counts.lines);
  }
  std::string words =
      counts.lines == 1 ? "its first line is not of an access log"
                        : fmt::format("no line of its first {} is of an access log", counts.lines);
  if (counts.closest) words += fmt::format(" (closest: {})", safe_text(counts.closest->name));
  return words;
}

// POSIX.1-2001, pax interchange format: the field `magic` of the first header.
bool is_tar(std::string_view head) {
  constexpr std::size_t kMagicAt = 257;
  return head.size() > kMagicAt && head.substr(kMagicAt).starts_with("ustar");
}

std::string first_bytes(const Input& input) {
  if (input.error()) return {};
  Head head(input);
  try {
    head.read_to(LogCheck::kBytes);
  } catch (const std::runtime_error&) {
    // What came before is there.
  }
  input.stop();
  return std::string(head.bytes());
}

}  // namespace

bool LogCheck::begin_alike(const Input& a, const Input& b) {
  const std::string first = first_bytes(a);
  const std::string second = first_bytes(b);
  const std::size_t size = std::min(first.size(), second.size());
  return size > 0 && first.compare(0, size, second, 0, size) == 0;
}

LogCheck::LogCheck(const EngineOptions& options) : lines_(std::make_unique<Lines>(options)) {}

LogCheck::~LogCheck() = default;

std::optional<std::string> LogCheck::why_left_out(const Input& input) {
  if (input.error()) return input.is_foreign() ? input.error() : std::nullopt;
  if (input.seekable() && input.size() == 0) return "is empty";
  std::optional<std::string> reason = judge(input);
  input.stop();
  return reason;
}

std::optional<std::string> LogCheck::judge(const Input& input) {
  Head head(input);
  try {
    for (const std::size_t size : {kFirstBytes, kBytes}) {
      head.read_to(size);
      if (is_tar(head.bytes())) return "is a tar archive";
      if (const auto own = own_file(head.bytes())) return std::string("is ") + own_file_name(*own);
      const Counts counts = lines_->count(head.lines());
      const bool is_all = counts.lines == kLines || head.ended() || size == kBytes;
      if ((is_all || counts.before < kSureLines) && counts.are_of_a_log()) return std::nullopt;
      if (!is_all) continue;
      if (head.bytes().find_first_not_of('\0') == std::string_view::npos) return std::nullopt;
      return in_words(head, counts);
    }
  } catch (const std::runtime_error&) {
    // Reading it will end in the same way, and then it is told.
  }
  return std::nullopt;
}

}  // namespace logscan
