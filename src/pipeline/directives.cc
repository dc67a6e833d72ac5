#include "pipeline/directives.h"

#include <cstring>
#include <string>
#include <string_view>

#include "logscan/line_index.h"
#include "logscan/line_judge.h"

namespace logscan {
namespace {

constexpr std::size_t kChunk = 256 * 1024;
constexpr std::size_t kLineRead = 4096;

// The bytes from `offset` to the end of the line; of one that is too long, enough to see that.
std::string read_line(const Input& input, std::uint64_t offset, std::uint64_t max_line) {
  std::string line;
  while (line.size() < max_line + 2) {
    const std::size_t before = line.size();
    line.resize(before + kLineRead);
    line.resize(before + input.read(offset + before, &line[before], kLineRead));
    const std::size_t feed = line.find('\n', before);
    if (feed != std::string::npos) line.resize(feed);
    if (feed != std::string::npos || line.size() == before) break;
  }
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

// Whether the run takes a line that begins with `#` for a comment: it may have a status, or be too
// long.
bool is_comment(const std::string& text, const PipelineOptions& options) {
  const std::string padded = text + std::string(kPadding, '\n');
  std::vector<std::uint32_t> quotes;
  for (std::size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at + 1))
    quotes.push_back(static_cast<std::uint32_t>(at));
  LineView line;
  line.block = padded.data();
  line.end = static_cast<std::uint32_t>(text.size());
  line.quotes = quotes.data();
  line.quote_count = static_cast<std::uint32_t>(quotes.size());
  return LineJudge(options.max_line, options.log_format).judge(line).kind == LineKind::kComment;
}

}  // namespace

std::optional<W3cFields> Directives::before(const Input& input, std::uint64_t offset,
                                            const PipelineOptions& options) {
  std::call_once(once_, [&] { find_all(input, options); });
  std::optional<W3cFields> last;
  for (const auto& [at, fields] : found_) {
    if (at >= offset) break;
    last = fields;
  }
  return last;
}

void Directives::find_all(const Input& input, const PipelineOptions& options) {
  std::string chunk(kChunk, '\0');
  // NULs in front of a line are no text, though its first byte may be one.
  char last = '\n';               // byte that is no NUL
  std::uint64_t behind_last = 0;  // offset
  for (std::uint64_t offset = 0; offset < input.size();) {
    const std::size_t got = input.read(offset, chunk.data(), chunk.size());
    if (got == 0) break;
    // Nor is a byte order mark.
    if (offset == 0 && got >= 3 && chunk.starts_with("\xEF\xBB\xBF")) chunk.replace(0, 3, 3, '\0');
    const std::string_view bytes(chunk.data(), got);
    const auto see = [&](std::string_view seen) {
      const std::size_t found = seen.find_last_not_of('\0');
      if (found == std::string_view::npos) return;
      last = seen[found];
      behind_last = offset + found + 1;
    };
    for (std::size_t at = bytes.find('#'); at != std::string_view::npos;
         at = bytes.find('#', at + 1)) {
      see(bytes.substr(0, at));
      if (last != '\n') continue;
      const std::string line = read_line(input, offset + at, options.max_line);
      const std::optional<W3cFields> fields = parse_fields_directive(line);
      if (fields && is_comment(line, options)) found_.emplace_back(behind_last, *fields);
    }
    see(bytes);
    offset += got;
  }
}

}  // namespace logscan
