#include "format/unquoted_parser.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "format/json_line.h"
#include "format/key_map.h"
#include "format/layouts/layouts.h"
#include "format/line_time.h"
#include "format/pair_line.h"
#include "format/word.h"
#include "text/ascii.h"

namespace logscan {
namespace {

// Returns the formats of a table by the names of its rows.
template <class Names>
std::vector<LogFormat> formats_of(const Names& names) {
  std::vector<LogFormat> formats;
  for (const auto& row : names)
    formats.push_back(*find_log_format(row.name));
  return formats;
}

LogFormat w3c_format(W3cFields::Flavour flavour) {
  switch (flavour) {
    case W3cFields::Flavour::kW3c:
      return LogFormat::kW3c;
    case W3cFields::Flavour::kCloudFront:
      return LogFormat::kCloudFront;
    case W3cFields::Flavour::kZeek:
      return LogFormat::kZeek;
  }
  return LogFormat::kW3c;
}

// Returns whether a line has a `T` after a digit.
bool has_stamp(std::string_view line) {
  std::size_t at = line.find('T', 1);
  while (at != std::string_view::npos && !is_digit(line[at - 1]))
    at = line.find('T', at + 1);
  return at != std::string_view::npos;
}

// Returns whether a line has a brace, bracket, slash, `=`, control byte, or `T` after a digit.
bool has_needed_byte(std::string_view line) {
  const auto is_needed = [](auto c) {
    return ((c | 0x20) == '{') | (c == '/') | (c == '=') | (c < ' ');
  };
  const std::size_t size = line.size();
  if (size < sizeof(SixteenBytes)) {
    bool any = false;
    for (const char c : line)
      any |= is_needed(static_cast<unsigned char>(c));
    return any || has_stamp(line);
  }
  SixteenBytes capitals{};
  for (std::size_t at = 0; at < size; at += 2 * sizeof(SixteenBytes)) {
    const std::size_t last = size - sizeof(SixteenBytes);
    const SixteenBytes first = load_sixteen(line.data() + std::min(at, last));
    const SixteenBytes second =
        load_sixteen(line.data() + std::min(at + sizeof(SixteenBytes), last));
    if (match_bits(is_needed(first) | is_needed(second)) != 0) return true;
    capitals |= (first == 'T') | (second == 'T');
  }
  return match_bits(capitals == 0xff) != 0 && has_stamp(line);
}

// Returns whether a line begins like LTSV, with a letter and a colon in the first word. Of all
// layouts only HAProxy's may begin like that, with a name and a port, and ` [` follows.
bool begins_with_label(std::string_view line) {
  if (line.empty() || !is_letter(line[0])) return false;
  const auto colon =
      std::find_if(line.begin(), line.end(), [](char c) { return c == ':' || c == ' '; });
  if (colon == line.end() || *colon == ' ') return false;
  return !line.substr(find_near(line, ' ')).starts_with(" [");
}

bool begins_with_date(std::string_view line) {
  if (line.size() < sizeof(SixteenBytes)) return false;
  const SixteenBytes bytes = load_sixteen(line.data());
  const std::uint32_t digits = match_bits(bytes - '0' < 10);
  return (digits & 0xfff) == 0b101101101111 && line[4] == '-' && line[7] == '-' && line[10] == ' ';
}

// Returns whether a line begins with lower-case letters, a colon and no space after it, and no
// bracket follows the first space.
bool begins_with_lower_label(std::string_view line) {
  std::size_t colon = 0;
  while (colon < line.size() && line[colon] >= 'a' && line[colon] <= 'z')
    ++colon;
  if (colon == 0 || colon + 1 >= line.size() || line[colon] != ':' || line[colon + 1] == ' ')
    return false;
  const std::size_t space = find_near(line, ' ');
  return space + 1 >= line.size() || line[space + 1] != '[';
}

struct Json {
  JsonParser cutter;
  std::vector<LogFormat> formats = formats_of(known_key_maps(KeySyntax::kJson));
};

}  // namespace

// Each parser is created for the first line that needs it, since they know hundreds of keys.
struct UnquotedParser::Cutters {
  Json& json() {
    if (!json_) json_.emplace();
    return *json_;
  }

  PairParser& pairs(KeySyntax syntax) {
    std::optional<PairParser>& cutter = syntax == KeySyntax::kLtsv ? ltsv_ : logfmt_;
    if (!cutter) cutter.emplace(syntax);
    return *cutter;
  }

 private:
  std::optional<Json> json_;
  std::optional<PairParser> ltsv_;
  std::optional<PairParser> logfmt_;
};

UnquotedParser::UnquotedParser() = default;
UnquotedParser::~UnquotedParser() = default;
UnquotedParser::UnquotedParser(UnquotedParser&&) noexcept = default;
UnquotedParser& UnquotedParser::operator=(UnquotedParser&&) noexcept = default;

UnquotedParser::Cutters& UnquotedParser::cutters() {
  if (cutters_ == nullptr) cutters_ = std::make_unique<Cutters>();
  return *cutters_;
}

const FormatMatch* UnquotedParser::matched(LogFormat format, StatusCode status,
                                           const std::optional<LogTime>& time) {
  match_.format = format;
  match_.status = status;
  copy_time(time, match_.time);
  return &match_;
}

const FormatMatch* UnquotedParser::parse_before_quoted(std::string_view line) {
  if (line.starts_with('[')) return parse_layout(line);
  if (!line.starts_with('{')) return nullptr;
  return accept_json(cutters().json().cutter.parse(line));
}

const FormatMatch* UnquotedParser::parse_json(const LineView& line) {
  return accept_json(cutters().json().cutter.parse(line));
}

const FormatMatch* UnquotedParser::accept_json(const KeyedResult& verdict) {
  if (verdict.mismatch != Mismatch::kNone) return nullptr;
  Json& json = cutters().json();
  source_ = Source::kJson;
  return matched(json.formats[verdict.map], verdict.status, json.cutter.time());
}

// No prefix of a collector and no other format begins with either. A date with a space after it is
// too short for the stamps of syslog and AWS, and neither a client with a port, as in HAProxy's
// lines, nor an owner, as in those of S3. A label is followed by a colon at once. The
// quote-delimited rule needs a bracket and a quote.
const FormatMatch* UnquotedParser::parse_by_start(std::string_view line, bool has_quotes) {
  const auto holds = [line](char byte) { return line.find(byte) != std::string_view::npos; };
  const bool has_date = begins_with_date(line);
  if (!has_date && !begins_with_lower_label(line)) return nullptr;
  if (has_quotes && holds('[')) return nullptr;
  if (has_date) return parse_w3c(line);
  return holds('\t') && !directive() ? parse_pairs(line, true) : nullptr;
}

// JSON needs a brace, LTSV a tab, logfmt `=`, a colour an escape. Every layout has a bracket, a
// slash or, in the stamps of AWS, a `T` after a digit; lines of application servers have a slash.
// Only W3C lines may lack all of them. A comment is none, but what follows a colon in it could be,
// as after a file name.
bool UnquotedParser::is_mere_text(std::string_view line) {
  if (line.empty() || has_needed_byte(line)) return false;
  return (line[0] == '#' && line.find(':') == std::string_view::npos) || !directive();
}

Envelope UnquotedParser::envelope(std::string_view line, std::size_t number) {
  if (!line.starts_with('{')) return {};
  JsonParser& json = cutters().json().cutter;
  const Mismatch mismatch = json.parse(line).mismatch;
  if (mismatch != Mismatch::kNoStatus && mismatch != Mismatch::kBadStatus) return {};
  return {json.envelope(number), json.time()};
}

const FormatMatch* UnquotedParser::parse(std::string_view line) {
  if (!line.starts_with('[') && !begins_with_label(line)) {
    if (const FormatMatch* const layout = parse_layout(line)) return layout;
  }
  if (const FormatMatch* const w3c = parse_w3c(line)) return w3c;
  if (const FormatMatch* const server = parse_server_line(line)) return server;
  const bool tabs = line.find('\t') != std::string_view::npos;
  if (!tabs && line.find('=') == std::string_view::npos) return nullptr;
  return parse_pairs(line, tabs);
}

const FormatMatch* UnquotedParser::parse_pairs(std::string_view line, bool tabs) {
  PairParser& pairs = cutters().pairs(tabs ? KeySyntax::kLtsv : KeySyntax::kLogfmt);
  const KeyedResult verdict = pairs.parse(line);
  if (verdict.mismatch != Mismatch::kNone) return nullptr;
  source_ = tabs ? Source::kLtsv : Source::kLogfmt;
  const LogFormat format = tabs ? LogFormat::kLtsv : LogFormat::kLogfmt;
  return matched(format, verdict.status, pairs.time());
}

const FormatMatch* UnquotedParser::parse_inner(std::string_view line, std::string_view& inner) {
  inner = inner_line(line);
  if (inner.starts_with('{')) {
    if (const FormatMatch* const json = parse_before_quoted(inner)) return json;
  } else if (!inner.empty()) {
    if (const FormatMatch* const layout = parse_layout(inner)) return layout;
    if (const FormatMatch* const pairs = parse_pairs(inner, false)) return pairs;
  }
  inner = line;
  for (int tags = 0; tags < 2; ++tags) {
    inner = after_file_tag(inner);
    if (inner.empty()) break;
    if (const FormatMatch* const first = parse_before_quoted(inner)) return first;
    if (const FormatMatch* const other = parse(inner)) return other;
  }
  return nullptr;
}

const FormatMatch* UnquotedParser::parse_layout(std::string_view line) {
  const Wanted wanted = next_wanted();
  const Layout* const layout = find_layout(line, fields_, wanted, layout_);
  if (layout == nullptr) return nullptr;
  layout_ = layout;
  was_cut_ = false;
  line_ = line;
  source_ = wanted == Wanted::kAll ? Source::kCut : Source::kLayout;
  return matched(layout_->format, fields_.status, fields_.time);
}

const FormatMatch* UnquotedParser::parse_server_line(std::string_view line) {
  const std::optional<LogFormat> format = find_server_line(line, fields_);
  if (!format) return nullptr;
  source_ = Source::kCut;
  return matched(*format, fields_.status, fields_.time);
}

const std::optional<W3cFields>& UnquotedParser::directive() {
  if (find_) directive_ = std::exchange(find_, nullptr)();
  return directive_;
}

const FormatMatch* UnquotedParser::recheck_quoted(std::string_view line) {
  if (directive()) {
    // A line without a date may be another server's, written in between.
    const FormatMatch* const w3c = parse_w3c(line);
    if (w3c != nullptr && w3c->time) return w3c;
  }
  if (const FormatMatch* const server = parse_server_line(line)) return server;
  LayoutMismatch mismatch;
  const std::size_t bracket = line.find("[20");
  if (bracket == std::string_view::npos) return nullptr;
  source_ = Source::kCut;
  // The numbers after the flags distinguish it from other lines with such a time.
  if (!cut_envoy(line.substr(bracket), Wanted::kAll, fields_, mismatch) || !fields_.bytes ||
      !fields_.duration)
    return nullptr;
  return matched(LogFormat::kEnvoy, fields_.status, fields_.time);
}

const FormatMatch* UnquotedParser::parse_w3c(std::string_view line) {
  // never a W3C line, so no directive is searched for
  if (line.starts_with('#')) return nullptr;
  LayoutMismatch mismatch;
  const Wanted wanted = next_wanted();
  if (!directive() || !logscan::cut(line, *directive_, fields_, mismatch, wanted)) return nullptr;
  was_cut_ = false;
  line_ = line;
  source_ = wanted == Wanted::kAll ? Source::kCut : Source::kW3c;
  return matched(w3c_format(directive_->flavour), fields_.status, fields_.time);
}

LogLine UnquotedParser::cut(FieldSet wanted) const {
  was_cut_ = true;
  LogLine fields;
  LayoutMismatch mismatch;
  switch (source_) {
    case Source::kCut:
      return fields_;
    case Source::kLayout:
      layout_->cut(line_, fields, mismatch);
      return fields;
    case Source::kW3c:
      logscan::cut(line_, *directive_, fields, mismatch);
      return fields;
    case Source::kJson:
      return cutters_->json().cutter.cut(wanted);
    case Source::kLtsv:
      return cutters_->pairs(KeySyntax::kLtsv).cut(wanted);
    case Source::kLogfmt:
      return cutters_->pairs(KeySyntax::kLogfmt).cut(wanted);
  }
  return {};
}

ClosestFormat UnquotedParser::closest(std::string_view line) {
  ClosestFormat best;
  const auto consider = [&best](const char* name, std::uint32_t column, const char* expected) {
    if (column > best.column) best = {name, column, expected};
  };
  // Without a byte at fault, the whole line was read.
  const auto consider_keyed = [&](const char* name, const KeyedResult& verdict, const char* syntax,
                                  const char* status) {
    const std::uint32_t end = static_cast<std::uint32_t>(line.size()) + 1;
    if (verdict.mismatch == Mismatch::kNoStatus) return consider(name, end, status);
    if (verdict.mismatch == Mismatch::kNoRequest)
      return consider(name, end, "a key for the method, path, URL or request");
    consider(name, verdict.column,
             verdict.mismatch == Mismatch::kBadStatus ? "a status of three digits" : syntax);
  };
  LayoutMismatch mismatch;
  LogLine fields;
  if (line.starts_with('{')) {
    consider_keyed("json", cutters().json().cutter.parse(line),
                   "what makes the line one JSON object", "a key that holds a status");
  }
  if (directive() && !logscan::cut(line, *directive_, fields, mismatch))
    consider(directive_->name(), mismatch.column, mismatch.expected);
  const bool bracket = line.find('[') != std::string_view::npos;
  for (const Layout& layout : kLayouts) {
    // Any words may precede a time in brackets, so without a bracket nothing matches.
    if (!bracket && layout.needed == '[') continue;
    if (!layout.cut(line, fields, mismatch))
      consider(layout.name, mismatch.column, mismatch.expected);
  }
  if (line.find('\t') != std::string_view::npos) {
    consider_keyed("ltsv", cutters().pairs(KeySyntax::kLtsv).parse(line), "a label and a colon",
                   "a label for the status");
  } else {
    consider_keyed("logfmt", cutters().pairs(KeySyntax::kLogfmt).parse(line), "a key and \"=\"",
                   "a key for the status, and one for the request");
  }
  return best;
}

void UnquotedParser::read_comment(std::string_view line) {
  if (std::optional<W3cFields> fields = parse_fields_directive(line)) {
    directive_ = *fields;
    has_seen_directive_ = true;
    find_ = nullptr;
  }
}

}  // namespace logscan
