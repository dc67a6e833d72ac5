#include "logscan/discovery.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <utility>

#include "input/open_file.h"
#include "logset/folder.h"
#include "logset/folder_walk.h"
#include "os/place.h"
#include "remote/object_list.h"
#include "remote/url.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan {
namespace {

// Threads that open objects. Each mostly waits for the server's answer.
constexpr std::size_t kOpeners = 16;
constexpr std::size_t kOpenedAhead = 256;  // each holds its first bytes until it is judged

std::string nothing_found(std::size_t count, std::size_t folders, bool recursive) {
  const char* const below =
      folders > 0 && !recursive ? "; --recursive searches the folders in it" : "";
  if (count == 0)
    return fmt::format("no file in it{}", *below != '\0' ? below : "; check the name");
  return fmt::format("no access log in it ({} {} checked; -v shows why){}", count,
                     count == 1 ? "file" : "files", below);
}

void open_all(std::span<const std::shared_ptr<FoundInput>> objects) {
  std::atomic<std::size_t> next = 0;
  const auto open = [&] {
    for (std::size_t i = next++; i < objects.size(); i = next++)
      objects[i]->input();
  };
  std::vector<std::jthread> openers;
  try {
    while (openers.size() + 1 < std::min(kOpeners, objects.size()))
      openers.emplace_back(open);
  } catch (const std::system_error&) {
    // The system provides no more threads; the existing ones do all the work.
  }
  open();
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
    } else if (remote::is_url(word)) {
      take_url(word);
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

  void take_url(const std::string& url) {
    if (!urls_.insert(url).second) {
      const std::string name = remote::public_name(url);
      repeat(name, name);
    } else if (remote::is_object_list(url)) {
      take_list(url);
    } else {
      take(std::make_shared<FoundInput>(url));
    }
  }

  void take_list(const std::string& url) {
    const std::string name = remote::public_name(url);
    remote::ObjectList list;
    try {
      list = remote::list_objects(url, options_.recursive);
    } catch (const InputError& failure) {
      fail(name, failure.what());
      return;
    }
    sort_oldest_first(list.urls);
    std::vector<std::shared_ptr<FoundInput>> objects;
    for (const std::string& object : list.urls)
      objects.push_back(std::make_shared<FoundInput>(object));
    if (!take_objects(list, objects))
      fail(name, nothing_found(objects.size(), list.folders, options_.recursive));
  }

  // Returns whether there was any log.
  bool take_objects(const remote::ObjectList& list,
                    const std::vector<std::shared_ptr<FoundInput>>& objects) {
    bool any = false;
    std::shared_ptr<FoundInput> last;
    for (std::size_t i = 0; i < objects.size(); ++i) {
      FoundInput& object = *objects[i];
      if (options_.why_left_out && i % kOpenedAhead == 0) {
        const std::span rest = std::span(objects).subspan(i);
        open_all(rest.first(std::min(rest.size(), kOpenedAhead)));
      }
      if (!urls_.insert(list.urls[i]).second) {
        repeat(object.path(), object.path());
      } else if (std::optional<std::string> reason = why_left_out(object)) {
        leave_out(object.path(), std::move(*reason));
        continue;
      } else if (last != nullptr &&
                 may_be_copy(parse_log_name(object.path()), parse_log_name(last->path())) &&
                 options_.is_copy(object, *last)) {
        leave_out(object.path(), "has the same content as " + safe_text(last->path()));
        continue;
      } else {
        take(objects[i]);
      }
      any = true;
      last = objects[i];
    }
    return any;
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
      fail(folder, nothing_found(walk.files.size(), walk.folders, options_.recursive));
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
  std::set<std::string> urls_;
};

}  // namespace

FoundInput::FoundInput(const std::string& url) : path_(remote::public_name(url)), url_(url) {}

Input& FoundInput::input() {
  if (!input_) input_ = url_.empty() ? Input::open_found(path_, id_) : Input::open_url(url_);
  return *input_;
}

Discovery discover(const std::vector<std::string>& arguments, const DiscoveryOptions& options) {
  Finder finder(options);
  for (const std::string& argument : arguments)
    finder.take_argument(argument);
  return finder.result();
}

}  // namespace logscan
