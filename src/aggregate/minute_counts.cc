#include "aggregate/minute_counts.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "record/table_hash.h"

namespace logscan {
namespace {

constexpr std::size_t kFirstBuckets = 256;
constexpr std::uint64_t kSecondsOfDay = 86400;

TableHash hash_of(std::int64_t index) {
  return table_hash({reinterpret_cast<const char*>(&index), sizeof(index)});
}

std::uint64_t coarser(std::uint64_t unit) {
  return unit == 60 ? 3600 : unit == 3600 ? kSecondsOfDay : unit * 2;
}

}  // namespace

void MinuteCounts::add(std::int64_t minute, std::uint64_t requests, std::uint64_t errors) {
  if (requests == 0) return;
  add_bucket(floor_div(minute, static_cast<std::int64_t>(unit_ / 60)), requests, errors);
}

void MinuteCounts::merge(const MinuteCounts& other) {
  while (unit_ < other.unit_)
    coarsen();
  for (const Bucket& bucket : other.slots_) {
    if (bucket.requests == 0) continue;
    const std::int64_t seconds = bucket.index * static_cast<std::int64_t>(other.unit_);
    add_bucket(floor_div(seconds, static_cast<std::int64_t>(unit_)), bucket.requests,
               bucket.errors);
  }
}

void MinuteCounts::add_bucket(std::int64_t index, std::uint64_t requests, std::uint64_t errors) {
  if ((size_ + 1) * 2 > slots_.size()) rebuild(std::max(kFirstBuckets, slots_.size() * 2), unit_);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash_of(index).bits & mask;
  while (slots_[slot].requests != 0 && slots_[slot].index != index)
    slot = (slot + 1) & mask;
  Bucket& bucket = slots_[slot];
  if (bucket.requests == 0) {
    bucket.index = index;
    ++size_;
  }
  bucket.requests += requests;
  bucket.errors += errors;
  while (size_ > kMostBuckets)
    coarsen();
}

std::size_t MinuteCounts::search_steps() const {
  return logscan::search_steps(slots_.size(), [this](std::size_t slot) {
    const Bucket& bucket = slots_[slot];
    return bucket.requests == 0 ? std::nullopt : std::optional(hash_of(bucket.index));
  });
}

void MinuteCounts::coarsen() {
  rebuild(slots_.size(), coarser(unit_));
}

void MinuteCounts::rebuild(std::size_t slots, std::uint64_t unit) {
  const std::vector<Bucket> old =
      std::exchange(slots_, std::vector<Bucket>(std::max(slots, kFirstBuckets)));
  const std::int64_t factor = static_cast<std::int64_t>(unit / std::exchange(unit_, unit));
  size_ = 0;
  const std::size_t mask = slots_.size() - 1;
  for (const Bucket& bucket : old) {
    if (bucket.requests == 0) continue;
    const std::int64_t index = floor_div(bucket.index, factor);
    std::size_t slot = hash_of(index).bits & mask;
    while (slots_[slot].requests != 0 && slots_[slot].index != index)
      slot = (slot + 1) & mask;
    size_ += slots_[slot].requests == 0;
    slots_[slot].index = index;
    slots_[slot].requests += bucket.requests;
    slots_[slot].errors += bucket.errors;
  }
}

std::vector<TimeCell> MinuteCounts::cells() const {
  std::vector<TimeCell> cells;
  cells.reserve(size_);
  for (const Bucket& bucket : slots_) {
    if (bucket.requests > 0) cells.push_back({bucket.index, bucket.requests, bucket.errors});
  }
  std::sort(cells.begin(), cells.end(),
            [](const TimeCell& a, const TimeCell& b) { return a.index < b.index; });
  return cells;
}

Timeline MinuteCounts::timeline(std::int16_t zone) const {
  constexpr std::int64_t kMostShown = 120;
  constexpr std::uint64_t kStrayShare = 200;
  constexpr std::uint64_t kWorthIt = 10;
  constexpr std::uint64_t kSteps[] = {60,   120,  300,   600,   900,   1800,
                                      3600, 7200, 10800, 21600, 43200, kSecondsOfDay};

  Timeline timeline;
  timeline.from.offset_minutes = zone;
  if (size_ == 0) return timeline;
  std::vector<Bucket> buckets;
  std::uint64_t all = 0;
  for (const Bucket& bucket : slots_) {
    if (bucket.requests == 0) continue;
    buckets.push_back(bucket);
    all += bucket.requests;
  }
  std::sort(buckets.begin(), buckets.end(),
            [](const Bucket& a, const Bucket& b) { return a.index < b.index; });

  // Buckets of `every` seconds start at round local times if the zone's offset is a whole number of
  // units.
  const std::int64_t offset = std::int64_t{zone} * 60;
  const std::int64_t shift = offset % static_cast<std::int64_t>(unit_) == 0 ? offset : 0;
  const auto place = [&](const Bucket& bucket, std::uint64_t every) {
    return floor_div(bucket.index * static_cast<std::int64_t>(unit_) + shift,
                     static_cast<std::int64_t>(every));
  };
  const auto step = [&](std::size_t i) {
    return i < std::size(kSteps) ? kSteps[i] : kSecondsOfDay * (i - std::size(kSteps) + 2);
  };
  // Returns the finest step such that 120 of them cover the buckets from first to last.
  const auto finest = [&](const Bucket& first, const Bucket& last) {
    std::size_t i = 0;
    while (step(i) < unit_ || step(i) % unit_ != 0 ||
           place(last, step(i)) - place(first, step(i)) >= kMostShown)
      ++i;
    return step(i);
  };

  std::size_t first = 0;
  std::size_t last = buckets.size() - 1;
  const std::uint64_t whole = finest(buckets[first], buckets[last]);
  timeline.every = whole;

  // Without outliers: the step at which some window of 120 buckets holds all but one line in 200.
  for (std::size_t i = 0; step(i) * kWorthIt <= whole; ++i) {
    const std::uint64_t every = step(i);
    if (every < unit_ || every % unit_ != 0) continue;
    std::uint64_t inside = 0;
    std::uint64_t best = 0;
    std::size_t low = 0;
    for (std::size_t high = 0; high < buckets.size(); ++high) {
      inside += buckets[high].requests;
      while (place(buckets[high], every) - place(buckets[low], every) >= kMostShown)
        inside -= buckets[low++].requests;
      if (inside > best) best = inside, first = low, last = high;
    }
    if ((all - best) * kStrayShare <= all) {
      timeline.every = every;
      break;
    }
    first = 0;
    last = buckets.size() - 1;
  }

  const std::int64_t from = place(buckets[first], timeline.every);
  const std::size_t shown =
      static_cast<std::size_t>(place(buckets[last], timeline.every) - from) + 1;
  timeline.from.seconds = from * static_cast<std::int64_t>(timeline.every) - shift;
  timeline.requests.assign(shown, 0);
  timeline.errors.assign(shown, 0);
  for (std::size_t i = 0; i < buckets.size(); ++i) {
    if (i < first) {
      timeline.before += buckets[i].requests;
    } else if (i > last) {
      timeline.after += buckets[i].requests;
    } else {
      const std::size_t at = static_cast<std::size_t>(place(buckets[i], timeline.every) - from);
      timeline.requests[at] += buckets[i].requests;
      timeline.errors[at] += buckets[i].errors;
    }
  }
  return timeline;
}

}  // namespace logscan
