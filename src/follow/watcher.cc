#include "follow/watcher.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "logset/log_names.h"
#include <fmt/core.h>

namespace logscan {
namespace {

constexpr unsigned kFolderEvents = IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE |
                                   IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB | IN_ONLYDIR;
constexpr unsigned kFileEvents = IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE_SELF;

// File systems on which another machine or a program may write without this kernel noticing: NFS,
// SMB, CIFS, 9p, AFS, Ceph, GFS2, OCFS2, Lustre, FUSE.
constexpr std::array<unsigned long, 11> kRemote = {0x6969,     0x517b,     0xfe534d42, 0xff534d42,
                                                   0x01021997, 0x5346414f, 0x00c36400, 0x01161970,
                                                   0x7461636f, 0x0bd00bd0, 0x65735546};

}  // namespace

bool reports_changes(const std::string& path) {
  struct statfs status {};
  if (::statfs(path.empty() ? "." : path.c_str(), &status) != 0) return true;
  const auto type = static_cast<unsigned long>(status.f_type) & 0xffffffff;
  return std::find(kRemote.begin(), kRemote.end(), type) == kRemote.end();
}

Watcher::Watcher() : events_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {}

int Watcher::add(const std::string& path, unsigned events) {
  if (descriptor() < 0 || !reports_changes(path)) return -1;
  return ::inotify_add_watch(descriptor(), path.empty() ? "." : path.c_str(), events);
}

std::set<std::size_t> Watcher::watch(const std::vector<Wants>& logs) {
  std::set<std::size_t> left_out;
  for (auto& [folder, watch] : folders_)
    watch.logs.clear();
  for (auto& [id, watch] : files_)
    watch.logs.clear();
  for (std::size_t log = 0; log < logs.size(); ++log) {
    for (const std::string& folder : logs[log].folders) {
      Watch& watch = folders_[folder];
      if (watch.number < 0) watch.number = add(folder, kFolderEvents);
      watch.logs.insert(log);
      if (watch.number < 0) left_out.insert(log);
    }
    // Through the descriptor, since the name may belong to another file.
    for (const auto& [id, fd] : logs[log].files) {
      Watch& watch = files_[id];
      if (watch.number < 0) watch.number = add(fmt::format("/proc/self/fd/{}", fd), kFileEvents);
      watch.logs.insert(log);
      if (watch.number < 0) left_out.insert(log);
    }
  }
  drop_unused(folders_);
  drop_unused(files_);
  return left_out;
}

template <class Key>
void Watcher::drop_unused(Watches<Key>& watches) {
  for (auto at = watches.begin(); at != watches.end();) {
    if (!at->second.logs.empty()) {
      ++at;
      continue;
    }
    if (at->second.number >= 0) ::inotify_rm_watch(descriptor(), at->second.number);
    at = watches.erase(at);
  }
}

template <class Key>
void Watcher::forget(Watches<Key>& watches, int number) {
  for (auto& [key, watch] : watches) {
    if (watch.number == number) watch.number = -1;
  }
}

std::set<std::size_t> Watcher::changed(bool& all) {
  std::set<std::size_t> logs;
  alignas(inotify_event) std::array<char, 16 * 1024> bytes;
  for (;;) {
    const ssize_t got = descriptor() < 0 ? -1 : ::read(descriptor(), bytes.data(), bytes.size());
    if (got < 0 && descriptor() >= 0 && errno == EINTR) continue;
    if (got <= 0) return logs;
    for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
      inotify_event event;
      std::memcpy(&event, &bytes[at], sizeof event);
      at += sizeof event + event.len;
      if ((event.mask & IN_Q_OVERFLOW) != 0) all = true;
      const auto add_logs = [&logs, number = event.wd](const auto& watches) {
        for (const auto& [key, watch] : watches) {
          if (watch.number == number) logs.insert(watch.logs.begin(), watch.logs.end());
        }
      };
      add_logs(folders_);
      add_logs(files_);
      // The folder or the file was deleted, or another file system was mounted there.
      if ((event.mask & IN_IGNORED) == 0) continue;
      forget(folders_, event.wd);
      forget(files_, event.wd);
    }
  }
}

FolderChanges::FolderChanges(std::string_view path) : folder_(parse_log_name(path).folder) {}

bool FolderChanges::may_have_changed(FollowClock::time_point now) {
  struct stat status {};
  if (::stat(folder_.empty() ? "." : folder_.c_str(), &status) != 0) return false;
  const timespec& written = status.st_mtim;
  if (written.tv_sec != written_.tv_sec || written.tv_nsec != written_.tv_nsec) {
    written_ = written;
    changed_before_.reset();
    is_quiet_ = false;
    return true;
  }
  if (is_quiet_) return false;
  if (!changed_before_) changed_before_ = now;
  is_quiet_ = now - *changed_before_ >= kCoarse;
  return true;
}

}  // namespace logscan
