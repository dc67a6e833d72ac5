#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "logscan/file_id.h"

namespace logscan {

/// A log that a run was told to read, by the names of some of its files.
struct NamedLog {
  std::string key;     ///< from the root, see named_logs()
  std::string folder;  ///< of its files as the user named it; empty, or with a slash at the end
  std::string live;    ///< see LogName
  std::vector<std::string> named;  ///< paths, each of them `folder` and a name
  bool must_be_there = true;       ///< it is an error when there is no file
};

/// Which logs the files belong to, in the order in which they were named. Of a symbolic link the
/// file counts that it leads to. Then those of `known` that are not among them, which need not be
/// there. The user did not name the paths in `found`, so of links only those lead anywhere that
/// stat_found() follows.
std::vector<NamedLog> named_logs(const std::vector<std::string>& paths,
                                 const std::vector<std::string>& known = {},
                                 const std::set<std::string>& found = {});

/// A file of a log, or of several of its names the newest.
struct ListedFile {
  std::string path;
  bool named = false;
  FileId id;
  bool has_more_names = false;  ///< hard links, in any folder
  std::string live = {};        ///< of the log, where the name is none of its own

  friend bool operator==(const ListedFile&, const ListedFile&) = default;
};

/// What folders hold; each is read once.
class Folders {
 public:
  /// The regular files of a log, oldest first. One that was not named is no symbolic link.
  std::vector<ListedFile> files_of(const NamedLog& log);

  /// All regular files in a folder, each by its first name.
  std::vector<ListedFile> files_in(const std::string& folder);

 private:
  using Names = std::map<std::string, std::vector<std::string>>;  ///< by live name
  const Names& names_in(const std::string& folder);

  std::map<std::string, Names> folders_;
};

}  // namespace logscan
