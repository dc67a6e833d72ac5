// Finds the cause of each error that a method counts.
//
// A match of the pattern ` 404 ` is either the line's own status or part of another field (or of a
// line without a status). By the rule for lines, a space precedes the line's own status. If the
// line ends after it, the pattern does not match, and the method loses the line (misread). In lines
// that are not quote-delimited, such as JSON or Docker's, the status may stand anywhere. There the
// own status always counts as lost, and every match as another field.
//
// The method over whole lines counts a line once. Other matches beside the status add nothing, and
// several matches without it add one. The method over chunks counts every match except those across
// an edge. A status across an edge is sliced; a match of another field across an edge is in neither
// number.
#include <optional>

#include "baseline/reconcile.h"
#include "baseline/reference.h"

namespace logscan::detail {

struct Explanation::Exact {
  StatusCode code = 0;    ///< 0 if the line's status is not an error.
  std::size_t begin = 0;  ///< The offset of the status in PlainLine::raw.
};

namespace {

StatusCode three_digits(std::string_view text) {
  if (text.size() != 3 || !is_number(text)) return 0;
  return static_cast<StatusCode>((text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0'));
}

void count(std::uint64_t& number, std::optional<Sample>& example, const std::string& path,
           const PlainLine& line, std::uint64_t offset) {
  if (++number == 1) example = make_sample(path, line, offset);
}

std::string_view ninth_word(std::string_view line) {
  for (int word = 0; word < 8; ++word) {
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) return {};
    line.remove_prefix(space + 1);
  }
  return line.substr(0, line.find(' '));
}

}  // namespace

void Explanation::add(const std::string& path, const PlainLine& line, const Verdict& verdict) {
  ++lines_;
  Exact exact;
  if (verdict.kind == LineKind::kParsed && is_error(verdict.status)) {
    exact.code = verdict.status;
    exact.begin = line.raw.size();  // no match starts here
    PrefixKind kind = PrefixKind::kNone;
    const std::string_view bare = strip_prefix(line.text, kind);
    if (is_quote_delimited(verdict.format) && !bare.starts_with('{')) {
      exact.begin =
          find_request(bare).status_begin + static_cast<std::size_t>(bare.data() - line.raw.data());
    }
  }
  add_ninth_word(path, line, exact);
  add_patterns(path, line, exact);
}

void Explanation::add_ninth_word(const std::string& path, const PlainLine& line,
                                 const Exact& exact) {
  const bool is_split = line.raw.size() <= max_line_;
  const StatusCode read = is_split ? three_digits(ninth_word(line.raw)) : StatusCode{0};
  if (read == exact.code) return;
  if (is_error(read)) {
    Terms& terms = terms_of(line_by_line_, read);
    count(terms.gained, terms.gained_example, path, line, line.offset);
  }
  if (exact.code != 0) {
    Terms& terms = terms_of(line_by_line_, exact.code);
    count(terms.lost, terms.lost_example, path, line, line.offset);
  }
}

void Explanation::add_patterns(const std::string& path, const PlainLine& line, const Exact& exact) {
  const bool has_own_match = exact.code != 0 && exact.begin < line.raw.size() &&
                             line.raw.substr(exact.begin + 3, 1) == " ";
  if (exact.code != 0 && !has_own_match) {
    for (TermsByStatus* const terms : {&substring_, &chunked_}) {
      Terms& own = terms_of(*terms, exact.code);
      count(own.lost, own.lost_example, path, line, line.offset);
    }
  }

  for (std::size_t at = 0; at + 5 <= line.raw.size(); ++at) {
    if (line.raw[at] != ' ' || line.raw[at + 4] != ' ') continue;
    const StatusCode code = three_digits(line.raw.substr(at + 1, 3));
    if (!is_error(code)) continue;

    Terms& chunked = terms_of(chunked_, code);
    const std::uint64_t begin = line.offset + at;
    const bool across_edge = begin / kChunk != (begin + 4) / kChunk;
    if (has_own_match && at + 1 == exact.begin) {
      if (across_edge) count(chunked.sliced, chunked.sliced_example, path, line, begin);
      continue;
    }
    if (!across_edge) {
      count(chunked.other_field, chunked.other_field_example, path, line, line.offset);
    }
    const bool line_counts_anyway = has_own_match && code == exact.code;
    if (!line_counts_anyway && last_line_[code] != lines_) {
      Terms& substring = terms_of(substring_, code);
      count(substring.other_field, substring.other_field_example, path, line, line.offset);
    }
    last_line_[code] = lines_;
  }
}

}  // namespace logscan::detail
