#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "c/guard.h"
#include "c/part.h"
#include "c/query.h"
#include "cli/messages.h"
#include "text/safe_text.h"
#include <fmt/core.h>

using namespace logscan;

namespace {

using PlannedInputs = std::map<std::uint64_t, std::vector<c::Part>>;  // by place

PlannedInputs planned_inputs(const void* const* parts, const size_t* sizes, size_t count) {
  PlannedInputs inputs;
  for (size_t i = 0; i < count; ++i) {
    c::require(parts[i], "parts");
    c::Part part = c::Part::read({static_cast<const char*>(parts[i]), sizes[i]});
    inputs[part.place].push_back(std::move(part));
  }
  return inputs;
}

[[noreturn]] void refuse(const std::string& path, std::string_view problem) {
  throw cli::UsageError{fmt::format("{}: {}; merge the counts of this plan's parts, and no others",
                                    cli::shown_name(path), problem)};
}

void check_belongs(const InputSlice& slice, const PlannedInputs& inputs) {
  const auto input = inputs.find(slice.place);
  if (input == inputs.end() || input->second.front().name != slice.path)
    refuse(slice.path, "was not planned, but is in the counts");
  const c::Part& part = input->second.front();
  if (part.lines.is_bounded() && part.identity != slice.identity)
    refuse(slice.path, "starts with other bytes in the counts than when the work was split");
}

bool covers(const InputSlice& slice, const c::Part& part) {
  if (slice.begin > part.lines.begin) return false;
  // It may have ended where it could not be read any further. The report names the error.
  if (slice.error && slice.end >= part.lines.begin) return true;
  return !part.lines.is_bounded() || slice.end >= part.lines.end;
}

void check_coverage(const std::vector<InputSlice>& slices, const PlannedInputs& inputs) {
  std::map<std::uint64_t, std::vector<const InputSlice*>> found;
  for (const InputSlice& slice : slices) {
    check_belongs(slice, inputs);
    found[slice.place].push_back(&slice);
  }
  for (const auto& [place, parts] : inputs) {
    const std::vector<const InputSlice*>& here = found[place];
    for (const c::Part& part : parts) {
      const bool is_there = std::any_of(
          here.begin(), here.end(), [&](const InputSlice* slice) { return covers(*slice, part); });
      if (is_there) continue;
      if (parts.size() == 1) refuse(part.name, "is not in the counts");
      refuse(part.name, fmt::format("its bytes from {} to {} are not in the counts",
                                    part.lines.begin, part.lines.end));
    }
  }
}

}  // namespace

logscan_status logscan_counts_check(const logscan_counts* counts, const logscan_query* query,
                                    const void* const* parts, const size_t* sizes, size_t count) {
  return c::guarded([&] {
    c::require(counts, "counts");
    c::require(query, "query");
    if (count == 0) throw cli::UsageError{"parts: expected all of a plan, got none"};
    c::require(parts, "parts");
    c::require(sizes, "sizes");
    const PlannedInputs inputs = planned_inputs(parts, sizes, count);
    const c::Part& any = inputs.begin()->second.front();
    c::Scan asked(*query, {any.name});
    asked.adopt(any);
    if (const auto other = counts->found.spec().difference(asked.engine().query->spec)) {
      throw cli::UsageError{fmt::format(
          "the counts are not of this plan: they were asked different questions: {}", *other)};
    }
    check_coverage(counts->found.pieces(), inputs);
  });
}
