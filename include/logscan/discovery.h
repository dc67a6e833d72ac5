#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "logscan/input.h"

namespace logscan {

/// A regular file that a folder or a pattern holds. It is opened once, when somebody first wants to
/// know what is in it.
class FoundInput {
 public:
  FoundInput(std::string path, const FileId& id) : path_(std::move(path)), id_(id) {}

  const std::string& path() const { return path_; }
  const FileId& id() const { return id_; }

  /// See Input::open_found().
  Input& input();

 private:
  std::string path_;
  FileId id_;
  std::optional<Input> input_;
};

struct DiscoveryOptions {
  bool recursive = false;  ///< folders below a named one, too

  /// Why a regular file found in a folder is left out; nullopt: it is read. Empty: all are read.
  std::function<std::optional<std::string>(FoundInput& file)> why_left_out;

  /// Whether a compressed file holds what another one holds uncompressed, as far as can be seen.
  /// It is asked of `access.log.1.gz` beside `access.log.1`, of which one is then read: whoever
  /// compresses a log removes it only afterwards. Empty: no.
  std::function<bool(FoundInput& compressed, FoundInput& plain)> is_copy;
};

/// Something about a path, in words without a final full stop.
struct PathNote {
  std::string path;
  std::string text;
};

/// A file to be read, or what could not be found or listed.
struct FoundFile {
  std::string path;
  std::optional<std::string> error;  ///< why there is no file; in words without a final full stop
  std::shared_ptr<FoundInput> found{};  ///< null for a file that the user named
};

struct Discovery {
  std::vector<FoundFile> files;    ///< in the order in which they are to be read
  std::vector<PathNote> left_out;  ///< what folders hold beside these
  std::vector<PathNote> repeated;  ///< named once more, and read once
};

/// What the arguments of a command line stand for, in their order:
///
/// - `-`: itself, standard input;
/// - a folder: the files in it, sorted by older_first() of log_names.h. Files and links to files
///   that are not hidden, and that `why_left_out` lets pass; nothing else is opened. Below it with
///   `recursive`, but through no link to a folder, and through no folder twice;
/// - anything else that exists: itself, whatever its characters;
/// - what does not exist and has `*`, `?` or `[...]`: the paths that fnmatch(3) finds, sorted
///   likewise. Regular files, and folders as if they were named. No hidden ones, unless the pattern
///   says so;
/// - anything else: itself, so that opening it says what is wrong.
///
/// In folders and behind a pattern's first wildcard, symbolic links are followed as stat_found() of
/// os/place.h says. A link to a regular file or folder that is not followed is an error.
///
/// A file is read once, by whatever name it is found (device and inode).
Discovery discover(const std::vector<std::string>& arguments, const DiscoveryOptions& options);

}  // namespace logscan
