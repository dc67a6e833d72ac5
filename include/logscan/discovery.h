#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "logscan/input.h"

namespace logscan {

/// A regular file found in a folder or by a pattern, or an object on a server. It is opened once,
/// when its content is first needed.
class FoundInput {
 public:
  FoundInput(std::string path, const FileId& id) : path_(std::move(path)), id_(id) {}
  /// An object; path() is the URL without what may be secret.
  explicit FoundInput(const std::string& url);

  const std::string& path() const { return path_; }
  const FileId& id() const { return id_; }

  /// Opens the file on the first call. See Input::open_found().
  Input& input();

 private:
  std::string path_;
  FileId id_;
  std::string url_;  ///< of an object; empty for a file
  std::optional<Input> input_;
};

struct DiscoveryOptions {
  bool recursive = false;  ///< also search the folders below a named one

  /// Returns why a regular file found in a folder is left out, or nullopt to read it. If empty, all
  /// files are read.
  std::function<std::optional<std::string>(FoundInput& file)> why_left_out;

  /// Returns whether a compressed file holds the same text as an uncompressed one, as far as can be
  /// seen. Called for pairs such as `access.log.1.gz` and `access.log.1`, which exist side by side
  /// while a log is compressed; only one of the two is then read. If empty, no file is a copy.
  std::function<bool(FoundInput& compressed, FoundInput& plain)> is_copy;
};

/// A note about a path, without a final full stop.
struct PathNote {
  std::string path;
  std::string text;
};

/// A file to read, or a path that could not be found or listed.
struct FoundFile {
  std::string path;
  std::optional<std::string> error;     ///< why there is no file, without a final full stop
  std::shared_ptr<FoundInput> found{};  ///< null for a file that the user named
};

struct Discovery {
  std::vector<FoundFile> files;    ///< in the order in which to read them
  std::vector<PathNote> left_out;  ///< files in the folders that are not read
  std::vector<PathNote> repeated;  ///< named more than once, but read once
};

/// Resolves the arguments of a command line, in their order:
///
/// - `-` is standard input.
/// - A folder stands for the files in it, sorted by older_first() of log_names.h. Hidden files are
///   left out, and so are those that `why_left_out` rejects; nothing else is opened. With
///   `recursive`, folders below it are searched, but links to folders are not followed and no
///   folder is searched twice.
/// - Any other existing path stands for itself, whatever characters it has.
/// - A path that does not exist but has `*`, `?` or `[...]` is a pattern as in fnmatch(3). It
///   stands for the regular files that match, sorted likewise, and for matching folders as if they
///   were named. Hidden files match only if the pattern says so.
/// - An http, https or s3 URL stands for an object on a server. An s3 URL that ends with a slash
///   stands for the objects in it, like a folder.
/// - Anything else stands for itself, so that opening it reports the error.
///
/// Symbolic links in folders, or after the first wildcard of a pattern, are followed as
/// stat_found() of os/place.h describes. A link to a regular file or folder that is not followed is
/// an error.
///
/// Each file is read once, even if several names lead to it (device and inode decide), and so is
/// each URL.
Discovery discover(const std::vector<std::string>& arguments, const DiscoveryOptions& options);

}  // namespace logscan
