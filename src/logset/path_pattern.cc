
#include <algorithm>
#include <cerrno>
#include <fnmatch.h>
#include <sys/stat.h>
#include <system_error>
#include <utility>

#include "input/open_file.h"
#include "logset/folder.h"
#include "logset/log_names.h"
#include "os/place.h"

namespace logscan {
namespace {

bool has_entry(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0;
}

// Removes slashes from the front of `pattern`, then the part up to the next slash, and returns that
// part.
std::string_view take_part(std::string_view& pattern) {
  const std::size_t begin = std::min(pattern.find_first_not_of('/'), pattern.size());
  const std::size_t end = std::min(pattern.find('/', begin), pattern.size());
  const std::string_view part = pattern.substr(begin, end - begin);
  pattern.remove_prefix(end);
  return part;
}

void append_matches(const std::string& folder, const std::string& part, bool last,
                    PatternMatches& to) {
  std::vector<std::string> names;
  try {
    names = names_in(folder.empty() ? "." : folder);
  } catch (const std::system_error& failure) {
    // Anything but a folder has no matches.
    if (failure.code().value() == ENOTDIR || failure.code().value() == ENOENT) return;
    to.unread.push_back(
        {folder.empty() ? "." : folder, "cannot be listed: " + failure.code().message()});
    return;
  }
  for (const std::string& name : names) {
    if (::fnmatch(part.c_str(), name.c_str(), FNM_PERIOD) != 0) continue;
    std::string path = path_in(folder, name);
    struct stat status {};
    const int problem = last ? 0 : stat_found(path, to.named, status);
    if (problem == EPERM && S_ISDIR(status.st_mode)) {
      to.unread.push_back({path, describe_error(problem)});
    } else if (last || (problem == 0 && S_ISDIR(status.st_mode))) {
      to.paths.push_back(std::move(path));
    }
  }
}

}  // namespace

bool may_be_pattern(std::string_view word) {
  const std::size_t open = word.find('[');
  return word.find_first_of("*?") != std::string_view::npos ||
         (open != std::string_view::npos && word.find(']', open) != std::string_view::npos);
}

PatternMatches match_pattern(std::string_view pattern) {
  PatternMatches found;
  bool is_matched = false;  // a part of the pattern was matched
  found.paths.emplace_back(pattern.starts_with('/') ? "/" : "");
  while (!pattern.empty() && !found.paths.empty()) {
    const std::string part(take_part(pattern));
    if (part.empty()) break;  // slashes at the end
    const bool last = pattern.empty();
    const std::vector<std::string> folders = std::exchange(found.paths, {});
    if (may_be_pattern(part) && !is_matched) {
      found.named = folders.front().size();
      is_matched = true;
    }
    for (const std::string& folder : folders) {
      if (may_be_pattern(part)) {
        append_matches(folder, part, last, found);
      } else if (std::string path = path_in(folder, part); has_entry(path)) {
        found.paths.push_back(std::move(path));
      }
    }
  }
  sort_oldest_first(found.paths);
  return found;
}

}  // namespace logscan
