// Any text is parsed as a moment or refused. Spaces and capitals do not change its meaning, and its
// bucket contains it.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/moment.h"
#include "text/span.h"
#include "text/time_bucket.h"
#include "text/time_zone.h"

namespace {

using namespace logscan;

void check(bool right, std::string_view text, const char* what) {
  if (right) return;
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(text.size()), text.data());
  std::abort();
}

const std::vector<TimeZone>& zones() {
  static const std::vector<TimeZone> all = [] {
    std::vector<TimeZone> found;
    for (const char* name : {"UTC", "-03:30", "Europe/Berlin", "America/St_Johns",
                             "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"}) {
      // Without a time zone database, use zones that need none.
      if (const std::optional<TimeZone> zone = TimeZone::find(name)) found.push_back(*zone);
    }
    return found;
  }();
  return all;
}

bool in_range(std::int64_t moment) {
  return moment >= -kFarthestMoment && moment <= kFarthestMoment;
}

// Keeps `M`, the only letter whose capital has another meaning.
std::string small(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z' && c != 'M') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

void check_buckets(std::int64_t moment, std::uint64_t every, const TimeZone& zone,
                   std::string_view text) {
  TimeBuckets buckets(every, zone);
  const std::int64_t start = buckets.start_of(moment);
  const std::int64_t next = buckets.next(start);
  check(start <= moment && moment < next, text, "not in its bucket");
  check(buckets.start_of(next - 1) == start, text, "bucket ends before the next");
  if (next <= kFarthestMoment)
    check(buckets.start_of(next) == next, text, "next is not the start of a bucket");
}

}  // namespace

// One byte selects the zone, eight are the current time, the rest is the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kHeader = 9;
  if (size < kHeader) return 0;
  const TimeZone& zone = zones()[data[0] % zones().size()];
  std::uint64_t now = 0;
  for (std::size_t i = 1; i < kHeader; ++i)
    now = now << 8 | data[i];
  const MomentContext context{static_cast<std::int64_t>(now), &zone};
  const std::string text(reinterpret_cast<const char*>(data + kHeader), size - kHeader);

  const std::optional<std::int64_t> moment = parse_moment(text, context);
  check(parse_moment(" \t" + text + "\t ", context) == moment, text, "spaces matter");
  check(parse_moment(small(text), context) == moment, text, "capitals matter");
  const std::optional<std::int64_t> span = parse_span(text);
  check(!span || (*span >= 1 && *span <= kLongestSpan), text, "span out of range");
  if (moment) {
    check(in_range(*moment), text, "moment out of range");
    for (const std::uint64_t every : {60u, 420u, 3600u, 18000u, 86400u, 604800u})
      check_buckets(*moment, every, zone, text);
    if (span) check_buckets(*moment, static_cast<std::uint64_t>(*span), zone, text);
  }
  // No zone name may lead to any other file.
  if (const std::optional<TimeZone> named = TimeZone::find(text)) {
    check(TimeZone::problem(text).empty() && !named->name().empty(), text, "zone with a problem");
  }
  return 0;
}
