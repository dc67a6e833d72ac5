// Decides by which format a line is parsed: the given one, or all in their order, after a
// collector's prefix and inside Docker's JSON.

#include "format/line_parser.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "format/closest_format.h"
#include "format/colours.h"
#include "format/custom_parser.h"
#include "format/docker_line.h"
#include "format/line_time.h"
#include "format/prefix.h"
#include "format/request.h"
#include "format/token.h"
#include "scan/line_index.h"
#include "text/client_text.h"

namespace logscan {
namespace {

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f'; });
}

bool names_host(LogFormat format) {
  return format == LogFormat::kVhostCommon || format == LogFormat::kVhostCombined;
}

// Returns whether a virtual host precedes a quote-delimited line.
bool has_host(const LineView& line, const ParsedLine& parsed) {
  if (parsed.format != LogFormat::kClf) return names_host(parsed.format);
  const std::string_view text = line_text(line);
  const char* const bracket = time_bracket(text.data(), line.block + line.quotes[parsed.open]);
  return cut_prefix({text.data(), static_cast<std::size_t>(bracket - text.data())}).has_host;
}

// Returns whether a line that looks quote-delimited may have another format: a quote precedes the
// one that opens the request, or a path precedes the time, so that a client may have written it; or
// the time is in Envoy's format after other words.
bool may_be_another(const LineView& line, const ParsedLine& parsed) {
  if (parsed.open > 0) return true;
  if (parsed.format != LogFormat::kClf) return false;
  const char* const begin = line.data();
  const char* const open = line.block + line.quotes[parsed.open];
  const std::string_view front(begin, static_cast<std::size_t>(time_bracket(begin, open) - begin));
  const char* const bracket = begin + front.size();
  return front.find(" /") != std::string_view::npos || (!front.empty() && bracket[5] == '-');
}

// Returns a line without the prefix of a collector.
std::string_view bare_text(const LineView& line, std::uint32_t prefix) {
  if (prefix == 0) return line_text(line);
  return {line.data() + prefix, line.size() - prefix};
}

// Sets fields to null that do not look like what they should be, and normalizes clients. The first
// entry of a list is the client.
void normalize_fields(LogLine& fields) {
  if (fields.client.data() != nullptr) {
    std::string_view list = fields.client;
    const std::string_view first = pop_first_entry(list);
    if (list.data() != nullptr && fields.forwarded_for.data() == nullptr)
      fields.forwarded_for = fields.client;
    fields.client = plain_client(first);
    if (fields.client.empty()) fields.client = plain_client(after_file_name(first));
    if (fields.client.empty()) fields.client = {};
    fields.refused.client = fields.client.empty() && !is_unknown_client(first);
  }
  if (fields.forwarded_for.data() != nullptr && !is_client_list(fields.forwarded_for))
    fields.forwarded_for = {};
  if (fields.host.data() == nullptr) fields.host = null_if_dash(authority_of(fields.target));
}

}  // namespace

LineParser::LineParser(std::uint64_t max_line, const std::optional<GivenFormat>& given,
                       TimeZone log_zone)
    : max_line_(max_line), log_zone_(std::move(log_zone)) {
  if (!given) return;
  name_ = given->name();
  if (!name_) custom_ = std::make_unique<CustomParser>(*given);
  const bool quoted = name_ && is_quote_delimited(*name_);
  plain_.any_tail = given->pattern() != nullptr && given->pattern()->fits_plain_lines();
  plain_.client_first = plain_.any_tail || (quoted && !names_host(*name_));
  plain_.host_first = quoted && (names_host(*name_) || *name_ == LogFormat::kClf);
}

LineParser::~LineParser() = default;

Verdict ParsedLine::verdict() const {
  Verdict verdict;
  verdict.kind = kind;
  verdict.reason = reason;
  if (kind != LineKind::kParsed) return verdict;
  verdict.format = format;
  verdict.status = status;
  if (dated) verdict.time = time.unpack();
  return verdict;
}

// Tries the given format, or all in their order. Returns kNone when the line is parsed.
inline Reason LineParser::parse_formats(const LineView& line, ParsedLine& parsed) {
  const std::string_view text = line_text(line);
  is_mere_text_ = false;
  PrefixKind kind = PrefixKind::kNone;
  const std::string_view bare = prefixes_.strip(text, kind);
  parsed.prefix =
      kind == PrefixKind::kNone ? 0 : static_cast<std::uint32_t>(bare.data() - line.data());
  const Reason reason =
      name_ || custom_ != nullptr ? parse_given(line, bare, parsed) : parse_any(line, bare, parsed);
  if (reason == Reason::kNone && !parsed.dated) set_leading_time(line, parsed);
  return reason;
}

// Builds and returns one object in place on every path: copying what was just stored byte by byte
// would wait for the stores.
ParsedLine LineParser::parse(const LineView& line) {
  ParsedLine parsed;
  const std::string_view text = line_text(line);
  if (text.size() > max_line_) {
    parsed.reason = Reason::kTooLong;
    return parsed;
  }
  const bool is_given = name_ || custom_ != nullptr;
  if (!is_given && accept(others_.parse_by_start(text, line.quote_count > 0), parsed))
    return parsed;
  if (begins_as_docker(text) && parse_docker(text, parsed)) return parsed;
  if (text.starts_with('\x1b') && parse_after_colour(text, parsed)) [[unlikely]]
    return parsed;
  const Reason reason = parse_formats(line, parsed);
  if (reason == Reason::kNone) return parsed;
  const std::string_view bare = parsed.prefix == 0 ? text : bare_text(line, parsed.prefix);
  const bool has_no_other = is_mere_text_ && parsed.prefix == 0;
  const std::string_view front = text.substr(0, text.size() - bare.size());
  if (!has_no_other && (parse_envelope(bare, front, parsed) || parse_without_colours(text, parsed)))
    return parsed;
  if (is_blank(text)) {
    parsed.kind = LineKind::kBlank;
  } else if (text.front() == '#' || is_layout_header(bare)) {
    parsed.kind = LineKind::kComment;
    others_.read_comment(text);
  } else {
    parsed.reason = reason;
  }
  return parsed;
}

// Tries all formats. Returns kNone when the line is parsed.
Reason LineParser::parse_any(const LineView& line, std::string_view bare, ParsedLine& parsed) {
  const char first = bare.empty() ? '\0' : bare.front();
  const LineView after = parsed.prefix == 0 ? line : after_prefix(line, parsed.prefix);
  if (first == '{') {
    LineView json = after;
    json.begin = static_cast<std::uint32_t>(bare.data() - line.block);  // after NULs
    if (accept(others_.parse_json(json), parsed)) return Reason::kNone;
  } else if (first == '[' && accept(others_.parse_before_quoted(bare), parsed)) {
    return Reason::kNone;
  }
  is_mere_text_ = line.quote_count == 0 && others_.is_mere_text(bare);
  if (is_mere_text_) return Reason::kNoRequest;
  const Reason reason = parse_quoted(after, parsed);
  if (reason == Reason::kNone) {
    if (may_be_another(after, parsed)) accept(others_.recheck_quoted(bare), parsed);
    return reason;
  }
  if (is_blank(bare)) return reason;
  if (accept(others_.parse(bare), parsed)) return Reason::kNone;
  std::string_view inner;
  if (!accept(others_.parse_inner(bare, inner), parsed)) return reason;
  parsed.prefix = static_cast<std::uint32_t>(inner.data() - line.data());
  return Reason::kNone;
}

Reason LineParser::parse_given(const LineView& line, std::string_view bare, ParsedLine& parsed) {
  bool fits;
  if (custom_ != nullptr) {
    fits = accept(custom_->parse(bare), parsed);
    // Text that looks like a collector's prefix may be part of the pattern.
    if (!fits && parsed.prefix != 0 && accept(custom_->parse(line_text(line)), parsed)) {
      parsed.prefix = 0;
      fits = true;
    }
    if (fits && plain_.any_tail) remember_usual_minute(line);
  } else if (is_quote_delimited(*name_)) {
    const LineView after = parsed.prefix == 0 ? line : after_prefix(line, parsed.prefix);
    fits = parse_quoted(after, parsed) == Reason::kNone &&
           (*name_ == LogFormat::kClf || has_host(after, parsed) == names_host(*name_));
  } else {
    fits = parse_any(line, bare, parsed) == Reason::kNone && parsed.format == *name_;
  }
  if (fits) return Reason::kNone;
  parsed.kind = LineKind::kMalformed;
  return Reason::kOtherFormat;
}

bool LineParser::parse_docker(std::string_view text, ParsedLine& parsed) {
  if (!unpack_docker(text, text_) || !parse_unpacked(parsed)) return false;
  if (!parsed.dated && !is_quote_delimited(parsed.format)) set_time(docker_time(text), parsed);
  return true;
}

// Parses a line of another program inside the JSON of a collector or logger.
bool LineParser::parse_envelope(std::string_view bare, std::string_view front, ParsedLine& parsed) {
  if (!bare.starts_with('{')) return false;
  for (std::size_t number = 0;; ++number) {
    const Envelope envelope = others_.envelope(bare, number);
    if (envelope.text.data() == nullptr) return false;
    if (!unpack_string(envelope.text, text_) || !parse_unpacked(parsed)) continue;
    if (!parsed.dated && !is_quote_delimited(parsed.format))
      set_time(envelope.time ? envelope.time : time_before(front), parsed);
    return true;
  }
}

// Parses text_ as it is, or without its colour escapes.
bool LineParser::parse_unpacked(ParsedLine& parsed) {
  const std::size_t size = text_.size();
  if (text_.starts_with('\x1b')) {
    const std::string coloured = text_;
    if (parse_after_colour(coloured, parsed)) return true;
    text_ = coloured;
  }
  if (parse_text(parsed)) return true;
  text_.resize(size);  // removes the padding
  std::string plain;
  if (!remove_colours(text_, plain)) return false;
  text_ = std::move(plain);
  return parse_text(parsed);
}

bool LineParser::parse_without_colours(std::string_view text, ParsedLine& parsed) {
  return remove_colours(text, text_) && parse_text(parsed);
}

// Parses a text that starts with an escape. The quote-delimited rule would take colours for a part
// of the fields around them.
bool LineParser::parse_after_colour(std::string_view text, ParsedLine& parsed) {
  if (parse_without_colours(text, parsed) && is_quote_delimited(parsed.format)) return true;
  parsed = {};
  return false;
}

// Parses text_, after finding its quotes.
bool LineParser::parse_text(ParsedLine& parsed) {
  quotes_.clear();
  for (std::size_t at = text_.find('"'); at != std::string::npos; at = text_.find('"', at + 1))
    quotes_.push_back(static_cast<std::uint32_t>(at));
  text_.append(kPadding, '\0');
  if (parse_formats(unpacked(), parsed) != Reason::kNone) {
    parsed = {};
    return false;
  }
  parsed.unpacked = true;
  return true;
}

LineView LineParser::unpacked() const {
  LineView line;
  line.block = text_.data();
  line.end = static_cast<std::uint32_t>(text_.size() - kPadding);
  line.quotes = quotes_.data();
  line.quote_count = static_cast<std::uint32_t>(quotes_.size());
  return line;
}

LogLine LineParser::cut(const LineView& line, const ParsedLine& parsed, FieldSet wanted) const {
  if (is_quote_delimited(parsed.format))
    return cut_line(parsed.unpacked ? unpacked() : line, parsed, wanted);
  if (wanted.has(Field::kTarget)) wanted |= FieldSet{Field::kPath, Field::kQuery};
  LogLine fields = parsed.format == LogFormat::kCustom
                       ? custom_->cut(parsed_text(line, parsed), wanted)
                       : others_.cut(wanted);
  if (parsed.dated) fields.time = parsed.time.unpack();
  normalize_fields(fields);
  if (wanted.has(Field::kTarget) && fields.target.data() == nullptr)
    fields.target = join_target(fields.path, fields.query, target_);
  return fields;
}

// Returns the text that was parsed, without the prefix of a collector.
std::string_view LineParser::parsed_text(const LineView& line, const ParsedLine& parsed) const {
  return bare_text(parsed.unpacked ? unpacked() : line, parsed.prefix);
}

bool LineParser::refuses_time(const LineView& line, const ParsedLine& parsed) const {
  if (parsed.dated) return false;
  if (is_quote_delimited(parsed.format)) return true;
  const FieldSet time = {Field::kTime};
  return (custom_ != nullptr ? custom_->cut(parsed_text(line, parsed), time) : others_.cut(time))
      .refused.time;
}

ClosestFormat LineParser::closest(const LineView& line, const ParsedLine& parsed) {
  if (custom_ == nullptr) return find_closest_format(line_text(line), others_);
  const LineView bare = parsed.prefix == 0 ? line : after_prefix(line, parsed.prefix);
  return custom_->mismatch(line_text(bare), parsed.prefix);
}

// Applications in containers leave the time to the collector, and Heroku's router to the logger. A
// quote-delimited line has a time of its own, even if it cannot be read.
void LineParser::set_leading_time(const LineView& line, ParsedLine& parsed) {
  if (is_quote_delimited(parsed.format)) return;
  const std::string_view text = line_text(line);
  const std::size_t end = parsed.format == LogFormat::kLogfmt ? text.find('=')
                          : parsed.prefix == 0                ? 0
                                               : parsed.prefix - (line.size() - text.size());
  set_time(time_before(text.substr(0, end)), parsed);
}

void LineParser::set_time(const std::optional<LogTime>& time, ParsedLine& parsed) {
  parsed.dated = time.has_value();
  if (parsed.dated) parsed.time = with_log_zone(*time);
}

bool LineParser::accept(const FormatMatch* match, ParsedLine& parsed) {
  if (match == nullptr) return false;
  parsed.kind = LineKind::kParsed;
  parsed.reason = Reason::kNone;
  parsed.format = match->format;
  parsed.status = match->status;
  set_time(match->time, parsed);
  return true;
}

}  // namespace logscan
