// Which format a line is judged by: the one that was given, or all in their order; behind a
// collector's prefix, and within docker's JSON.

#include "format/line_parser.h"

#include <memory>
#include <utility>

#include "format/bracket.h"
#include "format/colours.h"
#include "format/custom_lines.h"
#include "format/docker_line.h"
#include "format/layouts/server_lines.h"
#include "format/prefix.h"
#include "format/target.h"
#include "format/token.h"
#include "scan/line_index.h"
#include "text/client_text.h"

namespace logscan {
namespace {

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\v\f") == std::string_view::npos;
}

bool names_host(LogFormat format) {
  return format == LogFormat::kVhostCommon || format == LogFormat::kVhostCombined;
}

// Whether a virtual host stands in front of a line that was judged by its quotes.
bool has_host(const LineView& line, const ParsedLine& judged) {
  if (judged.format != LogFormat::kClf) return names_host(judged.format);
  const std::string_view text = line_text(line);
  const char* const bracket = time_bracket(text.data(), line.block + line.quotes[judged.open]);
  return cut_prefix({text.data(), static_cast<std::size_t>(bracket - text.data())}).has_host;
}

// Whether the line may have another format that only looks quote-delimited: a quote stands in front
// of what opened the request, or a path in front of the time, so that a client may have written it;
// or the time is Envoy's, with words in front.
bool may_be_another(const LineView& line, const ParsedLine& judged) {
  if (judged.open > 0) return true;
  if (judged.format != LogFormat::kClf) return false;
  const char* const begin = line.data();
  const char* const open = line.block + line.quotes[judged.open];
  const std::string_view front(begin, static_cast<std::size_t>(time_bracket(begin, open) - begin));
  const char* const bracket = begin + front.size();
  return front.find(" /") != std::string_view::npos || (!front.empty() && bracket[5] == '-');
}

// A field that does not look like what it is becomes null, and clients get their one form. The
// first entry of a list is the client.
void look_at(LogLine& fields) {
  if (fields.client.data() != nullptr) {
    std::string_view list = fields.client;
    const std::string_view first = take_list_entry(list);
    if (list.data() != nullptr && fields.forwarded_for.data() == nullptr)
      fields.forwarded_for = fields.client;
    fields.client = plain_client(first);
    if (fields.client.empty()) fields.client = plain_client(behind_file_name(first));
    if (fields.client.empty()) fields.client = {};
    fields.refused.client = fields.client.empty() && !is_no_client(first);
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
  if (!name_) custom_ = std::make_unique<CustomLines>(*given);
  takes_plain_lines_ = name_ && is_quote_delimited(*name_) && !names_host(*name_);
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

// By the given format, or by all in their order; kNone when the line is parsed.
inline Reason LineParser::judge_formats(const LineView& line, ParsedLine& judged) {
  const std::string_view text = line_text(line);
  PrefixKind kind = PrefixKind::kNone;
  const std::string_view bare = strip_prefix(text, kind);
  judged.prefix =
      kind == PrefixKind::kNone ? 0 : static_cast<std::uint32_t>(bare.data() - line.data());
  return name_ || custom_ != nullptr ? judge_given(line, bare, judged)
                                     : judge_found(line, bare, judged);
}

// One object is built and returned on every path, in place: a copy of what was just stored byte by
// byte would wait for the stores.
ParsedLine LineParser::judge(const LineView& line) {
  ParsedLine judged;
  const std::string_view text = line_text(line);
  if (text.size() > max_line_) {
    judged.reason = Reason::kTooLong;
    return judged;
  }
  if (begins_as_docker(text) && judge_packed(text, judged)) return judged;
  const Reason reason = judge_formats(line, judged);
  if (reason == Reason::kNone) {
    if (!judged.dated && judged.format == LogFormat::kLogfmt) date_by_words_in_front(text, judged);
    return judged;
  }
  const std::string_view bare = judged.prefix == 0 ? text
                                                   : std::string_view(line.data() + judged.prefix,
                                                                      line.size() - judged.prefix);
  if (judge_envelope(bare, judged) || judge_without_colours(text, judged)) return judged;
  if (is_blank(text)) {
    judged.kind = LineKind::kBlank;
  } else if (text.front() == '#' || is_layout_header(bare)) {
    judged.kind = LineKind::kComment;
    others_.see_comment(text);
  } else {
    judged.reason = reason;
  }
  return judged;
}

// By whichever format the line has; kNone when it is parsed.
Reason LineParser::judge_found(const LineView& line, std::string_view bare, ParsedLine& judged) {
  if (take_other(others_.judge_first(bare), judged)) return Reason::kNone;
  const LineView behind = judged.prefix == 0 ? line : behind_prefix(line, judged.prefix);
  const Reason reason = judge_quoted(behind, judged);
  if (reason == Reason::kNone) {
    if (may_be_another(behind, judged)) take_other(others_.judge_whole(bare), judged);
    return reason;
  }
  if (is_blank(bare)) return reason;
  if (take_other(others_.judge(bare), judged)) return Reason::kNone;
  std::string_view inner;
  if (!take_other(others_.judge_inner(bare, inner), judged)) return reason;
  judged.prefix = static_cast<std::uint32_t>(inner.data() - line.data());
  return Reason::kNone;
}

Reason LineParser::judge_given(const LineView& line, std::string_view bare, ParsedLine& judged) {
  bool fits;
  if (custom_ != nullptr) {
    fits = take_other(custom_->judge(bare), judged);
    // What looks like a collector's prefix may be part of the pattern.
    if (!fits && judged.prefix != 0 && take_other(custom_->judge(line_text(line)), judged)) {
      judged.prefix = 0;
      fits = true;
    }
  } else if (is_quote_delimited(*name_)) {
    const LineView behind = judged.prefix == 0 ? line : behind_prefix(line, judged.prefix);
    fits = judge_quoted(behind, judged) == Reason::kNone &&
           (*name_ == LogFormat::kClf || has_host(behind, judged) == names_host(*name_));
  } else {
    fits = judge_found(line, bare, judged) == Reason::kNone && judged.format == *name_;
  }
  if (fits) return Reason::kNone;
  judged.kind = LineKind::kMalformed;
  return Reason::kOtherFormat;
}

bool LineParser::judge_packed(std::string_view text, ParsedLine& judged) {
  return unpack_docker(text, text_) && judge_unpacked(judged);
}

// By a whole line of another program within the JSON of a collector or logger.
bool LineParser::judge_envelope(std::string_view bare, ParsedLine& judged) {
  if (!bare.starts_with('{')) return false;
  for (std::size_t number = 0;; ++number) {
    const std::string_view packed = others_.envelope(bare, number);
    if (packed.data() == nullptr) return false;
    if (unpack_string(packed, text_) && judge_unpacked(judged)) return true;
  }
}

// The text in text_ as it is, or without its colour escapes.
bool LineParser::judge_unpacked(ParsedLine& judged) {
  const std::size_t size = text_.size();
  if (judge_text(judged)) return true;
  text_.resize(size);  // without the padding
  std::string plain;
  if (!remove_colours(text_, plain)) return false;
  text_ = std::move(plain);
  return judge_text(judged);
}

bool LineParser::judge_without_colours(std::string_view text, ParsedLine& judged) {
  return remove_colours(text, text_) && judge_text(judged);
}

// The line in text_, with its own quotes.
bool LineParser::judge_text(ParsedLine& judged) {
  quotes_.clear();
  for (std::size_t at = text_.find('"'); at != std::string::npos; at = text_.find('"', at + 1))
    quotes_.push_back(static_cast<std::uint32_t>(at));
  text_.append(kPadding, '\0');
  if (judge_formats(unpacked(), judged) != Reason::kNone) {
    judged = {};
    return false;
  }
  judged.unpacked = true;
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

LogLine LineParser::cut(const LineView& line, const ParsedLine& judged, FieldSet wanted) const {
  if (is_quote_delimited(judged.format))
    return cut_line(judged.unpacked ? unpacked() : line, judged, wanted);
  if (wanted.has(Field::kTarget)) wanted |= FieldSet{Field::kPath, Field::kQuery};
  LogLine fields = judged.format == LogFormat::kCustom ? custom_->cut(wanted) : others_.cut(wanted);
  if (judged.dated) fields.time = judged.time.unpack();
  look_at(fields);
  if (wanted.has(Field::kTarget) && fields.target.data() == nullptr)
    fields.target = target_of(fields);
  return fields;
}

// Of a line that has path and query apart.
std::string_view LineParser::target_of(const LogLine& fields) const {
  if (fields.path.empty()) return {};
  if (fields.query.data() == nullptr) return fields.path;
  target_.assign(fields.path).append(1, '?').append(fields.query);
  return target_;
}

bool LineParser::refuses_time(const ParsedLine& judged) const {
  if (judged.dated) return false;
  if (is_quote_delimited(judged.format)) return true;
  const FieldSet time = {Field::kTime};
  return (custom_ != nullptr ? custom_->cut(time) : others_.cut(time)).refused.time;
}

ClosestFormat LineParser::closest(const LineView& line, const ParsedLine& judged) {
  if (custom_ == nullptr) return find_closest_format(line_text(line), others_);
  const LineView bare = judged.prefix == 0 ? line : behind_prefix(line, judged.prefix);
  return custom_->miss(line_text(bare), judged.prefix);
}

// Heroku's router and lograge leave the time to the logger.
void LineParser::date_by_words_in_front(std::string_view text, ParsedLine& judged) {
  const std::optional<LogTime> time = leading_time(text.substr(0, text.find('=')));
  judged.dated = time.has_value();
  if (judged.dated) judged.time = PackedTime(with_log_zone(*time));
}

bool LineParser::take_other(const std::optional<OtherVerdict>& verdict, ParsedLine& judged) {
  if (!verdict) return false;
  judged.kind = LineKind::kParsed;
  judged.reason = Reason::kNone;
  judged.format = verdict->format;
  judged.status = verdict->status;
  judged.dated = verdict->time.has_value();
  if (judged.dated) judged.time = PackedTime(with_log_zone(*verdict->time));
  return true;
}

}  // namespace logscan
