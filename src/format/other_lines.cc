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

std::optional<OtherVerdict> OtherLines::judge(std::string_view line) {
  if (line.empty()) return std::nullopt;
  if (cutters_ == nullptr) cutters_ = std::make_unique<Cutters>();
  if (line.front() == '{') {
    const KeyedVerdict verdict = cutters_->json.judge(line);
    if (verdict.miss != Miss::kNone) return std::nullopt;
    source_ = Source::kJson;
    return OtherVerdict{cutters_->json_formats[verdict.map], verdict.status, cutters_->json.time()};
  }
  LayoutMiss miss;
  fields_ = {};
  if (const Layout* const layout = find_layout(line, fields_)) {
    source_ = Source::kLayout;
    return OtherVerdict{
        cutters_->layout_formats[static_cast<std::size_t>(layout - kLayouts.data())],
        fields_.status, fields_.time};
  }
  if (find_) directive_ = std::exchange(find_, nullptr)();
  if (directive_ && logscan::cut(line, *directive_, fields_, miss)) {
    source_ = Source::kLayout;
    return OtherVerdict{*find_log_format(directive_->name()), fields_.status, fields_.time};
  }
  const auto pairs = [&](PairCutter& cutter, Source source,
                         LogFormat format) -> std::optional<OtherVerdict> {
    const KeyedVerdict verdict = cutter.judge(line);
    if (verdict.miss != Miss::kNone) return std::nullopt;
    source_ = source;
    return OtherVerdict{format, verdict.status, cutter.time()};
  };
  if (line.find('\t') != std::string_view::npos) {
    return pairs(cutters_->ltsv, Source::kLtsv, LogFormat::kLtsv);
  }
  if (line.find('=') == std::string_view::npos) return std::nullopt;
  return pairs(cutters_->logfmt, Source::kLogfmt, LogFormat::kLogfmt);
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

void OtherLines::see_comment(std::string_view line) {
  if (std::optional<W3cFields> fields = parse_fields_directive(line)) {
    directive_ = *fields;
    find_ = nullptr;
  }
}

}  // namespace logscan
