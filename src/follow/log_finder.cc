#include "follow/log_finder.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <utility>

#include "logscan/log_names.h"

namespace logscan {
namespace {

using std::chrono::milliseconds;

// While files wait for their first lines, a log is found soon; but never is more than a twentieth
// of the time spent on it.
constexpr milliseconds kSoon(50);
constexpr milliseconds kLater(1000);
constexpr int kShare = 20;

bool is_live(const std::string& path) {
  return path == "-" || parse_log_name(path).is_live();
}

bool is_folder(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool is_pattern(const std::string& path) {
  struct stat status {};
  return path.find_first_of("*?[") != std::string::npos && ::lstat(path.c_str(), &status) != 0;
}

}  // namespace

LogFinder::LogFinder(std::vector<std::string> arguments, bool recursive,
                     const PipelineOptions& options)
    : arguments_(std::move(arguments)), recursive_(recursive), check_(options) {
  may_find_more_ = std::any_of(arguments_.begin(), arguments_.end(), [](const std::string& word) {
    return word != "-" && (is_folder(word) || is_pattern(word));
  });
}

LogFinder::Found LogFinder::look(FollowClock::time_point now,
                                 const std::function<bool(const FileId&)>& is_held) {
  const FollowClock::time_point begin = FollowClock::now();
  Found found;
  if (!is_first_ && !may_find_more_) return found;
  are_empty_ = false;
  DiscoveryOptions discovery;
  discovery.recursive = recursive_;
  discovery.why_left_out = [this](const std::string& path) { return why_left_out(path); };
  const Discovery all = discover(arguments_, discovery);

  std::set<std::string> names;
  for (const FoundFile& file : all.files)
    names.insert(file.path);
  const auto leave_out = [&](const std::string& path, const std::string& why) {
    if (told_.insert(path).second) found.left_out.push_back({path, why});
  };
  for (const auto& [path, error] : all.files) {
    if (logs_.contains(path)) continue;
    const LogName name = parse_log_name(path);
    if (error) {
      if (told_.insert(path).second)
        found.notes.push_back({FollowNote::Kind::kNoLog, path, *error});
    } else if (!is_live(path) && (!is_first_ || names.contains(name.folder + name.live))) {
      // Whatever comes to the names of rotated files has been read under that of the log.
      leave_out(path, "is a rotated log");
    } else if (const auto reason = why_no_more(path, is_held)) {
      leave_out(path, *reason);
    } else {
      found.logs.push_back(path);
    }
  }
  for (const PathNote& note : all.left_out)
    leave_out(note.path, note.text);

  logs_.insert(found.logs.begin(), found.logs.end());
  is_first_ = false;
  const auto spent = FollowClock::now() - begin;
  next_ = now + std::max<FollowClock::duration>(are_empty_ ? kSoon : kLater, spent * kShare);
  return found;
}

// Why a file is no log that came later.
std::optional<std::string> LogFinder::why_no_more(
    const std::string& path, const std::function<bool(const FileId&)>& is_held) {
  if (is_first_) return std::nullopt;
  if (goes_on_name(path)) return "seems to be a copy of a log, by its name";
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  const FileId id = id_of(status);
  const auto known = renamed_.find(path);
  const bool was_held = known != renamed_.end() && known->second == id;
  if (!was_held && !is_held(id)) return std::nullopt;
  renamed_[path] = id;
  return "is a log that is followed by another name";
}

bool LogFinder::goes_on_name(const std::string& path) const {
  const std::size_t folder = parse_log_name(path).folder.size();
  for (std::size_t size = folder + 1; size < path.size(); ++size) {
    if (logs_.contains(path.substr(0, size))) return true;
  }
  return false;
}

std::optional<std::string> LogFinder::why_left_out(const std::string& path) {
  if (logs_.contains(path)) return std::nullopt;
  if (!is_live(path)) return "is a rotated log";
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 && errno == ENOENT) return "is gone";
  are_empty_ = are_empty_ || status.st_size == 0;
  Verdict& verdict = verdicts_[path];
  if (verdict.size == status.st_size || verdict.size >= static_cast<long long>(LogCheck::kBytes))
    return verdict.why_left_out;
  verdict = {status.st_size, check_.why_left_out(path)};
  return verdict.why_left_out;
}

}  // namespace logscan
