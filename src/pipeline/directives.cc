#include "pipeline/directives.h"

#include <cstring>
#include <string>
#include <string_view>

#include "logscan/line_index.h"
#include "logscan/line_judge.h"

namespace logscan {
namespace {

constexpr std::size_t kChunk = 256 * 1024;
constexpr std::size_t kLongestDirective = 64 * 1024;

// Whether a line's text begins behind `before`, which is what the chunk has there; `previous` is
// the byte in front of that. NULs, and in the input's first line a byte order mark, are no text.
bool begins_line(std::string_view before, char previous, bool first_chunk) {
  while (!before.empty() && before.back() == '\0')
    before.remove_suffix(1);
  if (first_chunk && before == "\xEF\xBB\xBF") return true;
  return (before.empty() ? previous : before.back()) == '\n';
}

// The bytes from `offset` to the end of the line, or as many as a directive may have.
std::string read_line(const Input& input, std::uint64_t offset) {
  std::string line;
  while (line.size() < kLongestDirective) {
    const std::size_t before = line.size();
    line.resize(before + 4096);
    line.resize(before + input.read(offset + before, &line[before], 4096));
    const std::size_t feed = line.find('\n', before);
    if (feed != std::string::npos) line.resize(feed);
    if (feed != std::string::npos || line.size() == before) break;
  }
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

// Whether the run takes a line that begins with `#` for a comment: it may have a status.
bool is_comment(const std::string& text) {
  const std::string padded = text + std::string(kPadding, '\n');
  std::vector<std::uint32_t> quotes;
  for (std::size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at + 1))
    quotes.push_back(static_cast<std::uint32_t>(at));
  LineView line;
  line.block = padded.data();
  line.end = static_cast<std::uint32_t>(text.size());
  line.quotes = quotes.data();
  line.quote_count = static_cast<std::uint32_t>(quotes.size());
  return LineJudge(UINT64_MAX).judge(line).kind == LineKind::kComment;
}

}  // namespace

std::optional<W3cFields> Directives::before(const Input& input, std::uint64_t offset) {
  std::call_once(once_, [&] { find_all(input); });
  std::optional<W3cFields> last;
  for (const auto& [at, fields] : found_) {
    if (at >= offset) break;
    last = fields;
  }
  return last;
}

void Directives::find_all(const Input& input) {
  std::string chunk(kChunk, '\0');
  char previous = '\n';
  for (std::uint64_t offset = 0; offset < input.size();) {
    const std::size_t got = input.read(offset, chunk.data(), chunk.size());
    if (got == 0) break;
    const std::string_view bytes(chunk.data(), got);
    for (std::size_t at = bytes.find('#'); at != std::string_view::npos;
         at = bytes.find('#', at + 1)) {
      if (!begins_line(bytes.substr(0, at), previous, offset == 0)) continue;
      const std::string line = read_line(input, offset + at);
      const std::optional<W3cFields> fields = parse_fields_directive(line);
      if (fields && is_comment(line)) found_.emplace_back(offset + at, *fields);
    }
    previous = bytes.back();
    offset += got;
  }
}

}  // namespace logscan
