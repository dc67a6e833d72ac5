#include "follow/log_finder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <string_view>
#include <sys/stat.h>
#include <utility>

#include "follow/birth.h"
#include "input/folder.h"
#include "input/open_file.h"
#include "input/path_pattern.h"

namespace logscan {
namespace {

using std::chrono::milliseconds;

// While a file that was made lately waits for its first line, a log is found soon; but never is
// more than a twentieth of the time spent on it.
constexpr milliseconds kSoon(50);
constexpr milliseconds kLater(1000);
constexpr int kShare = 20;
constexpr std::time_t kLately = 60;
constexpr std::size_t kHead = 4096;

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

// The times of files lag behind the clock by a tick or two.
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

std::string head_of(const std::string& path) {
  std::string head(kHead, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(file.gcount()));
  return head;
}

bool begin_alike(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && (a.starts_with(b) || b.starts_with(a));
}

// The newest file of a log that has files with dates alone, or with a link to one of them.
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

}  // namespace

LogFinder::LogFinder(std::vector<std::string> arguments, const Options& options,
                     const PipelineOptions& pipeline)
    : arguments_(std::move(arguments)), options_(options), check_(pipeline) {
  std::copy_if(arguments_.begin(), arguments_.end(), std::inserter(places_, places_.end()),
               is_place);
}

LogFinder::Found LogFinder::look(FollowClock::time_point now, const IsHeld& is_held) {
  const FollowClock::time_point begin = FollowClock::now();
  Found found;
  if (!is_first_ && !may_find_more()) return found;
  const timespec wall = wall_clock();
  if (is_first_) first_look_ = last_look_ = wall;
  are_empty_ = false;
  newest_.clear();
  DiscoveryOptions discovery;
  discovery.recursive = options_.recursive;
  discovery.why_left_out = [this](const std::string& path) { return why_left_out(path); };
  const Discovery all = discover(arguments_, discovery);

  std::set<std::string> named;
  for (const FoundFile& file : all.files)
    named.insert(file.path);
  const auto leave_out = [&](const std::string& path, const std::string& why) {
    if (told_.insert(path).second) found.left_out.push_back({path, why});
  };
  const auto note = [&](const std::string& path, std::string problem) {
    if (told_.insert(path).second)
      found.notes.push_back({FollowNote::Kind::kNoLog, path, std::move(problem)});
  };
  for (const auto& [path, error] : all.files) {
    if (logs_.contains(path)) continue;
    if (error) {
      note(path, *error);
    } else if (places_.contains(path)) {
      struct stat status {};
      note(path,
           ::stat(path.c_str(), &status) != 0 ? reason_and_advice(errno) : "is no folder any more");
    } else if (const auto reason = why_no_log(parse_log_name(path), named, is_held)) {
      leave_out(path, *reason);
    } else {
      found.logs.push_back(found_log(path));
    }
  }
  // A file by its other name, which may become one of its own.
  for (const PathNote& other : all.repeated) {
    const bool is_named =
        std::find(arguments_.begin(), arguments_.end(), other.path) != arguments_.end();
    if (is_named && !places_.contains(other.path) && !logs_.contains(other.path) &&
        !named.contains(other.path)) {
      found.logs.push_back(found_log(other.path));
    }
  }
  for (const PathNote& left : all.left_out)
    leave_out(left.path, left.text);
  // So that each is read before the log that it was one of.
  if (is_first_ && options_.from_front) {
    std::stable_sort(
        found.logs.begin(), found.logs.end(),
        [](const FoundLog& a, const FoundLog& b) { return older_first(a.path, b.path); });
  }

  for (const FoundLog& log : found.logs)
    logs_.insert(log.path);
  if (may_find_more()) remember_heads();
  is_first_ = false;
  last_look_ = wall;
  const auto spent = FollowClock::now() - begin;
  next_ = now + std::max<FollowClock::duration>(are_empty_ ? kSoon : kLater, spent * kShare);
  return found;
}

// One that was there at the look before, and was not followed, was waited for.
FoundLog LogFinder::found_log(const std::string& path) const {
  FoundLog log{path};
  if (is_first_) return log;
  const auto known = verdicts_.find(path);
  const bool was_waited_for = known != verdicts_.end() && known->second.was_left_out;
  log.is_new = was_waited_for || is_born_since(path, last_look_);
  log.since = first_look_;
  return log;
}

// What folders hold was asked whether it is written; of what was named itself it is asked here.
std::optional<std::string> LogFinder::why_no_log(const LogName& name,
                                                 const std::set<std::string>& named,
                                                 const IsHeld& is_held) {
  if (name.path != "-" && !is_written(name)) {
    // Whatever comes to the names of rotated files has been read under that of the log.
    const bool is_of_log = named.contains(name.folder + name.live);
    if (!is_first_ || (is_of_log && !options_.from_front)) return "is a rotated log";
  }
  return is_first_ ? std::nullopt : why_no_more(name.path, is_held);
}

// Why a file is no log that came later.
std::optional<std::string> LogFinder::why_no_more(const std::string& path, const IsHeld& is_held) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  // Once nobody reads it by the other name, it is a log that is not new.
  if (is_held(id_of(status))) return "is a log that is followed by another name";
  if (is_copy(path, id_of(status))) return "seems to be a copy of a log";
  return std::nullopt;
}

// By its content; when the log was cut since, by its name.
bool LogFinder::is_copy(const std::string& path, const FileId& id) const {
  constexpr std::array<std::string_view, 7> kEndings = {".bak",  ".save", ".sav", ".copy",
                                                        ".orig", ".old",  "~"};
  for (const std::string_view ending : kEndings) {
    if (path.ends_with(ending) && logs_.contains(path.substr(0, path.size() - ending.size())))
      return true;
  }
  const std::string bytes = head_of(path);
  return std::any_of(heads_.begin(), heads_.end(), [&](const auto& log) {
    return std::any_of(log.second.begin(), log.second.end(), [&](const Head& head) {
      return head.id != id && begin_alike(bytes, head.bytes);
    });
  });
}

void LogFinder::remember_heads() {
  for (const std::string& log : logs_) {
    struct stat status {};
    if (log == "-" || ::stat(log.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    auto& [now, before] = heads_[log];
    const auto size = static_cast<std::uint64_t>(status.st_size);
    const bool is_same = now.id == id_of(status) && size >= now.bytes.size();
    if (is_same && (now.bytes.size() == kHead || now.bytes.size() == size)) continue;
    if (!is_same && !now.bytes.empty()) before = now;
    now = {id_of(status), head_of(log)};
  }
}

// Several days may have passed since the look before.
bool LogFinder::comes_behind_a_log(const LogName& name) const {
  return std::any_of(logs_.begin(), logs_.end(), [&](const std::string& log) {
    const LogName other = parse_log_name(log);
    return other.folder == name.folder && other.live == name.live && !other.is_live() &&
           older_first(other, name);
  });
}

bool LogFinder::is_written(const LogName& name) {
  if (name.is_live()) return true;
  if (name.rotation != LogName::Rotation::kDate || !name.compression.empty()) return false;
  if (comes_behind_a_log(name) && is_born_since(name.path, first_look_)) return true;
  const auto [newest, is_new] = newest_.try_emplace(name.folder + name.live);
  if (is_new) newest->second = newest_of(name);
  return newest->second == name.path;
}

std::optional<std::string> LogFinder::why_left_out(const std::string& path) {
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
    verdict = {id_of(status), status.st_size, check_.why_left_out(path), was_left_out};
  }
  return verdict.why_left_out;
}

}  // namespace logscan
