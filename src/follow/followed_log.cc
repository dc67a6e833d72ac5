#include "follow/followed_log.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <system_error>
#include <utility>

#include "input/open_file.h"
#include "os/place.h"
#include "os/regular_file.h"

namespace logscan {
namespace {

// Read from one file per look, so that other files and the output get their turn.
constexpr std::size_t kMostRead = 4 * 1024 * 1024;
constexpr int kSameFile = -1;
constexpr int kMostNameLooks = 20;
// A name may be missing, or its file unreadable, during rotation.
constexpr std::chrono::seconds kPatience(2);

std::string problem_text(int problem) {
  switch (problem) {
    case EISDIR:
      return "is a directory; name the log files in it";
    case EMEDIUMTYPE:
      return "is compressed, and such a log cannot be followed; without --follow it can be read";
    case ESPIPE:
      return "is not a regular file; give it as standard input, without its name";
    default:
      return describe_error(problem);
  }
}

}  // namespace

FollowedLog::FollowedLog(std::string path, FollowedFile::Start start, const EngineOptions& options,
                         std::optional<timespec> since, bool is_found)
    : path_(std::move(path)),
      options_(&options),
      is_found_(is_found),
      start_(start),
      old_(path_, options, since) {}

// The first look checks the name first. A file that is renamed meanwhile is then found by both
// steps, or by the second alone, which treats it as read.
bool FollowedLog::look(FollowClock::time_point now, const LogCallbacks& calls) {
  again_ = false;
  old_.read(
      now, [&](FollowedFile& file) { return step(file, calls); }, calls.take);
  if (current_ != nullptr && step(*current_, calls) == FollowedFile::Step::kTruncated) {
    old_.add_truncated(*current_, true, now);
    again_ = true;
  }
  for (int tries = 0; tries < kMostNameLooks && !see_name(now, calls); ++tries) {
  }
  if (old_.look(now, current_.get(), calls)) again_ = true;
  is_first_ = false;
  return again_;
}

bool FollowedLog::holds(const FileId& id) const {
  const std::vector<const FollowedFile*> held = files();
  return std::any_of(held.begin(), held.end(),
                     [&](const FollowedFile* file) { return file->id() == id; });
}

bool FollowedLog::has_text_like(const FileId& id, std::string_view front) const {
  return (current_ != nullptr && current_->id() != id && current_->begins_like(front)) ||
         old_.has_text_like(id, front);
}

std::vector<const FollowedFile*> FollowedLog::files() const {
  std::vector<const FollowedFile*> all = old_.files();
  if (current_ != nullptr) all.insert(all.begin(), current_.get());
  return all;
}

// Not while a file is read that had the name before.
bool FollowedLog::is_over(FollowClock::time_point now) const {
  return over_at_ && now >= *over_at_ && current_ == nullptr &&
         !(was_readable_ && old_.is_reading());
}

// An unreadable file is noted, and tried again at the next look.
FollowedFile::Step FollowedLog::step(FollowedFile& file, const LogCallbacks& calls) {
  const std::uint64_t before = file.mark().position;
  FollowedFile::Step step = FollowedFile::Step::kAtEnd;
  try {
    step = file.read(kMostRead, calls.take);
  } catch (const std::system_error& failure) {
    note_problem(failure.code().value(), calls);
  }
  if (file.mark().position != before) old_.note_growth(file.id());
  again_ = again_ || step == FollowedFile::Step::kMore;
  return step;
}

// Returns false if the name was given to another file meanwhile.
bool FollowedLog::see_name(FollowClock::time_point now, const LogCallbacks& calls) {
  struct stat status {};
  const int unseen = is_found_                             ? stat_found(path_, status)
                     : ::stat(path_.c_str(), &status) == 0 ? 0
                                                           : errno;
  if (unseen != 0) {
    if (unseen == ENOENT || unseen == ENOTDIR) {
      see_missing(now, calls);
    } else {
      see_unreadable(unseen, now, calls);
    }
    return true;
  }
  missing_since_.reset();
  const FileId id = id_of(status);
  if (current_ != nullptr && current_->id() == id) {
    is_missing_noted_ = false;
    over_at_.reset();
  } else if (std::unique_ptr<FollowedFile> back = old_.take_back(id)) {
    set_current(std::move(back), now, calls);
  } else if (calls.is_held(id)) {
    elsewhere_ = id;
    if (noted_ != kSameFile) calls.note({FollowNote::Kind::kSameFile, path_});
    noted_ = kSameFile;
  } else {
    return open_current(id, now, calls);
  }
  return true;
}

// During rotation, the name is missing for a moment.
void FollowedLog::see_missing(FollowClock::time_point now, const LogCallbacks& calls) {
  over_at_.reset();
  if (!missing_since_) missing_since_ = now;
  if (!is_missing_noted_ && (is_first_ || now - *missing_since_ >= kPatience)) {
    calls.note({FollowNote::Kind::kMissing, path_});
    is_missing_noted_ = true;
  }
  if (is_first_) start_ = FollowedFile::Start::kFront;
  // It was deleted or moved away. It is read as long as it is written.
  if (current_ != nullptr && now - *missing_since_ >= kLinger) old_.add(std::move(current_), now);
}

void FollowedLog::see_unreadable(int problem, FollowClock::time_point now,
                                 const LogCallbacks& calls) {
  note_problem(problem, calls);
  if (!over_at_) {
    over_at_ = now;
    if (!is_first_) *over_at_ += current_ == nullptr ? kPatience : kLinger;
  }
  if (current_ != nullptr && now >= *over_at_) old_.add(std::move(current_), now);
}

bool FollowedLog::open_current(const FileId& id, FollowClock::time_point now,
                               const LogCallbacks& calls) {
  int problem = 0;
  std::unique_ptr<FollowedFile> opened = open_as_known(id, problem);
  if (problem == ENOENT || problem == kOtherFile) return false;
  if (opened != nullptr) {
    set_current(std::move(opened), now, calls);
  } else {
    if (!unopened_) unopened_ = id;
    see_unreadable(problem, now, calls);
  }
  return true;
}

// Opens the file at the position where its reading begins.
std::unique_ptr<FollowedFile> FollowedLog::open_as_known(const FileId& id, int& problem) {
  std::unique_ptr<FollowedFile> opened =
      FollowedFile::open(path_, FollowedFile::Start::kFront, *options_, problem, id);
  if (opened == nullptr || old_.resume(*opened)) return opened;
  // Its content was counted under its former name.
  const bool is_counted = elsewhere_ == id;
  const bool is_new = (unopened_ && *unopened_ != id) || (elsewhere_ && *elsewhere_ != id);
  if (!is_counted && (start_ == FollowedFile::Start::kFront || is_new)) return opened;
  try {
    opened->skip_to_end();
  } catch (const std::system_error& failure) {
    problem = failure.code().value();
    return nullptr;
  }
  return opened;
}

void FollowedLog::set_current(std::unique_ptr<FollowedFile> file, FollowClock::time_point now,
                              const LogCallbacks& calls) {
  if (is_first_ && is_backlog_) file->call_backlog();
  if (current_ != nullptr) {
    // The file was replaced by a copy, as editors do.
    if (file->mark().position == 0 && current_->status().st_nlink == 0 &&
        file->holds(current_->mark()))
      file->resume(current_->mark());
    old_.add(std::move(current_), now);
    calls.note({FollowNote::Kind::kRotated, path_});
  } else if (!is_first_) {
    calls.note({FollowNote::Kind::kAppeared, path_});
  }
  current_ = std::move(file);
  start_ = FollowedFile::Start::kFront;
  is_missing_noted_ = false;
  was_readable_ = true;
  over_at_.reset();
  noted_ = 0;
  again_ = true;
}

// Reports a problem once, until it changes or disappears.
void FollowedLog::note_problem(int problem, const LogCallbacks& calls) {
  if (problem == noted_) return;
  noted_ = problem;
  calls.note({FollowNote::Kind::kUnreadable, path_, problem_text(problem)});
}

}  // namespace logscan
