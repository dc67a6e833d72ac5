#include "logscan/discovery.h"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <map>
#include <sys/stat.h>
#include <utility>

#include "input/open_file.h"
#include "logset/folder.h"
#include "logset/folder_walk.h"
#include "os/place.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan {
namespace {

std::string nothing_found(const FolderWalk& walk, bool recursive) {
  const char* const below =
      walk.folders > 0 && !recursive ? "; --recursive searches the folders in it" : "";
  const std::size_t count = walk.files.size();
  if (count == 0)
    return fmt::format("no file in it{}", *below != '\0' ? below : "; check the name");
  return fmt::format("no access log in it ({} {} checked; -v shows why){}", count,
                     count == 1 ? "file" : "files", below);
}

class Finder {
 public:
  explicit Finder(const DiscoveryOptions& options) : options_(options) {}

  void take_argument(const std::string& word) {
    struct stat status {};
    if (word == "-") {
      take(word);
    } else if (::stat(word.c_str(), &status) == 0) {
      take_named(word, status);
    } else if ((errno == ENOENT || errno == ENOTDIR) && may_be_pattern(word) &&
               ::lstat(word.c_str(), &status) != 0) {
      take_pattern(word);
    } else {
      take(word);
    }
  }

  Discovery result() { return std::move(found_); }

 private:
  void take(const std::string& path) { found_.files.push_back({path, std::nullopt}); }

  void take(std::shared_ptr<FoundInput> found) {
    const std::string& path = found->path();
    found_.files.push_back({path, std::nullopt, std::move(found)});
  }

  void leave_out(const std::string& path, std::string reason) {
    found_.left_out.push_back({path, std::move(reason)});
  }

  void fail(const std::string& path, std::string error) {
    found_.files.push_back({path, std::move(error)});
  }

  void take_named(const std::string& path, const struct stat& status) {
    if (S_ISDIR(status.st_mode)) {
      take_folder(path, status);
    } else if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode)) {
      take(path);  // a device may be read twice
    } else if (const auto [known, is_new] = files_.emplace(id_of(status), path); is_new) {
      take(path);
    } else {
      repeat(path, known->second);
    }
  }

  void take_pattern(const std::string& pattern) {
    const PatternMatches matches = match_pattern(pattern);
    for (const PathNote& note : matches.unread)
      fail(note.path, note.text);
    const std::size_t before = found_.files.size() + found_.repeated.size();
    for (const std::string& path : matches.paths)
      take_match(path, matches.named);
    const bool is_any = found_.files.size() + found_.repeated.size() > before;
    if (matches.paths.empty() && matches.unread.empty()) {
      fail(pattern, "no file matches; check the pattern, and the folder you are in");
    } else if (!is_any && matches.unread.empty()) {
      fail(pattern, "no regular file matches; -v lists what matches");
    }
  }

  void take_match(const std::string& path, std::size_t named) {
    struct stat status {};
    const int problem = stat_found(path, named, status);
    if (problem == ENOENT || problem == ELOOP) {
      leave_out(path, problem == ELOOP ? "is a link in a loop" : "is a broken link");
    } else if (problem != 0 && problem != EPERM) {
      fail(path, describe_error(problem));
    } else if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
      leave_out(path, kind_of(status.st_mode));
    } else if (problem != 0) {
      fail(path, describe_error(problem));
    } else if (S_ISDIR(status.st_mode)) {
      take_folder(path, status);
    } else if (const auto [known, is_new] = files_.emplace(id_of(status), path); is_new) {
      take(std::make_shared<FoundInput>(path, id_of(status)));
    } else {
      repeat(path, known->second);
    }
  }

  void take_folder(const std::string& folder, const struct stat& status) {
    const auto [known, is_new] = folders_.emplace(id_of(status), folder);
    if (!is_new) {
      repeat(folder, known->second);
      return;
    }
    FolderWalk walk = walk_folder(folder, id_of(status), options_.recursive, folders_);
    if (!take_files(walk) && walk.unread.empty())
      fail(folder, nothing_found(walk, options_.recursive));
    for (const PathNote& note : walk.unread)
      fail(note.path, note.text);
    std::sort(walk.left_out.begin(), walk.left_out.end(),
              [](const PathNote& a, const PathNote& b) { return a.path < b.path; });
    std::move(walk.left_out.begin(), walk.left_out.end(), std::back_inserter(found_.left_out));
  }

  // Returns whether there was any log.
  bool take_files(FolderWalk& walk) {
    bool any = false;
    const LogName* last_name = nullptr;  // of the last file that is read
    std::shared_ptr<FoundInput> last;
    const std::map<FileId, std::string> names = chosen_names(walk);
    for (const WalkedFile& file : walk.files) {
      const std::string& path = file.name.path;
      if (const std::string& chosen = names.at(file.id); chosen != path) {
        walk.left_out.push_back({path, "is the same file as " + safe_text(chosen)});
        continue;
      }
      auto found = std::make_shared<FoundInput>(path, file.id);
      if (const auto known = files_.find(file.id); known != files_.end()) {
        repeat(path, known->second);
      } else if (std::optional<std::string> reason = why_left_out(*found)) {
        walk.left_out.push_back({path, std::move(*reason)});
        continue;
      } else if (last != nullptr && may_be_copy(file.name, *last_name) &&
                 options_.is_copy(*found, *last)) {
        walk.left_out.push_back({path, "has the same content as " + safe_text(last->path())});
        continue;
      } else {
        files_.emplace(file.id, path);
        take(found);
      }
      any = true;
      last_name = &file.name;
      last = std::move(found);
    }
    return any;
  }

  bool may_be_copy(const LogName& name, const LogName& plain) const {
    return !name.compression.empty() && plain.compression.empty() &&
           name.rotation != LogName::Rotation::kNone && options_.is_copy &&
           same_rotation(name, plain);
  }

  // Chooses the name under which each file is read, preferring its own name to a link.
  static std::map<FileId, std::string> chosen_names(const FolderWalk& walk) {
    std::map<FileId, std::string> names;
    for (const bool links : {false, true}) {
      for (const WalkedFile& file : walk.files) {
        if (file.is_link == links) names.emplace(file.id, file.name.path);
      }
    }
    return names;
  }

  std::optional<std::string> why_left_out(FoundInput& file) const {
    return options_.why_left_out ? options_.why_left_out(file) : std::nullopt;
  }

  void repeat(const std::string& path, const std::string& known) {
    found_.repeated.push_back(
        {path, path == known ? "is named twice" : "is the same as " + safe_text(known)});
  }

  const DiscoveryOptions& options_;
  Discovery found_;
  std::map<FileId, std::string> files_;  ///< the name under which each file is read
  WalkedFolders folders_;
};

}  // namespace

Input& FoundInput::input() {
  if (!input_) input_ = Input::open_found(path_, id_);
  return *input_;
}

Discovery discover(const std::vector<std::string>& arguments, const DiscoveryOptions& options) {
  Finder finder(options);
  for (const std::string& argument : arguments)
    finder.take_argument(argument);
  return finder.result();
}

}  // namespace logscan
