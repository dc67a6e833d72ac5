#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "baseline/reference_parser.h"
#include "engine/lines.h"
#include "logscan/engine.h"
#include "logscan/report.h"
#include "scan/kernel.h"
#include "scan/line_index.h"
#include "support/ask.h"

/// A simple splitter and the reference, with which tests and fuzz targets compare the fast path.
namespace logscan::test {

/// Bytes followed by kPadding bytes of a value that a kernel would report if it examined them.
class Padded {
 public:
  explicit Padded(std::string_view bytes, char filler = '"') : size_(bytes.size()), bytes_(bytes) {
    bytes_.append(kPadding, filler);
  }
  const char* data() const { return bytes_.data(); }
  std::size_t size() const { return size_; }

 private:
  std::size_t size_;
  std::string bytes_;
};

/// Scans and parses lines in memory and calls `each(LineView, ParsedLine)`. Adds a missing line
/// feed at the end. One parser parses all lines, so it remembers directives as in a run.
template <class Each>
void parse_text(std::string text, const Kernel& kernel, LineParser& parser, Each&& each) {
  if (text.empty() || text.back() != '\n') text += '\n';
  const Padded padded(text, '\n');
  LineIndex index;
  Block block;
  block.data = padded.data();
  block.size = padded.size();
  parse_lines(
      block, kernel, index, parser,
      [&](const LineView& line, const ParsedLine& parsed, std::uint32_t) { each(line, parsed); });
}

template <class Each>
void parse_text(std::string text, const Kernel& kernel, Each&& each) {
  LineParser parser(UINT64_MAX);
  parse_text(std::move(text), kernel, parser, each);
}

/// A line of an input, found by the rules alone.
struct PlainLine {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;  ///< With terminator, byte order mark and leading NULs.
  std::string_view text;    ///< Without them.
};

inline std::vector<PlainLine> plain_lines(std::string_view input) {
  std::vector<PlainLine> lines;
  std::size_t at = 0;
  while (at < input.size()) {
    const std::size_t feed = input.find('\n', at);
    const std::size_t end = feed == std::string_view::npos ? input.size() : feed;
    const std::size_t behind = feed == std::string_view::npos ? end : feed + 1;
    std::string_view text = input.substr(at, end - at);
    if (at == 0 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.ends_with('\r')) text.remove_suffix(1);
    while (text.starts_with('\0'))
      text.remove_prefix(1);
    lines.push_back({at, behind - at, text});
    at = behind;
  }
  return lines;
}

/// The counts that can be computed line by line.
struct PlainCounts {
  Accounting counts;
  std::array<std::uint64_t, kStatusCodes> codes{};
  std::array<std::uint64_t, kReasons> reasons{};
  std::array<std::uint64_t, kLogFormats> formats{};
  std::uint64_t undated = 0;
  bool incomplete = false;

  friend bool operator==(const PlainCounts&, const PlainCounts&) = default;
};

inline PlainCounts plain_counts(std::string_view input, std::uint64_t max_line) {
  PlainCounts out;
  out.incomplete = !input.empty() && input.back() != '\n';
  ReferenceParser parser;
  for (const PlainLine& line : plain_lines(input)) {
    Verdict verdict;
    verdict.reason = Reason::kTooLong;
    if (line.text.size() <= max_line) verdict = parser.parse(line.text);
    ++out.counts.lines;
    out.counts.bytes += line.bytes;
    switch (verdict.kind) {
      case LineKind::kParsed:
        ++out.counts.parsed;
        ++out.codes[verdict.status];
        ++out.formats[static_cast<std::size_t>(verdict.format)];
        out.undated += !verdict.time.has_value();
        break;
      case LineKind::kMalformed:
        ++out.counts.malformed;
        ++out.reasons[static_cast<std::size_t>(verdict.reason)];
        break;
      case LineKind::kBlank:
        ++out.counts.blank;
        break;
      case LineKind::kComment:
        ++out.counts.comment;
        break;
    }
  }
  return out;
}

/// Returns these counts for a run over one input.
inline PlainCounts counts_of(const Summary& summary) {
  return {summary.totals,
          summary.status.codes,
          summary.malformed.reasons,
          summary.inputs.at(0).formats,
          summary.timeline.undated,
          summary.inputs.at(0).incomplete_last_line};
}

inline std::vector<Input> open_all(const std::vector<std::string>& paths) {
  std::vector<Input> inputs;
  for (const std::string& path : paths)
    inputs.push_back(Input::open(path));
  return inputs;
}

/// Reads a file with two threads.
inline Summary run(const std::string& path, std::shared_ptr<const Query> query) {
  EngineOptions options;
  options.query = std::move(query);
  options.threads = 2;
  return analyse(open_all({path}), options);
}

/// Returns the report without what differs from run to run.
inline std::string stable_json(const Summary& summary) {
  ReportStyle style;
  style.run = false;
  return report_json(summary, style);
}

inline std::string stable_json(const std::vector<std::string>& paths,
                               const EngineOptions& options) {
  return stable_json(analyse(open_all(paths), options));
}

/// Changes the path of the input in a summary.
inline void rename(Summary& summary, const std::string& path) {
  summary.inputs[0].path = path;
  for (Sample& sample : summary.malformed.samples)
    sample.path = path;
  for (ErrorSummary& error : summary.top_errors)
    error.example.path = path;
  for (UnreadSummary& unread : summary.unread) {
    if (unread.first) unread.first->path = path;
  }
}

}  // namespace logscan::test
