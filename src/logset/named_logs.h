#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "logscan/file_id.h"

namespace logscan {

/// A log to read, identified by the names of some of its files.
struct NamedLog {
  std::string key;     ///< an absolute path; see named_logs()
  std::string folder;  ///< folder of the files as the user named it; empty, or ending in a slash
  std::string live;    ///< see LogName
  std::vector<std::string> named;  ///< paths, each of which is `folder` and a name
  bool must_be_there = true;       ///< a missing file is an error
};

/// Returns the logs that the files belong to, in the order in which they were named. A symbolic
/// link counts as the file that it leads to. Logs of `known` that are not among them follow; they
/// need not exist. The user did not name the paths in `found`, so links among them are followed
/// only if stat_found() follows them.
std::vector<NamedLog> named_logs(const std::vector<std::string>& paths,
                                 const std::vector<std::string>& known = {},
                                 const std::set<std::string>& found = {});

/// A file of a log under one of its names; if there are several, the newest.
struct ListedFile {
  std::string path;
  bool named = false;
  FileId id;
  bool has_more_names = false;  ///< hard links, in any folder
  std::string live = {};        ///< live name of the log, if the name belongs to another log

  friend bool operator==(const ListedFile&, const ListedFile&) = default;
};

/// The contents of folders. Each folder is read once.
class Folders {
 public:
  /// Returns the regular files of a log, oldest first. Files that were not named are no symbolic
  /// links.
  std::vector<ListedFile> files_of(const NamedLog& log);

  /// Returns all regular files in a folder, each by its first name.
  std::vector<ListedFile> files_in(const std::string& folder);

 private:
  using Names = std::map<std::string, std::vector<std::string>>;  ///< by live name
  const Names& names_in(const std::string& folder);

  std::map<std::string, Names> folders_;
};

}  // namespace logscan
