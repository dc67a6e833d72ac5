#include "baseline/reference_parser.h"

#include <string>

#include "baseline/reference.h"
#include "scan/line_index.h"

namespace logscan {
namespace {

Verdict verdict_of(const FormatMatch& other, const TimeZone& log_zone) {
  Verdict verdict;
  verdict.kind = LineKind::kParsed;
  verdict.format = other.format;
  verdict.status = other.status;
  if (other.time) verdict.time = with_offset(*other.time, log_zone);
  return verdict;
}

// Returns whether a client may have written what looks like the request, or whether the time may be
// Envoy's after words.
bool may_be_another_format(std::string_view line, LogFormat format) {
  const detail::Request request = detail::find_request(line);
  if (line.substr(0, request.begin - 1).find('"') != std::string_view::npos) return true;
  if (format != LogFormat::kClf) return false;
  const std::string_view front = line.substr(0, request.time_bracket);
  const std::size_t text = front.find_first_not_of('\0');
  if (text == std::string_view::npos) return false;
  return front.find(" /") != std::string_view::npos || line[request.time_bracket + 5] == '-';
}

// Returns the line without colour escapes, or nullopt if it has none.
std::optional<std::string> without_colours(std::string_view line) {
  std::string text;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line.substr(at, 2) == "\x1b[") {
      std::size_t end = at + 2;
      while (end < line.size() && (detail::is_digit(line[end]) || line[end] == ';'))
        ++end;
      if (end < line.size() && line[end] == 'm') {
        at = end;
        continue;
      }
    }
    text += line[at];
  }
  return text.size() < line.size() ? std::optional(text) : std::nullopt;
}

}  // namespace

// Gives a line without a time of its own the time of what wrote it down.
void ReferenceParser::date(Verdict& verdict, const std::optional<LogTime>& time) const {
  if (time && !verdict.time && !is_quote_delimited(verdict.format))
    verdict.time = with_offset(*time, log_zone_);
}

std::optional<Verdict> ReferenceParser::parse_bare(std::string_view line) {
  std::string_view before;
  std::optional<Verdict> verdict = parse_formats(line, before);
  if (verdict) {
    if (verdict->format == LogFormat::kLogfmt) before = line.substr(0, line.find('='));
    date(*verdict, time_before(before));
  }
  return verdict;
}

// Sets `before` to what precedes the line of the format.
std::optional<Verdict> ReferenceParser::parse_formats(std::string_view line,
                                                      std::string_view& before) {
  PrefixKind kind = PrefixKind::kNone;
  const std::string_view bare = strip_prefix(line, kind);
  before = line.substr(0, line.size() - bare.size());
  padded_.assign(bare);
  padded_.append(kPadding, '\n');
  const std::string_view padded(padded_.data(), bare.size());
  if (const FormatMatch* const other = others_.parse_before_quoted(padded))
    return verdict_of(*other, log_zone_);
  const Verdict verdict = reference_parse(bare, log_zone_);
  if (verdict.kind == LineKind::kParsed) {
    if (may_be_another_format(bare, verdict.format)) {
      if (const FormatMatch* const other = others_.recheck_quoted(padded))
        return verdict_of(*other, log_zone_);
    }
    return verdict;
  }
  if (verdict.kind == LineKind::kBlank && kind == PrefixKind::kNone) return std::nullopt;
  if (const FormatMatch* const other = others_.parse(padded)) return verdict_of(*other, log_zone_);
  std::string_view inner;
  const FormatMatch* const other = others_.parse_inner(padded, inner);
  if (other == nullptr) return std::nullopt;
  before = line.substr(0, line.size() - inner.size());
  return verdict_of(*other, log_zone_);
}

std::optional<Verdict> ReferenceParser::parse_after_colour(std::string_view line) {
  if (line.substr(0, 1) != "\x1b") return std::nullopt;
  const std::optional<std::string> text = without_colours(line);
  std::optional<Verdict> verdict = text ? parse_bare(*text) : std::nullopt;
  return verdict && is_quote_delimited(verdict->format) ? verdict : std::nullopt;
}

std::optional<Verdict> ReferenceParser::parse_packed(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  if (const std::optional<Verdict> verdict = parse_after_colour(*text)) return verdict;
  if (const std::optional<Verdict> verdict = parse_bare(*text)) return verdict;
  const std::optional<std::string> plain = without_colours(*text);
  return plain ? parse_bare(*plain) : std::nullopt;
}

std::optional<Verdict> ReferenceParser::parse_envelope(std::string_view line) {
  PrefixKind kind = PrefixKind::kNone;
  const std::string bare(strip_prefix(line, kind));
  for (std::size_t number = 0;; ++number) {
    padded_.assign(bare);
    padded_.append(kPadding, '\n');
    const Envelope envelope =
        others_.envelope(std::string_view(padded_).substr(0, bare.size()), number);
    if (envelope.text.data() == nullptr) return std::nullopt;
    std::optional<Verdict> verdict = parse_packed(detail::string_text(envelope.text));
    if (!verdict) continue;
    date(*verdict, envelope.time);
    date(*verdict, time_before(line.substr(0, line.size() - bare.size())));
    return verdict;
  }
}

Verdict ReferenceParser::parse(std::string_view line) {
  if (std::optional<Verdict> verdict = parse_packed(detail::docker_text(line))) {
    date(*verdict, detail::docker_time(line));
    return *verdict;
  }
  if (const std::optional<Verdict> verdict = parse_after_colour(line)) return *verdict;
  if (const std::optional<Verdict> verdict = parse_bare(line)) return *verdict;
  if (const std::optional<Verdict> verdict = parse_envelope(line)) return *verdict;
  if (const std::optional<std::string> text = without_colours(line)) {
    if (const std::optional<Verdict> verdict = parse_bare(*text)) return *verdict;
  }
  Verdict verdict = reference_parse(line);
  if (verdict.kind == LineKind::kBlank) return verdict;
  verdict = {};
  PrefixKind kind = PrefixKind::kNone;
  const std::string_view bare = strip_prefix(line, kind);
  if (line.front() == '#' || is_layout_header(bare)) {
    verdict.kind = LineKind::kComment;
    others_.read_comment(line);
  } else {
    verdict.reason = detail::find_request(bare).reason;
  }
  return verdict;
}

}  // namespace logscan
