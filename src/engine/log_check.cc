#include "engine/log_check.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/line_sink.h"
#include "engine/own_files.h"
#include "input/reader.h"
#include "query/query.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan {
namespace {

constexpr std::size_t kFirstBytes = 8 * 1024;  // enough for most logs

// The first bytes of an input.
class Head {
 public:
  explicit Head(const Input& input) : input_(input) {}

  // Reads until there are `size` bytes; throws what the input throws.
  void read_to(std::size_t size) {
    bytes_.resize(size);
    while (size_ < size && !ended_) {
      const std::size_t got = input_.read(size_, bytes_.data() + size_, size - size_);
      size_ += got;
      ended_ = got == 0;
    }
  }

  // Provides the bytes to a Reader, which reads them as they are needed.
  std::size_t read(std::uint64_t offset, char* to, std::size_t count) {
    if (offset == size_ && !ended_ && size_ < LogCheck::kBytes)
      read_to(size_ < kFirstBytes ? kFirstBytes : LogCheck::kBytes);
    return bytes().copy(to, count, static_cast<std::size_t>(offset));
  }

  bool ended() const { return ended_; }
  std::string_view bytes() const { return {bytes_.data(), size_}; }

 private:
  const Input& input_;
  std::vector<char> bytes_;
  std::size_t size_ = 0;
  bool ended_ = false;
};

struct Counts {
  std::size_t lines = 0;
  std::size_t malformed = 0;
  std::size_t before = 0;  // lines before the first parsed line
  std::size_t parsed = 0;
  std::size_t others = 0;                // malformed lines after that
  std::optional<ClosestFormat> closest;  // for the first malformed line

  bool begins_soon() const { return parsed > 0 && before < LogCheck::kSureLines; }

  // Returns whether the lines belong to an access log. A text that quotes log lines has other text
  // after them.
  bool are_of_a_log() const { return begins_soon() || parsed > others; }
};

// The query does not affect whether a file is a log.
EngineOptions without_query(const EngineOptions& options) {
  const QuerySpec& given = options.query->spec;
  QuerySpec spec;
  spec.log_format = given.log_format;
  spec.log_timezone = given.log_timezone;
  spec.max_line = given.max_line;
  EngineOptions plain;
  plain.query = compile_query(std::move(spec));
  plain.kernel = options.kernel;
  return plain;
}

// Removes the first line of a block and returns it.
Block take_line(Block& block) {
  Block line = block;
  if (block.kind == Block::Kind::kLines)
    line.size = std::string_view(block.data, block.size).find('\n') + 1;
  block.data += line.size;
  block.size -= line.size;
  block.offset += line.size;
  block.skipped = 0;
  return line;
}

}  // namespace

/// Counts first lines, and reuses memory from file to file.
class LogCheck::Lines {
 public:
  explicit Lines(const EngineOptions& options)
      : options_(without_query(options)), sink_(options_), parser_(options_.query->parser()) {}

  // Reads no more than the decision needs.
  Counts count(Head& head) {
    parser_.others().resume({});
    sink_.resume({}, 0, parser_);
    sink_.counts() = {};
    Reader reader({kFirstBytes, kFirstBytes, options_.query->spec.max_line});
    reader.follow([&head](std::uint64_t offset, char* to,
                          std::size_t count) { return head.read(offset, to, count); },
                  0);
    Counts counts;
    Block block;
    bool has_more = true;
    while (has_more && counts.lines < kLines && !counts.begins_soon()) {
      has_more = reader.next(block);
      if (!has_more && !(head.ended() && reader.finish(block))) break;
      while (block.size > 0 && counts.lines < kLines && !counts.begins_soon())
        add(take_line(block), counts);
    }
    return counts;
  }

 private:
  void add(const Block& line, Counts& counts) {
    sink_.take(line, [] {});
    Batch& batch = sink_.batch();
    const bool malformed = batch.counts.malformed > 0;
    const bool parsed = batch.counts.parsed > 0;
    if (parsed && counts.parsed == 0) counts.before = counts.lines;
    if (malformed && counts.malformed == 0) counts.closest = batch.malformed.front().closest;
    ++counts.lines;
    counts.malformed += malformed;
    counts.parsed += parsed;
    counts.others += malformed && counts.parsed > 0;
    batch.clear();
  }

  const EngineOptions options_;
  LineSink sink_;
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

}  // namespace

LogCheck::LogCheck(const EngineOptions& options) : options_(options) {}

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
    head.read_to(kFirstBytes);
    if (const auto own = own_file(head.bytes())) return std::string("is ") + own_file_name(*own);
    if (lines_ == nullptr) lines_ = std::make_unique<Lines>(options_);
    const Counts counts = lines_->count(head);
    if (counts.are_of_a_log()) return std::nullopt;
    if (head.bytes().find_first_not_of('\0') == std::string_view::npos) return std::nullopt;
    return in_words(head, counts);
  } catch (const ForeignInputError& error) {
    return error.what();
  } catch (const std::runtime_error&) {
    // Reading the file will fail in the same way, and report it.
  }
  return std::nullopt;
}

}  // namespace logscan
