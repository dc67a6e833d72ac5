#include "baseline/line_reader.h"

#include "baseline/reference_parser.h"

namespace logscan::detail {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

std::string_view text_of(std::string_view raw, bool first_of_input) {
  if (!raw.empty() && raw.back() == '\r') raw.remove_suffix(1);
  if (first_of_input && raw.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    raw.remove_prefix(kByteOrderMark.size());
  }
  while (!raw.empty() && raw.front() == '\0')
    raw.remove_prefix(1);
  return raw;
}

}  // namespace

bool LineReader::fill() {
  const std::size_t got = read_part(part_, read_, buffer_.data(), buffer_.size());
  read_ += got;
  ahead_ = {buffer_.data(), got};
  return got > 0;
}

bool LineReader::next(PlainLine& line) {
  line_.clear();
  bool ended = false;
  while (!ended && (!ahead_.empty() || fill())) {
    const std::size_t line_feed = ahead_.find('\n');
    ended = line_feed != std::string_view::npos;
    line_ += ahead_.substr(0, line_feed);
    ahead_.remove_prefix(ended ? line_feed + 1 : ahead_.size());
  }
  if (!ended && line_.empty()) return false;

  line.number = ++number_;
  line.offset = next_offset_;
  line.bytes = line_.size() + (ended ? 1 : 0);
  line.raw = line_;
  line.text = text_of(line.raw, line.offset == 0);
  next_offset_ += line.bytes;
  return true;
}

Verdict parse_plain(const PlainLine& line, std::uint64_t max_line, ReferenceParser& parser) {
  if (line.text.size() > max_line) {
    Verdict verdict;
    verdict.reason = Reason::kTooLong;
    return verdict;
  }
  return parser.parse(line.text);
}

MethodCounts count_reference(const std::vector<Part>& parts, std::uint64_t max_line) {
  MethodCounts counts;
  counts.lines = 0;
  for (const Part& part : parts) {
    LineReader reader(part);
    ReferenceParser parser;
    for (PlainLine line; reader.next(line);) {
      ++*counts.lines;
      const Verdict verdict = parse_plain(line, max_line, parser);
      if (verdict.kind == LineKind::kParsed && is_error(verdict.status)) {
        ++counts.errors[verdict.status];
      }
    }
  }
  return counts;
}

}  // namespace logscan::detail
