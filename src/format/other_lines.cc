#include "logscan/other_lines.h"

#include <utility>
#include <vector>

#include "logscan/json_line.h"
#include "logscan/key_map.h"
#include "logscan/pair_line.h"

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

}  // namespace

struct OtherLines::Cutters {
  std::vector<KeyMap> json_maps = known_key_maps(KeySyntax::kJson);
  JsonCutter json{json_maps};
  PairCutter ltsv{known_key_maps(KeySyntax::kLtsv)};
  PairCutter logfmt{known_key_maps(KeySyntax::kLogfmt)};
  std::vector<LogFormat> json_formats = formats_of(json_maps);
  std::vector<LogFormat> layout_formats = formats_of(kLayouts);
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
  Cutters& known = cutters();
  const KeyedVerdict verdict = known.json.judge(line);
  if (verdict.miss != Miss::kNone) return std::nullopt;
  source_ = Source::kJson;
  return OtherVerdict{known.json_formats[verdict.map], verdict.status, known.json.time()};
}

std::string_view OtherLines::envelope(std::string_view line, std::size_t number) {
  if (!line.starts_with('{')) return {};
  Cutters& known = cutters();
  const Miss miss = known.json.judge(line).miss;
  if (miss != Miss::kNoStatus && miss != Miss::kBadStatus) return {};
  return known.json.envelope(number);
}

std::optional<OtherVerdict> OtherLines::judge(std::string_view line) {
  if (!line.starts_with('[')) {
    if (const std::optional<OtherVerdict> layout = judge_layout(line)) return layout;
  }
  if (const std::optional<OtherVerdict> w3c = judge_w3c(line)) return w3c;
  const bool tabs = line.find('\t') != std::string_view::npos;
  if (!tabs && line.find('=') == std::string_view::npos) return std::nullopt;
  return judge_pairs(line, tabs);
}

std::optional<OtherVerdict> OtherLines::judge_pairs(std::string_view line, bool tabs) {
  PairCutter& pairs = tabs ? cutters().ltsv : cutters().logfmt;
  const KeyedVerdict verdict = pairs.judge(line);
  if (verdict.miss != Miss::kNone) return std::nullopt;
  source_ = tabs ? Source::kLtsv : Source::kLogfmt;
  return OtherVerdict{tabs ? LogFormat::kLtsv : LogFormat::kLogfmt, verdict.status, pairs.time()};
}

std::optional<OtherVerdict> OtherLines::judge_inner(std::string_view line) {
  if (line.starts_with('{')) return judge_first(line);
  if (const std::optional<OtherVerdict> layout = judge_layout(line)) return layout;
  return judge_pairs(line, false);
}

std::optional<OtherVerdict> OtherLines::judge_layout(std::string_view line) {
  fields_ = {};
  const Layout* const layout = find_layout(line, fields_);
  if (layout == nullptr) return std::nullopt;
  source_ = Source::kLayout;
  const std::size_t row = static_cast<std::size_t>(layout - kLayouts.data());
  return OtherVerdict{cutters().layout_formats[row], fields_.status, fields_.time};
}

const std::optional<W3cFields>& OtherLines::directive() {
  if (find_) directive_ = std::exchange(find_, nullptr)();
  return directive_;
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
      return cutters_->json.cut(wanted);
    case Source::kLtsv:
      return cutters_->ltsv.cut(wanted);
    case Source::kLogfmt:
      return cutters_->logfmt.cut(wanted);
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
    if (verdict.miss == Miss::kNoStatus)
      return see(name, static_cast<std::uint32_t>(line.size()) + 1, status);
    see(name, verdict.column,
        verdict.miss == Miss::kBadStatus ? "a status of three digits" : syntax);
  };
  LayoutMiss miss;
  LogLine fields;
  if (line.starts_with('{')) {
    see_keyed("json", cutters().json.judge(line), "what makes the line one JSON object",
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
    see_keyed("ltsv", cutters().ltsv.judge(line), "a label and a colon", "a label for the status");
  } else {
    see_keyed("logfmt", cutters().logfmt.judge(line), "a key and \"=\"",
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
