#include "engine/directives.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <string_view>

#include "query/query.h"

namespace logscan {
namespace {

constexpr std::uint64_t kPiece = 256 * 1024;  // searched at a time
// Ranges are scanned nearly in order, so old stretches are not needed again.
constexpr std::size_t kMostStretches = 256;

ReaderOptions directive_options(const EngineOptions& options) {
  ReaderOptions reader;
  reader.max_line = options.query->spec.max_line;
  return reader;
}

}  // namespace

Directives::Directives(const EngineOptions& options)
    : reader_(directive_options(options)), parser_(options.query->parser()) {}

void Directives::add(const Input& input, std::uint64_t begin, std::uint64_t end,
                     const std::optional<W3cFields>& last) {
  const std::lock_guard lock(mutex_);
  remember(input, {last ? end : begin, last}, end);
}

std::optional<W3cFields> Directives::before(const Input& input, std::uint64_t offset) {
  const std::lock_guard lock(mutex_);
  Stretch found{offset, std::nullopt};
  std::uint64_t end = offset;
  while (found.since > 0 && !found.in_force) {
    const auto next = stretches_.lower_bound({&input, found.since});
    if (next != stretches_.end() && next->first.first == &input &&
        (next->second.since < found.since ||
         (next->second.since == found.since && next->second.in_force))) {
      end = std::max(end, next->first.second);
      found = next->second;
      stretches_.erase(next);
    } else {
      const std::uint64_t begin =
          std::max(known_end(input, found.since), found.since - std::min(found.since, kPiece));
      found.in_force = search(input, begin, found.since);
      if (!found.in_force) found.since = begin;
    }
  }
  remember(input, found, end);
  return found.in_force;
}

// Returns the end of the last stretch before `offset`, or 0.
std::uint64_t Directives::known_end(const Input& input, std::uint64_t offset) const {
  const auto next = stretches_.lower_bound({&input, offset});
  if (next == stretches_.begin() || std::prev(next)->first.first != &input) return 0;
  return std::prev(next)->first.second;
}

// Joins the stretch with adjacent ones if the later of the two has no directive.
void Directives::remember(const Input& input, Stretch stretch, std::uint64_t end) {
  // Another range may have searched this one before its own scan ended.
  const auto same = stretches_.lower_bound({&input, end});
  if (same != stretches_.end() && same->first.first == &input &&
      same->second.since <= stretch.since && (same->second.in_force || !stretch.in_force))
    return;
  const auto next = stretches_.upper_bound({&input, end});
  if (next != stretches_.end() && next->first.first == &input && next->second.since == end &&
      !next->second.in_force) {
    end = next->first.second;
    stretches_.erase(next);
  }
  if (!stretch.in_force) {
    if (const auto front = stretches_.find({&input, stretch.since}); front != stretches_.end()) {
      stretch = front->second;
      stretches_.erase(front);
    }
  }
  stretches_[{&input, end}] = stretch;
  if (stretches_.size() > kMostStretches) stretches_.erase(stretches_.begin());
}

std::optional<W3cFields> Directives::search(const Input& input, std::uint64_t begin,
                                            std::uint64_t end) {
  std::optional<W3cFields> last;
  reader_.open(input, begin, end);
  for (Block block; reader_.next(block);) {
    if (block.kind == Block::Kind::kLongLine) continue;
    if (const std::optional<W3cFields> found = search(block)) last = found;
  }
  return last;
}

// Goes backwards through the lines that contain a `#`, and stops at the first directive.
std::optional<W3cFields> Directives::search(const Block& block) {
  std::size_t end = block.size - 1;  // end of the lines that are left, without their last line feed
  for (;;) {
    const auto* const sign = static_cast<const char*>(::memrchr(block.data, '#', end));
    if (sign == nullptr) return std::nullopt;
    const auto at = static_cast<std::size_t>(sign - block.data);
    const auto* const feed = static_cast<const char*>(::memrchr(block.data, '\n', at));
    const std::size_t begin = feed == nullptr ? 0 : static_cast<std::size_t>(feed - block.data) + 1;
    const std::string_view lines(block.data + begin, block.size - begin);
    // NULs before the text do not belong to it.
    std::string_view line = lines.substr(0, lines.find('\n'));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t text = line.find_first_not_of('\0');
    if (text != std::string_view::npos && line[text] == '#') {
      const std::optional<W3cFields> fields = parse_fields_directive(line.substr(text));
      if (fields && is_comment(block, begin, begin + line.size())) return fields;
    }
    if (begin == 0) return std::nullopt;
    end = begin - 1;
  }
}

// A line that begins with `#` may still have a status, or be too long.
bool Directives::is_comment(const Block& block, std::size_t begin, std::size_t end) {
  quotes_.clear();
  for (std::size_t at = begin; at < end; ++at) {
    if (block.data[at] == '"') quotes_.push_back(static_cast<std::uint32_t>(at));
  }
  LineView line;
  line.block = block.data;
  line.begin = static_cast<std::uint32_t>(begin);
  line.end = static_cast<std::uint32_t>(end);
  line.quotes = quotes_.data();
  line.quote_count = static_cast<std::uint32_t>(quotes_.size());
  return parser_.parse(line).kind == LineKind::kComment;
}

}  // namespace logscan
