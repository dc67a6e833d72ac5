#include "gen/generator.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "gen/expected.h"
#include "gen/hostile.h"
#include "gen/paths.h"
#include "gen/population.h"
#include "gen/visits.h"

namespace logscan::gen {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 18;
constexpr std::size_t kLongestCleanLine = 2048;
constexpr std::uint64_t kManyLines = 20'000;

bool wants_more(const Options& options, const Expected& expected) {
  return options.bytes != 0 ? expected.bytes() < options.bytes : expected.lines() < options.lines;
}

/// Returns whether the line to be written is the last.
bool is_last(const Options& options, const Expected& expected) {
  return options.bytes == 0 && expected.lines() + 1 == options.lines;
}

void enter(const Visit& visit, Layout layout, std::size_t size, Expected& expected) {
  expected.line(size);
  if (layout == Layout::kApplication) return expected.malformed(Reason::kNoRequest);
  if (layout == Layout::kComments) return expected.comment();
  expected.parsed(visit.status, {visit.entry.time, 0});
  if (visit.status >= 400) expected.failure(visit.status, visit.error_path, visit.client);
}

Outcome generate_clean(const Options& options, const Sink& sink) {
  const auto people = std::make_unique<Population>();
  Rng rng(options.seed);
  Visits visits(options, *people);
  Expected expected(!options.expected.empty());
  std::vector<char> piece(kPiece + kLongestCleanLine);
  TextOut out{piece.data()};
  const auto flush = [&piece, &out, &sink] {
    const std::string_view bytes(piece.data(), static_cast<std::size_t>(out.at - piece.data()));
    out.at = piece.data();
    return bytes.empty() || sink(bytes);
  };
  const auto end_line = [&options, &expected, &out] {
    if (options.final_newline || !is_last(options, expected)) {
      out.put(options.crlf ? "\r\n" : "\n");
    } else {
      expected.incomplete_last_line();
    }
  };
  if (options.layout == Layout::kW3c && wants_more(options, expected)) {
    out.put(kW3cDirective);
    end_line();
    expected.line(static_cast<std::size_t>(out.at - piece.data()));
    expected.comment();
  }
  while (wants_more(options, expected)) {
    if (out.at >= piece.data() + kPiece && !flush()) return {};
    const char* begin = out.at;
    const Visit& visit = visits.next(rng);
    const Layout layout =
        options.mixed ? static_cast<Layout>(rng.below(kQuotedLayouts)) : options.layout;
    put_line(out, visit.entry, layout);
    end_line();
    enter(visit, layout, static_cast<std::size_t>(out.at - begin), expected);
  }
  Outcome outcome{flush(), ""};
  char room[kPathRoom];
  outcome.expected = expected.json(
      [&](std::uint32_t number) { return std::string(error_path(*people, number, room)); },
      [&](std::uint32_t number) { return std::string(client_address(number, room)); });
  return outcome;
}

/// The oddities of a hostile log: first each one once in random order, then any.
class Menu {
 public:
  Menu(Rng& rng, bool many_lines) {
    for (const Oddity& oddity : oddities()) {
      weight_ += oddity.weight;
      if (oddity.weight != 0 || many_lines) fresh_.push_back(&oddity);
    }
    for (std::size_t i = fresh_.size(); i > 1; --i) {
      std::swap(fresh_[i - 1], fresh_[rng.below(static_cast<std::uint32_t>(i))]);
    }
  }

  const Oddity& next(Rng& rng) {
    if (!fresh_.empty()) {
      const Oddity& oddity = *fresh_.back();
      fresh_.pop_back();
      return oddity;
    }
    std::uint32_t r = rng.below(weight_);
    for (const Oddity& oddity : oddities()) {
      if (r < oddity.weight) return oddity;
      r -= oddity.weight;
    }
    return oddities().front();
  }

 private:
  std::vector<const Oddity*> fresh_;
  std::uint32_t weight_ = 0;
};

void write_hostile(const Options& options, Hostile& h, Expected& expected, const Sink& sink,
                   bool& complete) {
  Menu menu(h.rng, options.line_count() >= kManyLines);
  if (options.line_count() > 1 && h.rng.below(2) == 0) h.byte_order_mark();
  while (complete && wants_more(options, expected)) {
    const bool last = is_last(options, expected);
    if (last || h.rng.below(2) == 0) {
      if (last && (!options.final_newline || h.rng.below(3) == 0)) {
        h.end_of_line = "";
        expected.incomplete_last_line();
      }
      h.parsed(h.draft());
    } else {
      menu.next(h.rng).write(h);  // at least two lines are left, and no oddity writes more
    }
    if (h.out.size() >= kPiece) {
      complete = sink(h.out);
      h.out.clear();
    }
  }
}

Outcome generate_hostile(const Options& options, const Sink& sink) {
  const auto people = std::make_unique<Population>();
  Rng rng(options.seed);
  Expected expected(true);
  Hostile h(options, *people, rng, expected);
  bool complete = true;
  if (options.profile == Profile::kOdd) {
    h.byte_order_mark();
    for (const Oddity& oddity : oddities()) {
      if (oddity.weight != 0) oddity.write(h);
    }
  } else {
    write_hostile(options, h, expected, sink, complete);
  }
  complete = complete && (h.out.empty() || sink(h.out));
  return {complete, expected.json([&h](std::uint32_t number) { return h.paths.text(number); },
                                  [&h](std::uint32_t number) { return h.clients.text(number); })};
}

}  // namespace

Outcome generate(const Options& options, const Sink& sink) {
  return options.profile == Profile::kClean ? generate_clean(options, sink)
                                            : generate_hostile(options, sink);
}

}  // namespace logscan::gen
