#include "baseline/reconcile.h"

namespace logscan::detail {

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
