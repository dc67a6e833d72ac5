#include "session/follow/json_intervals.h"

#include <algorithm>

#include "follow/follow_json.h"
#include "query/filter_terms.h"

namespace logscan::cli {
namespace {

// Lines that come close together share an object, and none waits long for it.
constexpr std::chrono::milliseconds kIntervalDelay(50);
constexpr std::size_t kPathBudget = 4 * 1024 * 1024;

}  // namespace

JsonIntervals::JsonIntervals(const QuerySpec& spec, std::chrono::milliseconds interval, Time now,
                             LiveOutput& output, const std::string& spill_folder)
    : interval_(interval),
      filters_(filter_terms(spec)),
      output_(output),
      counts_(spec, kPathBudget, spec.memory),
      from_(now),
      from_clock_(std::chrono::system_clock::now()) {
  counts_.rows.spill_folder = spill_folder;
  if (interval_.count() > 0) due_ = now + interval_;
}

void JsonIntervals::took(Time now, const std::vector<FollowNote>& notes, bool came) {
  notes_.insert(notes_.end(), notes.begin(), notes.end());
  if (!due_ && (came || !notes.empty())) due_ = now + kIntervalDelay;
}

FollowOutput::State JsonIntervals::write(Time now) {
  const auto clock = std::chrono::system_clock::now();
  const std::string line =
      follow_json({from_clock_, clock, counts_.seconds(from_, now), counts_, notes_, filters_});
  counts_.clear();
  notes_.clear();
  from_ = now;
  from_clock_ = clock;
  if (interval_.count() == 0) {
    due_.reset();
  } else {
    // A reader that was slow does not get all that it has missed at once.
    *due_ += interval_ * std::max<std::int64_t>(1, (now - *due_) / interval_ + 1);
  }
  return output_.write(line);
}

FollowOutput::State JsonIntervals::finish(Time now) {
  const bool is_empty = counts_.accounting.lines == 0 && notes_.empty();
  return is_empty ? State::kOpen : write(now);
}

}  // namespace logscan::cli
