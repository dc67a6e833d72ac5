#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <utility>

#include "logset/log_names.h"
#include "state/log_plan.h"
#include "state/match.h"
#include "state/present_file.h"

namespace logscan {
namespace {

/// Index of what is known about logs and files.
class Known {
 public:
  explicit Known(const std::vector<LogPositions>& seen) {
    for (const LogPositions& log : seen)
      files_.emplace(log.key, &log.files);
  }

  const std::vector<SeenFile>& files_of(const NamedLog& log) const {
    static const std::vector<SeenFile> kNone;
    const auto at = files_.find(log.key);
    return at != files_.end() ? *at->second : kNone;
  }

 private:
  std::map<std::string, const std::vector<SeenFile>*> files_;
};

// Returns whether a file with the inode of a seen one continues it, as far as it may be
// decompressed; nullopt if it cannot be read.
std::optional<bool> is_same(const ListedFile& file, const SeenFile& seen,
                            std::uint64_t max_decompressed) {
  try {
    const PresentFile look(file, max_decompressed);
    if (look.error()) return std::nullopt;
    if (look.compressed() && std::find(seen.compressed.begin(), seen.compressed.end(),
                                       *look.compressed()) != seen.compressed.end())
      return true;
    return continues(look, seen) || (look.limit_reached() && look.size() < seen.offset);
  } catch (const std::system_error&) {
    return std::nullopt;
  }
}

// A name of the newest file may now belong to another file, or the file may have been moved. Its
// inode may also have been reused for a file that is no log.
void add_other_names(const Known& known, Folders& folders, std::vector<ListedLog>& listed,
                     std::uint64_t max_decompressed) {
  std::set<FileId> there;
  for (const ListedLog& one : listed)
    for (const ListedFile& file : one.files)
      there.insert(file.id);
  for (ListedLog& one : listed) {
    std::map<FileId, const SeenFile*> missing;
    for (const SeenFile& file : known.files_of(one.log)) {
      if (!file.gone && !file.passed_over && file.offset > 0 && !there.contains(file.id))
        missing.emplace(file.id, &file);
    }
    if (missing.empty()) continue;
    for (ListedFile& file : folders.files_in(one.log.folder)) {
      const auto at = missing.find(file.id);
      if (at == missing.end() || !is_same(file, *at->second, max_decompressed).value_or(false))
        continue;
      there.insert(at->first);
      file.live = one.log.live;
      const bool has_live = !one.files.empty() && parse_log_name(one.files.back().path).is_live();
      one.files.insert(one.files.end() - (has_live ? 1 : 0), std::move(file));
    }
  }
}

// Removes the names of files that belong to other logs.
void keep_one_name(const Known& known, std::vector<ListedLog>& listed) {
  enum Claim { kKnown, kNamed, kListed };
  std::map<FileId, std::pair<Claim, std::size_t>> owners;
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const std::vector<SeenFile>& seen = known.files_of(listed[i].log);
    for (const ListedFile& file : listed[i].files) {
      if (!file.has_more_names) continue;
      const bool is_known = std::any_of(seen.begin(), seen.end(),
                                        [&](const SeenFile& other) { return other.id == file.id; });
      const std::pair claim(is_known ? kKnown : file.named ? kNamed : kListed, i);
      const auto [at, is_new] = owners.try_emplace(file.id, claim);
      if (!is_new) at->second = std::min(at->second, claim);
    }
  }
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const auto is_of_another = [&](const ListedFile& file) {
      return file.has_more_names && owners.at(file.id).second != i;
    };
    if (std::erase_if(listed[i].files, is_of_another) > 0) listed[i].log.must_be_there = false;
  }
}

}  // namespace

bool same_files(const std::vector<ListedLog>& a, const std::vector<ListedLog>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const ListedLog& left, const ListedLog& right) {
                      return left.log.key == right.log.key && left.files == right.files;
                    });
}

std::vector<ListedLog> list_logs(const std::vector<NamedLog>& logs,
                                 const std::vector<LogPositions>& seen,
                                 std::uint64_t max_decompressed) {
  Folders folders;
  std::vector<ListedLog> listed;
  for (const NamedLog& log : logs)
    listed.push_back({log, folders.files_of(log)});
  const Known known(seen);
  add_other_names(known, folders, listed, max_decompressed);
  keep_one_name(known, listed);
  return listed;
}

void follow_files(const std::vector<ListedLog>& listed, std::vector<LogPositions>& seen,
                  std::uint64_t max_decompressed) {
  std::map<FileId, std::pair<const ListedFile*, const std::string*>> present;
  for (const ListedLog& one : listed)
    for (const ListedFile& file : one.files)
      present.emplace(file.id, std::pair(&file, &one.log.key));
  std::vector<LogPositions> moved;
  for (LogPositions& from : seen) {
    std::erase_if(from.files, [&](const SeenFile& file) {
      const auto at = present.find(file.id);
      if (at == present.end() || *at->second.second == from.key) return false;
      if (!is_same(*at->second.first, file, max_decompressed).value_or(true)) return false;
      moved.push_back({*at->second.second, {file}});
      return true;
    });
  }
  for (LogPositions& log : moved) {
    const auto to = std::find_if(seen.begin(), seen.end(),
                                 [&](const LogPositions& other) { return other.key == log.key; });
    if (to == seen.end()) {
      seen.push_back(std::move(log));
    } else {
      to->files.push_back(std::move(log.files.front()));
    }
  }
}

}  // namespace logscan
