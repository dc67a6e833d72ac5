#include "follow/follower.h"

#include <algorithm>
#include <unistd.h>
#include <utility>

#include "logset/folder.h"
#include "logset/log_names.h"

namespace logscan {
namespace {

using std::chrono::milliseconds;

// Needed even with inotify: links may lead to folders that are not watched, and folders may appear
// later.
constexpr milliseconds kEveryLog(1000);
constexpr milliseconds kUnwatched(100);
// Looks at the end, of some MiB each. A log that is written without pause must not prevent the end.
constexpr int kMostLastLooks = 256;

std::vector<std::string> each_once(const std::vector<std::string>& paths) {
  std::vector<std::string> once;
  for (const std::string& path : paths) {
    if (std::find(once.begin(), once.end(), path) == once.end()) once.push_back(path);
  }
  return once;
}

// Returns the folder of the file itself if the name is a link.
std::string real_folder(const std::string& path) {
  return parse_log_name(real_path(path)).folder;
}

std::vector<FileId> ids_of(const FollowedLog& log) {
  std::vector<FileId> ids;
  for (const FollowedFile* file : log.files())
    ids.push_back(file->id());
  return ids;
}

}  // namespace

Follower::Follower(const std::vector<std::string>& paths, const FollowOptions& options,
                   const std::set<std::string>& found)
    : options_(options), sink_(options.pipeline) {
  const auto start = options.from_front ? FollowedFile::Start::kFront : FollowedFile::Start::kEnd;
  for (const std::string& path : each_once(paths)) {
    if (path == "-") {
      stream_ = std::make_unique<FollowedStream>(STDIN_FILENO, options.pipeline);
      continue;
    }
    due_.insert(logs_.size());
    logs_.emplace_back(path, start, options.pipeline, std::nullopt, found.contains(path));
    if (options.from_front) logs_.back().call_backlog();
  }
  watched_.resize(logs_.size());
  real_folders_.resize(logs_.size());
  if (options.poll.count() == 0) watcher_ = std::make_unique<Watcher>();
  watch();
}

void Follower::add(const FoundLog& log) {
  due_.insert(logs_.size());
  logs_.emplace_back(log.path, log.is_new ? FollowedFile::Start::kFront : FollowedFile::Start::kEnd,
                     options_.pipeline, log.since, log.is_found);
  watched_.emplace_back();
  real_folders_.emplace_back();
}

bool Follower::holds(const FileId& id) const {
  return std::any_of(logs_.begin(), logs_.end(),
                     [&](const FollowedLog& log) { return log.holds(id); });
}

bool Follower::has_text_like(const FileId& id, std::string_view front) const {
  return std::any_of(logs_.begin(), logs_.end(),
                     [&](const FollowedLog& log) { return log.has_text_like(id, front); });
}

bool Follower::is_over(FollowClock::time_point now) const {
  return stream_ == nullptr && std::all_of(logs_.begin(), logs_.end(), [&](const FollowedLog& log) {
           return log.is_over(now);
         });
}

bool Follower::has_failed(FollowClock::time_point now) const {
  return std::any_of(logs_.begin(), logs_.end(),
                     [&](const FollowedLog& log) { return log.is_over(now); });
}

std::chrono::nanoseconds Follower::patience(FollowClock::time_point now) const {
  if (!due_.empty()) return std::chrono::nanoseconds(0);
  FollowClock::time_point next = next_all_;
  if (!unwatched_.empty()) next = std::min(next, next_unwatched_);
  return std::max(next - now, FollowClock::duration(0));
}

void Follower::note_changes(FollowClock::time_point now) {
  bool all = now >= next_all_;
  if (watcher_ != nullptr) due_.merge(watcher_->changed(all));
  if (!unwatched_.empty() && now >= next_unwatched_) {
    due_.insert(unwatched_.begin(), unwatched_.end());
    next_unwatched_ = now + kUnwatched;
  }
  if (!all) return;
  next_all_ = now + (watcher_ == nullptr ? options_.poll : kEveryLog);
  for (std::size_t i = 0; i < logs_.size(); ++i)
    due_.insert(i);
}

bool Follower::look(FollowClock::time_point now, WindowCounts& counts,
                    std::vector<FollowNote>& notes) {
  const bool is_round = now >= next_all_;
  note_changes(now);
  std::set<std::size_t> again;
  bool files_changed = false;
  for (const std::size_t number : std::exchange(due_, {})) {
    if (logs_[number].look(now, callbacks(number, now, counts, notes))) again.insert(number);
    std::vector<FileId> ids = ids_of(logs_[number]);
    if (ids == watched_[number]) continue;
    watched_[number] = std::move(ids);
    files_changed = true;
    // Changes before the watch existed were not reported.
    again.insert(number);
  }
  if (sink_.batch().counts.lines > 0) flush(now, counts);
  due_ = std::move(again);
  if (files_changed || is_round) watch();
  return !due_.empty();
}

void Follower::read_stream(FollowClock::time_point now, WindowCounts& counts) {
  if (stream_ == nullptr) return;
  static const std::string kName = "-";
  const bool continues =
      stream_->read([&](const Block& block, LineParser& parser, bool is_backlog) {
        count(kName, block, parser, is_backlog, now, counts);
      });
  flush(now, counts);
  if (!continues) stream_.reset();
}

void Follower::count(const std::string& file, const Block& block, LineParser& parser,
                     bool is_backlog, FollowClock::time_point now, WindowCounts& counts) {
  if (is_backlog != is_backlog_) flush(now, counts);
  is_backlog_ = is_backlog;
  sink_.resume(file, block.offset, parser);
  sink_.take(block, [&] { flush(now, counts); });
}

void Follower::flush(FollowClock::time_point now, WindowCounts& counts) {
  counts.take(sink_, is_backlog_ ? std::optional(now) : std::nullopt);
}

LogCallbacks Follower::callbacks(std::size_t number, FollowClock::time_point now,
                                 WindowCounts& counts, std::vector<FollowNote>& notes) {
  return {[this, number, now, &counts](const Block& block, LineParser& parser, bool is_backlog) {
            count(logs_[number].path(), block, parser, is_backlog, now, counts);
          },
          [&notes](FollowNote note) { notes.push_back(std::move(note)); },
          [this, number](const FileId& id) {
            for (std::size_t i = 0; i < logs_.size(); ++i) {
              if (i != number && logs_[i].holds(id)) return true;
            }
            return false;
          }};
}

void Follower::finish(FollowClock::time_point now, WindowCounts& counts,
                      std::vector<FollowNote>& notes) {
  for (std::size_t i = 0; i < logs_.size(); ++i)
    due_.insert(i);
  for (int looks = 0; looks < kMostLastLooks && look(now, counts, notes); ++looks) {
  }
  for (std::size_t i = 0; i < logs_.size(); ++i)
    logs_[i].finish(callbacks(i, now, counts, notes));
  flush(now, counts);
}

void Follower::watch() {
  if (watcher_ == nullptr) return;
  std::vector<Watcher::Wants> wants;
  for (std::size_t i = 0; i < logs_.size(); ++i) {
    Watcher::Wants& wanted = wants.emplace_back();
    wanted.folders.push_back(parse_log_name(logs_[i].path()).folder);
    if (const std::string real = real_folder(logs_[i].path()); !real.empty())
      real_folders_[i] = real;
    if (!real_folders_[i].empty()) wanted.folders.push_back(real_folders_[i]);
    for (const FollowedFile* file : logs_[i].files())
      wanted.files.emplace_back(file->id(), file->descriptor());
  }
  unwatched_ = watcher_->watch(wants);
}

}  // namespace logscan
