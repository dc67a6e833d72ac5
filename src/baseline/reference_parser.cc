#include "baseline/reference.h"
#include "logscan/baseline.h"
#include "logscan/line_index.h"

namespace logscan {

std::optional<Verdict> ReferenceParser::judge_other(std::string_view line) {
  padded_.assign(line);
  padded_.append(kPadding, '\n');
  const std::optional<OtherVerdict> other = others_.judge({padded_.data(), line.size()});
  if (!other) return std::nullopt;
  Verdict verdict;
  verdict.kind = LineKind::kParsed;
  verdict.format = other->format;
  verdict.status = other->status;
  verdict.time = other->time;
  return verdict;
}

Verdict ReferenceParser::judge(std::string_view line) {
  PrefixKind kind = PrefixKind::kNone;
  const std::string_view bare = strip_prefix(line, kind);
  const bool other_first = OtherLines::comes_first(bare);
  if (other_first) {
    if (const std::optional<Verdict> other = judge_other(bare)) return *other;
  }
  Verdict verdict = reference_judge(bare);
  if (verdict.kind == LineKind::kParsed) return verdict;
  if (kind != PrefixKind::kNone && verdict.kind != LineKind::kMalformed) {
    verdict = {};  // neither blank nor a comment, with something in front
    verdict.reason = detail::find_request(bare).reason;
  }
  if (verdict.kind == LineKind::kBlank) return verdict;
  if (!other_first) {
    if (const std::optional<Verdict> other = judge_other(bare)) return *other;
  }
  if (line.front() == '#' || is_layout_header(bare)) {
    verdict = {};
    verdict.kind = LineKind::kComment;
  }
  if (verdict.kind == LineKind::kComment) others_.see_comment(line);
  return verdict;
}

}  // namespace logscan
