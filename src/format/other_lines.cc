#include "format/other_lines.h"

#include <utility>
#include <vector>

#include "format/json_line.h"
#include "format/layouts/server_lines.h"
#include "format/pair_line.h"
#include "logscan/key_map.h"

namespace logscan {
namespace {

// The formats of a table, by the names of its rows.
template <class Names>
std::vector<LogFormat> formats_of(const Names& names) {
  std::vector<LogFormat> formats;
  for (const auto& row : names)
    formats.push_back(*find_log_format(row.name));
  return formats;
}

struct Json {
  JsonCutter cutter;
  std::vector<LogFormat> formats = formats_of(known_key_maps(KeySyntax::kJson));
};

}  // namespace

// Each is made when a line first asks for it: they know hundreds of keys.
struct OtherLines::Cutters {
  Json& json() {
    if (!json_) json_.emplace();
    return *json_;
  }

  PairCutter& pairs(KeySyntax syntax) {
    std::optional<PairCutter>& cutter = syntax == KeySyntax::kLtsv ? ltsv_ : logfmt_;
    if (!cutter) cutter.emplace(syntax);
    return *cutter;
  }

  std::vector<LogFormat> layout_formats = formats_of(kLayouts);

 private:
  std::optional<Json> json_;
  std::optional<PairCutter> ltsv_;
  std::optional<PairCutter> logfmt_;
};

OtherLines::OtherLines() = default;
OtherLines::~OtherLines() = default;
OtherLines::OtherLines(OtherLines&&) noexcept = default;
OtherLines& OtherLines::operator=(OtherLines&&) noexcept = default;

OtherLines::Cutters& OtherLines::cutters() {
  if (cutters_ == nullptr) cutters_ = std::make_unique<Cutters>();
  return *cutters_;
}

std::optional<OtherVerdict> OtherLines::judge_first(std::string_view line) {
  if (line.starts_with('[')) return judge_layout(line);
  if (!line.starts_with('{')) return std::nullopt;
  Json& json = cutters().json();
  const KeyedVerdict verdict = json.cutter.judge(line);
  if (verdict.miss != Miss::kNone) return std::nullopt;
  source_ = Source::kJson;
  return OtherVerdict{json.formats[verdict.map], verdict.status, json.cutter.time()};
}

std::string_view OtherLines::envelope(std::string_view line, std::size_t number) {
  if (!line.starts_with('{')) return {};
  JsonCutter& json = cutters().json().cutter;
  const Miss miss = json.judge(line).miss;
  if (miss != Miss::kNoStatus && miss != Miss::kBadStatus) return {};
  return json.envelope(number);
}

std::optional<OtherVerdict> OtherLines::judge(std::string_view line) {
  if (!line.starts_with('[')) {
    if (const std::optional<OtherVerdict> layout = judge_layout(line)) return layout;
  }
  if (const std::optional<OtherVerdict> w3c = judge_w3c(line)) return w3c;
  if (const std::optional<OtherVerdict> server = judge_server_line(line)) return server;
  const bool tabs = line.find('\t') != std::string_view::npos;
  if (!tabs && line.find('=') == std::string_view::npos) return std::nullopt;
  return judge_pairs(line, tabs);
}

std::optional<OtherVerdict> OtherLines::judge_pairs(std::string_view line, bool tabs) {
  PairCutter& pairs = cutters().pairs(tabs ? KeySyntax::kLtsv : KeySyntax::kLogfmt);
  const KeyedVerdict verdict = pairs.judge(line);
  if (verdict.miss != Miss::kNone) return std::nullopt;
  source_ = tabs ? Source::kLtsv : Source::kLogfmt;
  return OtherVerdict{tabs ? LogFormat::kLtsv : LogFormat::kLogfmt, verdict.status, pairs.time()};
}

std::optional<OtherVerdict> OtherLines::judge_inner(std::string_view line,
                                                    std::string_view& inner) {
  inner = inner_line(line);
  if (inner.starts_with('{')) {
    if (const std::optional<OtherVerdict> json = judge_first(inner)) return json;
  } else if (!inner.empty()) {
    if (const std::optional<OtherVerdict> layout = judge_layout(inner)) return layout;
    if (const std::optional<OtherVerdict> pairs = judge_pairs(inner, false)) return pairs;
  }
  inner = line;
  for (int tags = 0; tags < 2; ++tags) {
    inner = behind_file_tag(inner);
    if (inner.empty()) break;
    if (const std::optional<OtherVerdict> first = judge_first(inner)) return first;
    if (const std::optional<OtherVerdict> other = judge(inner)) return other;
  }
  return std::nullopt;
}

std::optional<OtherVerdict> OtherLines::judge_layout(std::string_view line) {
  fields_ = {};
  const Layout* const layout = find_layout(line, fields_);
  if (layout == nullptr) return std::nullopt;
  source_ = Source::kLayout;
  const std::size_t row = static_cast<std::size_t>(layout - kLayouts.data());
  return OtherVerdict{cutters().layout_formats[row], fields_.status, fields_.time};
}

std::optional<OtherVerdict> OtherLines::judge_server_line(std::string_view line) {
  const std::optional<LogFormat> format = find_server_line(line, fields_);
  if (!format) return std::nullopt;
  source_ = Source::kLayout;
  return OtherVerdict{*format, fields_.status, fields_.time};
}

const std::optional<W3cFields>& OtherLines::directive() {
  if (find_) directive_ = std::exchange(find_, nullptr)();
  return directive_;
}

std::optional<OtherVerdict> OtherLines::judge_whole(std::string_view line) {
  if (directive()) {
    // Without a date, the line may be another's that was written between.
    const std::optional<OtherVerdict> w3c = judge_w3c(line);
    if (w3c && w3c->time) return w3c;
  }
  if (const std::optional<OtherVerdict> server = judge_server_line(line)) return server;
  LayoutMiss miss;
  const std::size_t bracket = line.find("[20");
  if (bracket == std::string_view::npos) return std::nullopt;
  fields_ = {};
  source_ = Source::kLayout;
  // The numbers behind the flags tell it from other lines with such a time.
  if (!cut_envoy(line.substr(bracket), fields_, miss) || !fields_.bytes || !fields_.duration)
    return std::nullopt;
  return OtherVerdict{LogFormat::kEnvoy, fields_.status, fields_.time};
}

std::optional<OtherVerdict> OtherLines::judge_w3c(std::string_view line) {
  if (line.starts_with('#')) return std::nullopt;  // never one, so no directive is searched for it
  LayoutMiss miss;
  fields_ = {};
  if (!directive() || !logscan::cut(line, *directive_, fields_, miss)) return std::nullopt;
  source_ = Source::kLayout;
  return OtherVerdict{*find_log_format(directive_->name()), fields_.status, fields_.time};
}

LogLine OtherLines::cut(FieldSet wanted) const {
  switch (source_) {
    case Source::kLayout:
      return fields_;
    case Source::kJson:
      return cutters_->json().cutter.cut(wanted);
    case Source::kLtsv:
      return cutters_->pairs(KeySyntax::kLtsv).cut(wanted);
    case Source::kLogfmt:
      return cutters_->pairs(KeySyntax::kLogfmt).cut(wanted);
  }
  return {};
}

ClosestFormat OtherLines::closest(std::string_view line) {
  ClosestFormat best;
  const auto see = [&best](const char* name, std::uint32_t column, const char* expected) {
    if (column > best.column) best = {name, column, expected};
  };
  // Without a byte at fault, all of the line was read.
  const auto see_keyed = [&](const char* name, const KeyedVerdict& verdict, const char* syntax,
                             const char* status) {
    const std::uint32_t end = static_cast<std::uint32_t>(line.size()) + 1;
    if (verdict.miss == Miss::kNoStatus) return see(name, end, status);
    if (verdict.miss == Miss::kNoRequest)
      return see(name, end, "a key for the method, path, URL or request");
    see(name, verdict.column,
        verdict.miss == Miss::kBadStatus ? "a status of three digits" : syntax);
  };
  LayoutMiss miss;
  LogLine fields;
  if (line.starts_with('{')) {
    see_keyed("json", cutters().json().cutter.judge(line), "what makes the line one JSON object",
              "a key that holds a status");
  }
  if (directive() && !logscan::cut(line, *directive_, fields, miss))
    see(directive_->name(), miss.column, miss.expected);
  const bool bracket = line.find('[') != std::string_view::npos;
  for (const Layout& layout : kLayouts) {
    // Any words fit in front of a time in brackets: without a bracket that is nothing.
    if (!bracket && std::string_view(layout.sample).find('[') != std::string_view::npos) continue;
    if (!layout.cut(line, fields, miss)) see(layout.name, miss.column, miss.expected);
  }
  if (line.find('\t') != std::string_view::npos) {
    see_keyed("ltsv", cutters().pairs(KeySyntax::kLtsv).judge(line), "a label and a colon",
              "a label for the status");
  } else {
    see_keyed("logfmt", cutters().pairs(KeySyntax::kLogfmt).judge(line), "a key and \"=\"",
              "a key for the status, and one for the request");
  }
  return best;
}

void OtherLines::see_comment(std::string_view line) {
  if (std::optional<W3cFields> fields = parse_fields_directive(line)) {
    directive_ = *fields;
    has_seen_directive_ = true;
    find_ = nullptr;
  }
}

}  // namespace logscan
