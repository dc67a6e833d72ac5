#include "baseline/reconcile.h"

#include "query/query.h"

namespace logscan::detail {
namespace {

StatusCode error_of(const Verdict& verdict) {
  return verdict.kind == LineKind::kParsed && is_error(verdict.status) ? verdict.status
                                                                       : StatusCode{0};
}

bool is_same(const PlainLine& plain, const Verdict& verdict, const VisitedLine& scanned) {
  if (plain.offset != scanned.offset || plain.bytes != scanned.bytes) return false;
  if (verdict != scanned.verdict) return false;
  return verdict.reason == Reason::kTooLong || plain.text == scanned.text;
}

Sample sample_of(const std::string& path, const PlainLine* plain, const VisitedLine* scanned) {
  if (plain != nullptr) return make_sample(path, *plain, plain->offset);
  Sample sample;
  sample.path = path;
  sample.offset = scanned->offset;
  sample.text = scanned->text.substr(0, kSampleBytes);
  return sample;
}

}  // namespace

void compare_line(const std::string& path, const PlainLine* plain, const VisitedLine* scanned,
                  std::uint64_t part_bytes, std::uint64_t max_line, Agreement& agreement) {
  Verdict verdict;
  if (plain != nullptr) {
    verdict = parse_plain(*plain, max_line, agreement.parser);
    agreement.explanation.add(path, *plain, verdict);
  }
  if (plain != nullptr && scanned != nullptr) {
    const bool has_grown = scanned->offset + scanned->bytes > part_bytes;
    if (has_grown ? plain->offset == scanned->offset : is_same(*plain, verdict, *scanned)) return;
  }

  if (++agreement.differs == 1) agreement.example = sample_of(path, plain, scanned);
  const StatusCode found = plain != nullptr ? error_of(verdict) : StatusCode{0};
  const StatusCode scan_found = scanned != nullptr ? error_of(scanned->verdict) : StatusCode{0};
  if (found == scan_found) return;
  if (found != 0) {
    Terms& terms = terms_of(agreement.reference, found);
    if (++terms.gained == 1) terms.gained_example = sample_of(path, plain, scanned);
  }
  if (scan_found != 0) {
    Terms& terms = terms_of(agreement.reference, scan_found);
    if (++terms.lost == 1) terms.lost_example = sample_of(path, plain, scanned);
  }
}

void compare_part(const Part& part, const EngineOptions& options, Agreement& agreement) {
  const std::string& path = part.input->path();
  // A compressed input cannot be read at two places.
  const Input again = part.input->reopen();
  LineReader reader({&again, part.bytes, part.progress});
  agreement.parser = ReferenceParser(options.query->log_zone);
  PlainLine line;
  visit_lines(*part.input, part.bytes, options, [&](const VisitedLine& scanned) {
    const PlainLine* const plain = reader.next(line) ? &line : nullptr;
    compare_line(path, plain, &scanned, part.bytes, options.query->spec.max_line, agreement);
  });
  while (reader.next(line)) {
    compare_line(path, &line, nullptr, part.bytes, options.query->spec.max_line, agreement);
  }
}

Sample make_sample(const std::string& path, const PlainLine& line, std::uint64_t offset) {
  Sample sample;
  sample.path = path;
  sample.line = line.number;
  sample.offset = offset;
  sample.text = line.text.substr(0, kSampleBytes);
  return sample;
}

bool reconcile(const BaselineMethod& method, const std::array<std::uint64_t, kStatusCodes>& exact,
               const TermsByStatus& terms_by_status, std::vector<BaselineDifference>& differences) {
  bool adds_up = true;
  for (StatusCode code = 400; code < 600; ++code) {
    const Terms& terms = terms_of(terms_by_status, code);
    // Unsigned arithmetic wraps, but the result is exact: no count exceeds the number of bytes.
    const std::uint64_t explained =
        exact[code] + terms.other_field - terms.sliced + terms.gained - terms.lost;
    if (method.errors[code] != explained) adds_up = false;
    const bool has_terms = terms.other_field != 0 || terms.sliced != 0 || terms.misread() != 0;
    if (method.errors[code] == exact[code] && !has_terms) continue;

    BaselineDifference difference;
    difference.method = method.name;
    difference.status = code;
    difference.other_field = terms.other_field;
    difference.sliced = terms.sliced;
    difference.misread = terms.misread();
    if (terms.other_field != 0) difference.examples.push_back(*terms.other_field_example);
    if (terms.sliced != 0) difference.examples.push_back(*terms.sliced_example);
    if (terms.misread() > 0) difference.examples.push_back(*terms.gained_example);
    if (terms.misread() < 0) difference.examples.push_back(*terms.lost_example);
    differences.push_back(std::move(difference));
  }
  return adds_up;
}

}  // namespace logscan::detail
