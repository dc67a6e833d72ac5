#include "state/log_plan.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <set>
#include <string_view>
#include <sys/stat.h>
#include <utility>

#include "input/open_file.h"
#include "state/match.h"
#include "text/hash_bytes.h"
#include <fmt/core.h>

namespace logscan {
namespace {

/// Missing files are remembered for a while, since they may be moved away and back.
constexpr std::size_t kMostGone = 64;

constexpr std::size_t kRotations = 4;

std::size_t place_of(const LogName& name) {
  return static_cast<std::size_t>(name.rotation);
}

bool is_same_size(const PresentFile& file) {
  struct stat status {};
  return ::lstat(file.path().c_str(), &status) == 0 &&
         static_cast<std::uint64_t>(status.st_size) == file.raw_size();
}

/// Plans the reading of one log.
class LogPlan {
 public:
  LogPlan(const NamedLog& log, const std::vector<SeenFile>& seen, bool is_first,
          const std::vector<PresentFile>& files, std::uint64_t window)
      : log_(log), seen_(seen), files_(files), is_first_(is_first), window_(window) {
    plan_.positions.push_back({log.key, {}});
    std::vector<std::string> named = log.named;
    sort_oldest_first(named);
    newest_named_ = parse_log_name(named.back());
    const bool has_live = std::any_of(
        files.begin(), files.end(), [](const PresentFile& file) { return file.name().is_live(); });
    for (std::size_t i = 0; i < files.size(); ++i) {
      const LogName& name = files[i].name();
      if (files[i].raw_size() == 0) continue;
      for (std::size_t kind = 0; kind < newer_.size(); ++kind) {
        if (name.is_live() ||
            (place_of(name) == kind && (has_live || name.rotation != LogName::Rotation::kNumber)))
          newer_[kind].push_back(i);
      }
    }
  }

  ReadingPlan run() {
    match_ = match_files(seen_, files_, is_first_);
    copies_.resize(seen_.size());
    for (std::size_t i = 0; i < files_.size(); ++i)
      if (match_.nothing_more[i]) copies_[*match_.nothing_more[i]].push_back(i);
    keep_gone();
    std::vector<bool> is_kept(seen_.size());
    for (const FileGroup& group : match_.groups) {
      if (group.seen) is_kept[*group.seen] = true;
      take(group);
    }
    for (std::size_t i = 0; i < seen_.size(); ++i)
      if (match_.is_there[i] && !is_kept[i]) keep(i);
    for (std::size_t i = 0; i < files_.size(); ++i)
      take_rest(i);
    report_limits();
    if (files_.empty() && log_.must_be_there)
      plan_.unreadable.push_back({newest_named_.path, why_missing()});
    // A report names each log, even if nothing is new.
    if (plan_.readings.empty()) add_idle();
    return std::move(plan_);
  }

 private:
  std::vector<SeenFile>& positions() { return plan_.positions.front().files; }

  /// Returns whether a file is the newest that was named, or older.
  bool is_asked_for(std::size_t file) const {
    return !older_first(newest_named_, files_[file].name());
  }

  // Keeps files that were missing before first: if there are too many, the oldest are dropped.
  void keep_gone() {
    for (const bool before : {true, false}) {
      for (std::size_t i = 0; i < seen_.size(); ++i) {
        if (match_.is_there[i] || match_.is_copy[i] || seen_[i].gone != before) continue;
        if (!before) tell_lost(seen_[i]);
        positions().push_back(seen_[i]);
        positions().back().gone = true;
      }
    }
    if (positions().size() > kMostGone)
      positions().erase(positions().begin(), positions().end() - kMostGone);
  }

  void tell_lost(const SeenFile& seen) {
    if (seen.passed_over) return;
    const std::uint64_t bytes = seen.size - std::min(seen.size, seen.offset);
    if (bytes > 0 || !seen.finished)
      plan_.lost.push_back({log_.folder + seen.name, seen.offset, bytes, !seen.finished});
  }

  // Returns whether only copies are left, made before the last lines were written.
  bool is_cut_off(std::size_t i) const {
    return !copies_[i].empty() &&
           std::all_of(copies_[i].begin(), copies_[i].end(), [&](std::size_t j) {
             return !files_[j].error() && !files_[j].compressed() &&
                    files_[j].size() < seen_[i].offset;
           });
  }

  // Handles a seen file without new content.
  void keep(std::size_t i) {
    SeenFile file = seen_[i];
    if (file.size > file.offset && is_cut_off(i)) {
      tell_lost(file);
      file.size = file.offset;
    }
    std::vector<RawPrint> compressed;
    for (const std::size_t j : copies_[i]) {
      if (files_[j].error()) {
        compressed = file.compressed;
        break;
      }
      file.id = files_[j].id();
      file.name = file_name(j);
      file.finished = true;
      if (is_all_known(j)) compressed.push_back(*files_[j].compressed());
    }
    file.compressed = std::move(compressed);
    file.gone = false;
    positions().push_back(std::move(file));
  }

  void take(const FileGroup& group) {
    const bool asked = std::any_of(group.files.begin(), group.files.end(),
                                   [&](std::size_t file) { return is_asked_for(file); });
    if (!asked) {
      if (group.seen) positions().push_back(seen_[*group.seen]);
      return;
    }
    const PresentFile& file = files_[group.longest];
    SeenFile now = group.seen ? seen_[*group.seen] : new_file(group);
    const bool is_passed_over = now.passed_over && (now.unmeasured || now.size == file.size());
    note_look(group, now);
    if (is_passed_over) {
      positions().push_back(std::move(now));
      return;
    }
    now.passed_over = false;
    // A copy that was being written when it was examined, and is complete now: otherwise the
    // original would have the same text.
    if (now.finished && !is_same_size(file)) throw FilesChanged();
    const bool whole = now.finished || (file.compressed() && !file.is_broken());
    const std::uint64_t end = whole ? file.size() : file.last_line_end(now.offset);
    plan_.pending_bytes += file.size() - end;
    if (end > now.offset) {
      read(file, now, end);
    } else if (!file.compressed()) {
      newest_ = reading(file, now, end);
    }
    positions().push_back(std::move(now));
  }

  // Returns whether a later run need not decompress the file again.
  bool is_all_known(std::size_t i) const {
    return files_[i].compressed() && !files_[i].limit_reached();
  }

  // A file that holds more text than may be decompressed is an error in each run, until it is
  // removed or the limit is raised. One that is read now reports that itself.
  void report_limits() {
    std::vector<bool> is_covered(files_.size());
    for (const FileGroup& group : match_.groups) {
      for (const std::size_t i : group.files)
        is_covered[i] = !files_[group.longest].limit_reached();
    }
    std::set<std::string_view> read;
    for (const Reading& reading : plan_.readings)
      read.insert(reading.path);
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const PresentFile& file = files_[i];
      if (file.limit_reached() && is_asked_for(i) && !is_covered[i] && !read.contains(file.path()))
        plan_.unreadable.push_back({file.path(), *file.limit_reached()});
    }
  }

  SeenFile new_file(const FileGroup& group) {
    const PresentFile& file = files_[group.longest];
    SeenFile seen;
    seen.size = file.size();
    seen.tail = file.print_before(0);
    const bool named = std::any_of(group.files.begin(), group.files.end(),
                                   [&](std::size_t i) { return files_[i].named(); });
    if (is_first_ && !named) {
      seen.passed_over = true;
      seen.offset = file.last_line_end(0);
      seen.tail = file.print_before(seen.offset);
    }
    return seen;
  }

  // Records the present state of a file, whatever was read.
  void note_look(const FileGroup& group, SeenFile& seen) {
    const PresentFile& file = files_[group.longest];
    const auto is_seen_inode = [&](std::size_t i) { return files_[i].id() == seen.id; };
    if (std::none_of(group.files.begin(), group.files.end(), is_seen_inode)) seen.id = file.id();
    seen.name = file_name(group.longest);
    seen.size = file.size();
    seen.head = file.print();
    // A later run may read the text past the limit.
    seen.finished = is_finished(group) && !file.limit_reached();
    seen.gone = false;
    seen.compressed.clear();
    const auto note = [&](std::size_t i) {
      if (is_all_known(i)) seen.compressed.push_back(*files_[i].compressed());
    };
    std::for_each(group.files.begin(), group.files.end(), note);
    if (group.seen) std::for_each(copies_[*group.seen].begin(), copies_[*group.seen].end(), note);
  }

  // Returns whether a newer file is already being written. Names alone do not show whether a number
  // is newer than a date. Without a live file, they do not even show whether a number comes from a
  // rotation: it may be a port.
  bool is_finished(const FileGroup& group) const {
    const std::size_t newest = group.files.back();
    const std::vector<std::size_t>& newer = newer_[place_of(files_[newest].name())];
    return std::any_of(
        std::upper_bound(newer.begin(), newer.end(), newest), newer.end(),
        [&](std::size_t i) { return !group.seen || match_.nothing_more[i] != group.seen; });
  }

  Reading reading(const PresentFile& file, const SeenFile& seen, std::uint64_t end) {
    return {file.path(),       file.id(),       0, positions().size(), seen.offset, end, seen.lines,
            file.compressed(), file.is_broken()};
  }

  void read(const PresentFile& file, SeenFile& seen, std::uint64_t end) {
    // A file that was passed over has no identity, and continues at an offset.
    if (seen.offset == 0 || seen.identity == InputIdentity()) seen.identity = identity(seen);
    plan_.readings.push_back(reading(file, seen, end));
    seen.offset = end;
    seen.tail = file.print_before(end);
  }

  // No two files ever read have the same identity, on this machine or another: merged results must
  // never look as if lines were counted twice.
  InputIdentity identity(const SeenFile& seen) const {
    return {
        hash_bytes(fmt::format("{}\n{}\n{}\n{}", log_.key, seen.name, window_, seen.head.whole)),
        seen.head.length};
  }

  // Adds the newest file, even if it is empty, or else the one that was read last.
  void add_idle() {
    for (std::size_t i = files_.size(); i-- > 0;) {
      const PresentFile& file = files_[i];
      if (file.error() || file.compressed() || !is_asked_for(i)) continue;
      if (newest_ && newest_->path == file.path()) break;
      plan_.idle.push_back({file.path(), file.id()});
      return;
    }
    if (newest_) {
      plan_.readings.push_back(*newest_);
    } else if (!files_.empty() && !files_.back().error() && is_asked_for(files_.size() - 1)) {
      plan_.idle.push_back({files_.back().path(), files_.back().id()});
    }
  }

  // Handles files in no group: unreadable ones and, when the log is new, compressed ones that
  // nobody named.
  void take_rest(std::size_t i) {
    const PresentFile& file = files_[i];
    if (!is_asked_for(i)) return;
    const bool is_known = match_.nothing_more[i].has_value();
    const bool is_passed_over =
        is_known ? seen_[*match_.nothing_more[i]].passed_over : is_first_ && !file.named();
    if (!is_passed_over && file.error()) {
      plan_.unreadable.push_back({file.path(), *file.error()});
    } else if (!is_passed_over && is_unusable(file)) {
      plan_.unreadable.push_back(
          {file.path(), "is corrupt or truncated: nothing in it can be read"});
    }
    if (!is_passed_over || is_known || (!file.error() && !file.compressed())) return;
    SeenFile seen;
    seen.id = file.id();
    seen.name = file_name(i);
    seen.size = file.raw_size();
    seen.head = file.print();
    if (file.compressed()) seen.compressed = {*file.compressed()};
    seen.passed_over = true;
    seen.unmeasured = true;
    seen.finished = true;
    positions().push_back(std::move(seen));
  }

  std::string why_missing() const {
    struct stat status {};
    return ::stat(newest_named_.path.c_str(), &status) != 0 ? describe_error(errno)
                                                            : "is not a regular file; name a log";
  }

  // Returns whether nothing can be read from a compressed file, unless it is just being written.
  bool is_unusable(const PresentFile& file) const {
    if (!file.compressed() || !file.head().empty() || !file.is_broken() || file.limit_reached())
      return false;
    const std::string& path = file.path();
    const std::string made_of = path.substr(0, path.size() - file.name().compression.size());
    return std::none_of(files_.begin(), files_.end(), [&](const PresentFile& other) {
      return &other != &file && other.path() == made_of;
    });
  }

  std::string file_name(std::size_t i) const {
    return files_[i].path().substr(files_[i].name().folder.size());
  }

  const NamedLog& log_;
  const std::vector<SeenFile>& seen_;
  const std::vector<PresentFile>& files_;
  const bool is_first_;
  const std::uint64_t window_;
  ReadingPlan plan_;
  LogName newest_named_;
  /// For each kind of rotation, the files whose existence shows that older ones are no longer
  /// written.
  std::array<std::vector<std::size_t>, kRotations> newer_;
  FileMatch match_;
  /// Per seen file: the files that add nothing to it.
  std::vector<std::vector<std::size_t>> copies_;
  std::optional<Reading> newest_;
};

}  // namespace

ReadingPlan plan_log(const NamedLog& log, const std::vector<SeenFile>& seen, bool is_first,
                     const std::vector<PresentFile>& files, std::uint64_t window) {
  return LogPlan(log, seen, is_first, files, window).run();
}

}  // namespace logscan
