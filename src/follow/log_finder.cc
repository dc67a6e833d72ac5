#include "follow/log_finder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/stat.h>
#include <system_error>
#include <utility>

#include "follow/text_mark.h"
#include "input/open_file.h"
#include "logset/folder.h"
#include "os/file.h"
#include "os/regular_file.h"

namespace logscan {
namespace {

using std::chrono::milliseconds;

// While a new file waits for its first line, logs are found soon, but never use more than a
// twentieth of the time.
constexpr milliseconds kSoon(50);
constexpr milliseconds kLater(1000);
constexpr int kShare = 20;
constexpr std::time_t kLately = 60;

bool is_place(const std::string& word) {
  struct stat status {};
  if (word == "-") return false;
  if (::stat(word.c_str(), &status) == 0) return S_ISDIR(status.st_mode);
  return word.ends_with('/') || may_be_pattern(word);
}

bool is_link(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
}

// File times lag behind the clock by a tick or two.
timespec wall_clock() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  constexpr long kLag = 20'000'000;
  now.tv_nsec -= kLag;
  if (now.tv_nsec < 0) {
    now.tv_nsec += 1'000'000'000;
    --now.tv_sec;
  }
  return now;
}

// Returns the newest file of a log that only has files with dates, or a link to one of them.
std::string newest_of(const LogName& name) {
  std::string newest;
  for (const std::string& file : rotated_set(names_if_readable(name.folder), name.live)) {
    const LogName parsed = parse_log_name(file);
    if (parsed.is_live() && !is_link(name.folder + file)) return {};
    if (parsed.rotation == LogName::Rotation::kDate && parsed.compression.empty())
      newest = name.folder + file;
  }
  return newest;
}

// An unreadable file counts as empty.
std::string front_of(const std::string& path) {
  try {
    return file_head(path, TextMark::kHead);
  } catch (const std::system_error&) {
    return {};
  }
}

}  // namespace

LogFinder::LogFinder(std::vector<std::string> arguments, const Options& options,
                     const EngineOptions& pipeline)
    : arguments_(std::move(arguments)), options_(options), check_(pipeline) {
  std::copy_if(arguments_.begin(), arguments_.end(), std::inserter(places_, places_.end()),
               is_place);
}

LogFinder::Found LogFinder::look(FollowClock::time_point now, const Followed& followed) {
  const FollowClock::time_point begin = FollowClock::now();
  Found found;
  if (!is_first_ && !may_find_more()) return found;
  const timespec wall = wall_clock();
  if (is_first_) first_look_ = last_look_ = wall;
  are_empty_ = false;
  newest_.clear();
  DiscoveryOptions discovery;
  discovery.recursive = options_.recursive;
  discovery.why_left_out = [this](FoundInput& file) { return why_left_out(file); };
  const Discovery all = discover(arguments_, discovery);
  take_files(all, followed, found);
  take_other_names(all, found);
  for (const PathNote& left : all.left_out)
    leave_out(left.path, left.text, found);
  // Each rotated file is then read before its log.
  if (is_first_ && options_.from_front) {
    std::stable_sort(
        found.logs.begin(), found.logs.end(),
        [](const FoundLog& a, const FoundLog& b) { return older_first(a.path, b.path); });
  }
  is_first_ = false;
  last_look_ = wall;
  const auto spent = FollowClock::now() - begin;
  next_ = now + std::max<FollowClock::duration>(are_empty_ ? kSoon : kLater, spent * kShare);
  return found;
}

void LogFinder::take_files(const Discovery& all, const Followed& followed, Found& found) {
  std::set<std::string> named;
  for (const FoundFile& file : all.files)
    named.insert(file.path);
  for (const FoundFile& file : all.files) {
    const std::string& path = file.path;
    if (logs_.contains(path)) continue;
    if (file.error) {
      note(path, *file.error, found);
    } else if (places_.contains(path)) {
      struct stat status {};
      const bool is_gone = ::stat(path.c_str(), &status) != 0;
      note(path, is_gone ? describe_error(errno) : "is not a folder any more", found);
    } else if (const auto reason = why_no_log(parse_log_name(path), named, followed)) {
      leave_out(path, *reason, found);
    } else {
      add(path, file.found != nullptr, found);
    }
  }
}

// For files that were named twice: the other name may become a separate file.
void LogFinder::take_other_names(const Discovery& all, Found& found) {
  for (const PathNote& other : all.repeated) {
    const bool is_named =
        std::find(arguments_.begin(), arguments_.end(), other.path) != arguments_.end();
    if (is_named && !places_.contains(other.path) && !logs_.contains(other.path))
      add(other.path, false, found);
  }
}

void LogFinder::leave_out(const std::string& path, const std::string& why, Found& found) {
  if (reported_.insert(path).second) found.left_out.push_back({path, why});
}

void LogFinder::note(const std::string& path, const std::string& problem, Found& found) {
  if (reported_.insert(path).second)
    found.notes.push_back({FollowNote::Kind::kNoLog, path, problem});
}

// A log that existed at the previous look, and was not followed, was waiting for its content.
void LogFinder::add(const std::string& path, bool is_found, Found& found) {
  FoundLog log{path};
  log.is_found = is_found;
  if (!is_first_) {
    const auto known = verdicts_.find(path);
    const bool was_waited_for = known != verdicts_.end() && known->second.was_left_out;
    log.is_new = was_waited_for || is_born_since(path, last_look_);
    log.since = first_look_;
  }
  logs_.insert(path);
  found.logs.push_back(std::move(log));
}

// Files found in folders were already tested for being written; files that were named are tested
// here.
std::optional<std::string> LogFinder::why_no_log(const LogName& name,
                                                 const std::set<std::string>& named,
                                                 const Followed& followed) {
  if (name.path != "-" && !is_written(name)) {
    // Anything under the names of rotated files was read under the log's name.
    const bool is_of_log = named.contains(name.folder + name.live);
    if (!is_first_ || (is_of_log && !options_.from_front)) return "is a rotated log";
  }
  return is_first_ ? std::nullopt : why_no_more(name.path, followed);
}

// Returns why a later file is no log.
std::optional<std::string> LogFinder::why_no_more(const std::string& path,
                                                  const Followed& followed) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  // Once it is no longer read under the other name, it is a log, but not a new one.
  const FileId id = id_of(status);
  if (followed.holds(id)) return "is a log that is followed by another name";
  if (has_name_of_copy(path) || followed.has_text_like(id, front_of(path)))
    return "seems to be a copy of a log";
  return std::nullopt;
}

// If a log was truncated before it was read, nothing else shows that this is its copy.
bool LogFinder::has_name_of_copy(const std::string& path) const {
  constexpr std::array<std::string_view, 7> kEndings = {".bak",  ".save", ".sav", ".copy",
                                                        ".orig", ".old",  "~"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) {
    return path.ends_with(ending) && logs_.contains(path.substr(0, path.size() - ending.size()));
  });
}

// Several days may have passed since the previous look.
bool LogFinder::comes_after_a_log(const LogName& name) const {
  return std::any_of(logs_.begin(), logs_.end(), [&](const std::string& log) {
    const LogName other = parse_log_name(log);
    return other.folder == name.folder && other.live == name.live && !other.is_live() &&
           older_first(other, name);
  });
}

bool LogFinder::is_written(const LogName& name) {
  if (name.is_live()) return true;
  if (name.rotation != LogName::Rotation::kDate || !name.compression.empty()) return false;
  if (comes_after_a_log(name) && is_born_since(name.path, first_look_)) return true;
  const auto [newest, is_new] = newest_.try_emplace(name.folder + name.live);
  if (is_new) newest->second = newest_of(name);
  return newest->second == name.path;
}

std::optional<std::string> LogFinder::why_left_out(FoundInput& file) {
  const std::string& path = file.path();
  if (logs_.contains(path)) return std::nullopt;
  if (!is_written(parse_log_name(path))) return "is a rotated log";
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 && errno == ENOENT) return "is gone";
  are_empty_ =
      are_empty_ || (status.st_size == 0 && wall_clock().tv_sec - status.st_mtim.tv_sec < kLately);
  Verdict& verdict = verdicts_[path];
  const bool is_known =
      verdict.id == id_of(status) && verdict.size >= 0 && verdict.size <= status.st_size &&
      (verdict.size == status.st_size || verdict.size >= static_cast<long long>(LogCheck::kBytes));
  if (!is_known) {
    const bool was_left_out =
        verdict.id == id_of(status) && (verdict.was_left_out || verdict.why_left_out);
    const Input& input = file.input();
    if (id_of(status) != file.id() || input.was_replaced()) return "is gone";
    verdict = {id_of(status), status.st_size, check_.why_left_out(input), was_left_out};
  }
  return verdict.why_left_out;
}

}  // namespace logscan
