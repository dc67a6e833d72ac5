#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "engine/own_files.h"
#include "input/open_file.h"
#include "logset/log_names.h"
#include "state/log_plan.h"
#include "state/reading.h"

namespace logscan {
namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void add(ReadingPlan& plan, ReadingPlan one, std::size_t place) {
  plan.positions[place] = std::move(one.positions.front());
  for (Reading& reading : one.readings)
    reading.log = place;
  append(plan.readings, one.readings);
  append(plan.unreadable, one.unreadable);
  append(plan.idle, one.idle);
  append(plan.lost, one.lost);
  plan.pending_bytes += one.pending_bytes;
}

// Rotation copies text to an older name, or to a compressed file, before it removes the original.
// In this order, no text is missed between two names.
std::vector<PresentFile> look_at(const std::vector<ListedFile>& listed,
                                 std::uint64_t max_decompressed) {
  std::vector<std::size_t> order(listed.size());
  std::iota(order.rbegin(), order.rend(), std::size_t{0});
  std::stable_partition(order.begin(), order.end(), [&](std::size_t i) {
    return parse_log_name(listed[i].path).compression.empty();
  });
  std::vector<std::optional<PresentFile>> looks(listed.size());
  for (const std::size_t i : order)
    looks[i].emplace(listed[i], max_decompressed);
  std::vector<PresentFile> files;
  for (std::optional<PresentFile>& look : looks)
    files.push_back(std::move(*look));
  return files;
}

}  // namespace

ReadingPlan plan_reading(const std::vector<LogPositions>& seen, const std::vector<NamedLog>& logs,
                         std::uint64_t window, std::uint64_t max_decompressed) {
  ReadingPlan plan;
  plan.positions = seen;
  const std::vector<ListedLog> listed = list_logs(logs, seen, max_decompressed);
  follow_files(listed, plan.positions, max_decompressed);
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < plan.positions.size(); ++i)
    places[plan.positions[i].key] = i;
  std::set<std::string> known;
  for (const LogPositions& log : seen)
    known.insert(log.key);
  for (const auto& [log, names] : listed) {
    try {
      std::vector<PresentFile> files = look_at(names, max_decompressed);
      // A report with a date or number in its name, as rotated files have, or a state.
      std::erase_if(
          files, [](const PresentFile& file) { return !file.named() && is_own_file(file.head()); });
      const auto at = places.find(log.key);
      if (at == places.end() && files.empty() && !log.must_be_there) continue;
      const std::size_t place = at != places.end() ? at->second : plan.positions.size();
      static const std::vector<SeenFile> kNone;
      const std::vector<SeenFile>& before =
          at != places.end() ? plan.positions[place].files : kNone;
      ReadingPlan one = plan_log(log, before, !known.contains(log.key), files, window);
      if (at == places.end()) plan.positions.emplace_back();
      add(plan, std::move(one), place);
    } catch (const std::system_error& failure) {
      plan.unreadable.push_back({log.named.back(), describe_error(failure.code().value())});
    }
  }
  // Ensures that no file was missed because it was renamed in between.
  if (!same_files(list_logs(logs, seen, max_decompressed), listed)) throw FilesChanged();
  // In the order of the files' ages, so that the first examples are the first ones.
  std::stable_sort(plan.readings.begin(), plan.readings.end(),
                   [](const Reading& a, const Reading& b) { return older_first(a.path, b.path); });
  return plan;
}

}  // namespace logscan
