#include "logset/named_logs.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <sys/stat.h>
#include <system_error>
#include <utility>

#include "logset/folder.h"
#include "logset/log_names.h"
#include "os/place.h"

namespace logscan {
namespace {

/// Returns the real path, or the given one if the file no longer exists.
std::string real_or_given(const std::string& path) {
  const std::string real = real_path(path);
  if (!real.empty()) return real;
  std::error_code problem;
  const std::filesystem::path known =
      std::filesystem::weakly_canonical(std::filesystem::absolute(path, problem), problem);
  return problem ? path : known.string();
}

bool is_link(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode) &&
         ::stat(path.c_str(), &status) == 0;
}

// The link may be changed meanwhile, but the file to read must be the one that was checked. The
// link itself is no log.
std::string target_of_found(const std::string& path) {
  struct stat judged {};
  struct stat there {};
  const std::string target = real_or_given(path);
  const bool may_follow = ::lstat(target.c_str(), &there) == 0 && stat_found(path, judged) == 0 &&
                          id_of(there) == id_of(judged);
  return may_follow ? target : path;
}

/// Caches the real names of folders.
class RealFolders {
 public:
  const std::string& of(const std::string& folder) {
    const auto [at, is_new] = known_.try_emplace(folder);
    if (is_new) {
      at->second = real_or_given(folder.empty() ? "." : folder);
      if (!at->second.ends_with('/')) at->second += '/';
    }
    return at->second;
  }

 private:
  std::map<std::string, std::string> known_;
};

// Returns the regular files among the paths, each by its first path.
std::vector<ListedFile> list_files(const std::vector<std::string>& paths,
                                   const std::set<std::string>& named) {
  std::vector<ListedFile> files;
  std::map<FileId, std::size_t> known;
  for (const std::string& path : paths) {
    const bool is_named = named.contains(path);
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    const FileId id = id_of(status);
    const auto [at, is_new] = known.try_emplace(id, files.size());
    if (is_new) {
      files.push_back({path, is_named, id, status.st_nlink > 1, {}});
    } else {
      files[at->second].named = files[at->second].named || is_named;
    }
  }
  return files;
}

}  // namespace

std::vector<NamedLog> named_logs(const std::vector<std::string>& paths,
                                 const std::vector<std::string>& known,
                                 const std::set<std::string>& found) {
  std::vector<NamedLog> logs;
  std::map<std::string, std::size_t> places;
  RealFolders real_folders;
  const auto add = [&](const std::string& path, bool must_be_there) {
    const bool link = is_link(path);
    const LogName name = parse_log_name(!link                  ? path
                                        : found.contains(path) ? target_of_found(path)
                                                               : real_or_given(path));
    const std::string real = real_folders.of(name.folder) + name.live;
    const auto [at, is_new] = places.try_emplace(real, logs.size());
    if (is_new) logs.push_back({"", name.folder, name.live, {}, must_be_there});
    NamedLog& log = logs[at->second];
    log.named.push_back(log.folder + name.path.substr(name.folder.size()));
    // A link stays the same log, wherever it leads.
    if (!link) {
      log.key = real;
    } else if (log.key.empty()) {
      const LogName given = parse_log_name(path);
      log.key = "link " + real_folders.of(given.folder) + given.live;
    }
  };
  for (const std::string& path : paths)
    add(path, true);
  for (const std::string& path : known)
    add(path, false);
  return logs;
}

const Folders::Names& Folders::names_in(const std::string& folder) {
  const auto [at, is_new] = folders_.try_emplace(folder);
  if (is_new) {
    for (std::string& name : names_if_readable(folder))
      at->second[parse_log_name(name).live].push_back(std::move(name));
  }
  return at->second;
}

std::vector<ListedFile> Folders::files_of(const NamedLog& log) {
  const Names& all = names_in(log.folder);
  const std::set<std::string> named(log.named.begin(), log.named.end());
  std::vector<std::string> paths(named.begin(), named.end());
  if (const auto of_log = all.find(log.live); of_log != all.end()) {
    for (const std::string& name : of_log->second) {
      if (!named.contains(log.folder + name)) paths.push_back(log.folder + name);
    }
  }
  sort_oldest_first(paths);
  std::reverse(paths.begin(), paths.end());
  std::vector<ListedFile> files = list_files(paths, named);
  std::reverse(files.begin(), files.end());
  return files;
}

std::vector<ListedFile> Folders::files_in(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& [live, names] : names_in(folder))
    for (const std::string& name : names)
      paths.push_back(folder + name);
  return list_files(paths, {});
}

}  // namespace logscan
