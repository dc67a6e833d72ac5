#include <algorithm>
#include <atomic>
#include <cstring>
#include <exception>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "engine/aggregate_data.h"
#include "engine/collector.h"
#include "engine/decode_helper.h"
#include "engine/directives.h"
#include "engine/line_sink.h"
#include "engine/own_files.h"
#include "engine/threads.h"
#include "input/reader.h"
#include "logscan/aggregate.h"
#include "logset/file_print.h"
#include "query/query.h"
#include <fmt/core.h>

namespace logscan {
namespace {

/// A unit of work for one thread: the lines of an input whose first byte lies in [begin, end).
struct Range {
  std::size_t input;
  std::uint64_t begin;
  std::uint64_t end;
};

// Returns the end of the part to read of a seekable input.
std::uint64_t part_end(const Input& input) {
  return std::min(input.part().end, input.size());
}

// Ranges depend on the inputs alone, so the results do not depend on the threads.
std::vector<Range> cut_ranges(const std::vector<Input>& inputs, std::uint64_t range_size) {
  std::vector<Range> ranges;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].error()) continue;
    const InputPart& part = inputs[i].part();
    if (!inputs[i].seekable()) {
      if (part.begin < part.end) ranges.push_back({i, part.begin, part.end});
      continue;
    }
    const std::uint64_t end = part_end(inputs[i]);
    for (std::uint64_t begin = part.begin; begin < end;) {
      const std::uint64_t next = begin - begin % range_size + range_size;
      ranges.push_back({i, begin, std::min(end, next)});
      begin = next;
    }
  }
  return ranges;
}

bool any_compressed(const std::vector<Input>& inputs) {
  return std::any_of(inputs.begin(), inputs.end(),
                     [](const Input& input) { return input.compression().has_value(); });
}

void add_head(std::string& head, std::string_view bytes) {
  head.append(bytes.substr(0, std::min(bytes.size(), kPrintBytes - head.size())));
}

// Returns 1 if the line feed at the block's end is not part of the input.
std::size_t added_feed(const Block& block) {
  return block.incomplete && block.kind == Block::Kind::kLines ? 1 : 0;
}

// Splits a block before the first line whose first byte does not lie before `begin`. `block` keeps
// the front.
Block cut_at(Block& block, std::uint64_t begin) {
  Block rest = block;
  if (block.offset - block.skipped >= begin) {
    block.size = 0;
    return rest;
  }
  const std::uint64_t end = block.offset + block.size;
  std::uint64_t at = std::max(begin, block.offset + 1) - 1;
  if (block.kind == Block::Kind::kLongLine || at >= end) {
    rest.size = 0;
    return rest;
  }
  // A block ends with a line feed.
  const char* const from = block.data + (at - block.offset);
  const auto* const feed =
      static_cast<const char*>(std::memchr(from, '\n', static_cast<std::size_t>(end - at)));
  const auto front = static_cast<std::size_t>(feed + 1 - block.data);
  rest.data += front;
  rest.size -= front;
  rest.offset += front;
  rest.skipped = 0;
  block.size = front;
  block.incomplete = block.incomplete && rest.size == 0;
  return rest;
}

// Other inputs are checked before they are read; a compressed file is known only now.
void refuse_own_file(std::string_view first_bytes) {
  if (const auto own = own_file(first_bytes))
    throw InputError(fmt::format("is {}, compressed, and no log", own_file_name(*own)));
}

/// What is known about an input besides its lines.
struct Found {
  std::optional<InputIdentity> identity;
  std::string head;  ///< first bytes of a stream
  std::uint64_t from = 0;
  std::uint64_t to = 0;  ///< 0 if no line was seen
  bool incomplete = false;
  std::optional<std::string> error;

  void see(const Block& block) {
    if (to == 0) from = block.offset - block.skipped;
    to = block.offset + block.size + block.unseen - added_feed(block);
    incomplete = incomplete || block.incomplete;
  }

  // Ranges end in any order.
  void add_to(InputSlice& piece) {
    if (identity) piece.identity = *identity;
    piece.from = to == 0 ? piece.from : piece.to == 0 ? from : std::min(piece.from, from);
    piece.to = std::max(piece.to, to);
    piece.incomplete_last_line = piece.incomplete_last_line || incomplete;
    if (error && !piece.error) piece.error = error;
  }
};

/// The state that the threads of a run share.
class Work {
 public:
  Work(const std::vector<Input>& inputs, const EngineOptions& options, unsigned threads,
       Aggregate::Data& findings)
      : inputs_(inputs),
        options_(options),
        findings_(findings),
        ranges_(cut_ranges(inputs, std::max<std::uint64_t>(options.range_size, 1))),
        threads_(static_cast<unsigned>(std::clamp<std::size_t>(ranges_.size(), 1, threads))),
        directives_(options),
        spare_(static_cast<int>(threads) - static_cast<int>(threads_)),
        collector_(findings, options, threads_, any_compressed(inputs), spare_) {}

  void run() {
    std::vector<std::jthread> workers;
    try {
      for (unsigned i = 1; i < threads_; ++i)
        workers.emplace_back([this] { worker(); });
    } catch (const std::system_error&) {
      // The system provides no more threads; the existing ones do all the work.
    }
    worker();
    workers.clear();
    if (collector_.failure()) std::rethrow_exception(collector_.failure());
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  // No exception may leave a thread's function. A failure here ends the run, in the thread that
  // waits.
  void worker() noexcept {
    try {
      scan_ranges();
    } catch (...) {
      give_up();
    }
  }

  void give_up() {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
    given_up_ = true;
  }

  void scan_ranges() {
    LineSink sink(options_);
    const Query& query = *options_.query;
    LineParser parser = query.parser();
    Reader reader(reader_options(options_));
    for (std::size_t turn = next_++; turn < ranges_.size(); turn = next_++) {
      try {
        if (!given_up_) scan_range(turn, reader, sink, parser);
      } catch (...) {
        give_up();
      }
      collector_.finish(turn);
    }
    ++spare_;
    sink.counts().finish();
    sink.error_times().finish();
    const std::lock_guard lock(mutex_);
    findings_.counts.merge(sink.counts());
    findings_.errors.take(sink.error_times());
    findings_.covers.merge(sink.counts().times());
    findings_.covers.merge(sink.dropped());
    const bool needs_offsets = query.asks_for_times() || !query.spec.timezone.empty();
    if (query.spec.log_timezone.empty() && needs_offsets && parser.has_seen_local_time())
      findings_.utc_assumed = true;
  }

  void scan_range(std::size_t turn, Reader& reader, LineSink& sink, LineParser& parser) {
    const Range& range = ranges_[turn];
    const Input& input = inputs_[range.input];
    // A stream is always read from its beginning.
    const std::uint64_t begin = input.seekable() ? range.begin : 0;
    reader.open(input, begin, range.end);
    parser.others().resume(begin == 0 ? UnquotedParser::FindDirective()
                                      : [&] { return directives_.before(input, begin); });
    sink.resume(input.path(), begin, parser);
    const auto hand_on = [&] { collector_.take(turn, range.input, sink.batch()); };
    Found found;
    std::uint64_t reported = 0;
    DecodeHelper helper(input, spare_);
    try {
      if (input.seekable() && range.begin == input.part().begin && !input.identity())
        found.identity = read_identity(input);
      Block block;
      for (helper.take_if_spare(); reader.next(block); helper.take_if_spare()) {
        if (block.offset == 0 && input.compression()) refuse_own_file({block.data, block.size});
        if (!input.seekable()) add_head(found.head, {block.data, block.size - added_feed(block)});
        if (begin < range.begin && block.offset - block.skipped < range.begin) {
          Block rest = cut_at(block, range.begin);
          sink.pass_over(block);
          if (rest.size == 0) continue;
          block = rest;
        }
        sink.take(block, hand_on);
        found.see(block);
        if (options_.progress && reader.bytes_read() > reported) {
          options_.progress(reader.bytes_read() - reported);
          reported = reader.bytes_read();
        }
      }
      if (input.seekable() && reader.ended_early()) {
        found.error = "was truncated while it was read; the lines before that were counted";
      } else if (input.seekable()) {
        directives_.add(input, begin, range.end, parser.others().last_seen_directive());
      }
    } catch (const std::system_error& failure) {
      found.error = "could not be read to its end: " + std::string(failure.code().message());
    } catch (const InputError& failure) {
      found.error = failure.what();
    }
    if (!input.seekable()) found.identity = identity_of(found.head);
    sink.finish_range();
    hand_on();
    const std::lock_guard lock(mutex_);
    found.add_to(*findings_.sources.pieces[range.input]);
  }

  const std::vector<Input>& inputs_;
  const EngineOptions& options_;
  Aggregate::Data& findings_;
  const std::vector<Range> ranges_;
  const unsigned threads_;
  Directives directives_;
  std::atomic<int> spare_;  ///< idle threads
  Collector collector_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> given_up_ = false;

  std::mutex mutex_;  ///< guards the members below, and the parts of the findings that the
                      ///< collector does not write
  std::exception_ptr failure_;
};

// Proves that every byte that the file had when it was opened is in a line.
void check_bytes(const Input& input, const InputSlice& piece) {
  if (piece.error || !input.seekable() || piece.begin >= part_end(input)) return;
  if (piece.counts.lines == 0 && piece.begin > 0) return;  // within one line of another part
  if (piece.to < part_end(input)) {
    throw std::logic_error(fmt::format("the accounting does not close: lines end at byte {} of {}",
                                       piece.to, part_end(input)));
  }
}

}  // namespace

Aggregate collect(const std::vector<Input>& inputs, const EngineOptions& options) {
  Aggregate findings(options);
  Aggregate::Data& data = findings.data();
  for (const Input& input : inputs) {
    InputSlice& piece = *data.sources.pieces.emplace_back(std::make_unique<InputSlice>());
    piece.path = input.path();
    piece.error = input.error();
    piece.place = input.place();
    piece.begin = input.part().begin;
    piece.lines_before = input.part().lines_before;
    const bool is_read = !input.seekable() || piece.begin < part_end(input);
    piece.identity = is_read || input.error() ? identity_of("") : read_identity(input);
  }
  Work(inputs, options, thread_count(options), data).run();
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    InputSlice& piece = *data.sources.pieces[i];
    if (inputs[i].seekable()) piece.begin = std::min(piece.begin, inputs[i].size());
    piece.end = std::min(inputs[i].part().end, std::max({piece.begin, inputs[i].size(), piece.to}));
    // The missing part of an input, which others have: it lies between theirs.
    if (inputs[i].error() && inputs[i].part().is_bounded()) piece.end = inputs[i].part().end;
    piece.compression = inputs[i].compression();
    piece.bytes_read = piece.compression ? inputs[i].compressed_bytes_read() : piece.counts.bytes;
    if (inputs[i].identity()) piece.identity = *inputs[i].identity();
    check_bytes(inputs[i], piece);
  }
  return findings;
}

}  // namespace logscan
