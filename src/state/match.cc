#include "state/match.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

#include "state/seen_index.h"

namespace logscan {
namespace {

constexpr std::size_t kBeginning = 64;

/// Returns whether a file may continue a seen one. A cheap test.
bool may_fit(const PresentFile& file, const SeenFile& seen) {
  if (seen.unmeasured && file.head().size() != seen.head.length) return false;
  return seen.may_be_in(file.head());
}

/// Returns whether a file ends before the offset, and may be equal up to there.
bool is_shorter(const PresentFile& file, const SeenFile& seen) {
  return !seen.unmeasured && file.size() < seen.offset && seen.may_begin_with(file.head());
}

class Matcher {
 public:
  Matcher(const std::vector<SeenFile>& seen, const std::vector<PresentFile>& present, bool first)
      : seen_(seen), present_(present), first_(first), index_(seen), taken_(seen.size()) {
    match_.is_there.resize(seen.size());
    match_.is_copy.resize(seen.size());
    match_.nothing_more.resize(present.size());
  }

  FileMatch run() {
    for (std::size_t i = 0; i < present_.size(); ++i)
      if (!knows(i) && !present_[i].head().empty()) to_group_.push_back(i);
    expect_prints();
    make_groups();
    // If a seen file is short, such as a W3C header, a new file may contain it; the one with the
    // same inode is then the right one. Files that were read take precedence.
    take_groups(true);
    std::erase_if(match_.groups, [&](const FileGroup& group) { return is_shorter_copy(group); });
    take_groups(false);
    for (const FileGroup& group : match_.groups)
      take_others(group);
    return std::move(match_);
  }

 private:
  // Handles what can be decided without reading the text.
  bool knows(std::size_t i) {
    const PresentFile& file = present_[i];
    if (file.error()) {
      const SeenIndex::Places& same_id = index_.with_id(file.id());
      if (same_id.empty()) return false;
      for (const std::size_t seen : same_id)
        match_.is_there[seen] = true;
      match_.nothing_more[i] = same_id.front();
      return true;
    }
    if (!file.compressed()) return false;
    if (first_ && !file.named()) return true;
    for (const std::size_t seen : index_.with_raw(*file.compressed())) {
      const std::vector<RawPrint>& known = seen_[seen].compressed;
      if (std::find(known.begin(), known.end(), *file.compressed()) == known.end()) continue;
      match_.is_there[seen] = true;
      match_.nothing_more[i] = seen;
      return true;
    }
    return false;
  }

  // Announces the sizes of files that may hold the same text, and the offsets in it.
  void expect_prints() {
    std::map<std::string_view, std::vector<std::uint64_t>> sizes;  // by the first bytes
    const auto beginning = [&](std::size_t i) {
      return std::string_view(present_[i].head()).substr(0, kBeginning);
    };
    for (const std::size_t i : to_group_)
      if (!present_[i].compressed()) sizes[beginning(i)].push_back(present_[i].size());
    for (const std::size_t i : to_group_) {
      if (!present_[i].compressed()) continue;
      std::vector<std::uint64_t> offsets = sizes[beginning(i)];
      for (const std::size_t seen : index_.begun_like(present_[i]))
        if (!seen_[seen].unmeasured && may_fit(present_[i], seen_[seen]))
          offsets.push_back(seen_[seen].offset);
      present_[i].expect(std::move(offsets));
    }
  }

  // A group is found by the head of its longest file, which starts with the heads of the others.
  void make_groups() {
    std::vector<std::size_t> order = to_group_;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return present_[a].size() > present_[b].size();
    });
    std::multimap<std::string, std::size_t> by_head;
    for (const std::size_t i : order) {
      const std::string& head = present_[i].head();
      auto at = by_head.lower_bound(head);
      for (; at != by_head.end() && at->first.starts_with(head); ++at) {
        const std::size_t longest = match_.groups[at->second].longest;
        if (same_content(present_[i], present_[longest]) && !is_begun(i, longest) &&
            !is_successor(i, longest))
          break;
      }
      if (at != by_head.end() && at->first.starts_with(head)) {
        match_.groups[at->second].files.push_back(i);
      } else {
        by_head.emplace(head, match_.groups.size());
        match_.groups.push_back({{i}, i, std::nullopt});
      }
    }
    for (FileGroup& group : match_.groups)
      std::sort(group.files.begin(), group.files.end());
    std::sort(match_.groups.begin(), match_.groups.end(),
              [](const FileGroup& a, const FileGroup& b) { return a.files < b.files; });
  }

  // The beginning of a line may belong to any file. A file that has just been started, or was seen
  // as such, is not treated as a copy of a longer one.
  bool is_begun(std::size_t i, std::size_t longest) const {
    const PresentFile& file = present_[i];
    if (file.compressed() || file.size() >= present_[longest].size() ||
        file.head().size() >= kPrintBytes || file.head().find('\n') != std::string::npos)
      return false;
    if (file.name().is_live()) return true;
    const SeenIndex::Places& same_id = index_.with_id(file.id());
    return std::any_of(same_id.begin(), same_id.end(), [&](std::size_t seen) {
      return seen_[seen].offset == 0 && continues(file, seen_[seen]);
    });
  }

  // Lines without a time may repeat at the beginning of a new file. The old file was then renamed
  // and keeps its inode, or both were seen separately before.
  bool is_successor(std::size_t i, std::size_t longest) const {
    const PresentFile& file = present_[i];
    const PresentFile& before = present_[longest];
    if (!file.name().is_live() || before.name().is_live() || before.compressed() ||
        file.size() >= before.size())
      return false;
    const std::optional<std::size_t> seen = read_as(before);
    if (!seen) return false;
    const std::optional<std::size_t> other = read_as(file);
    return seen_[*seen].name == file.name().live || (other && *other != *seen);
  }

  // Returns the seen file with this inode, if the file still continues it.
  std::optional<std::size_t> read_as(const PresentFile& file) const {
    for (const std::size_t seen : index_.with_id(file.id()))
      if (seen_[seen].offset > 0 && continues(file, seen_[seen])) return seen;
    return std::nullopt;
  }

  void take(FileGroup& group, std::size_t seen) {
    group.seen = seen;
    taken_[seen] = true;
    match_.is_there[seen] = true;
  }

  bool is_better(std::size_t seen, const FileGroup& group) const {
    return !taken_[seen] && continues(present_[group.longest], seen_[seen]) &&
           (!group.seen || seen_[seen].offset > seen_[*group.seen].offset);
  }

  void take_by_id(FileGroup& group, bool was_read) {
    for (const std::size_t i : group.files)
      for (const std::size_t seen : index_.with_id(present_[i].id()))
        if ((seen_[seen].offset > 0) == was_read && is_better(seen, group)) group.seen = seen;
    if (group.seen) take(group, *group.seen);
  }

  void take_by_content(FileGroup& group, bool was_read) {
    for (const std::size_t seen : index_.begun_like(present_[group.longest]))
      if ((seen_[seen].offset > 0) == was_read && is_better(seen, group)) group.seen = seen;
    if (group.seen) take(group, *group.seen);
  }

  // Assigns seen files that were read, or those that were not.
  void take_groups(bool was_read) {
    for (FileGroup& group : match_.groups)
      if (!group.seen) take_by_id(group, was_read);
    for (FileGroup& group : match_.groups)
      if (!group.seen) take_by_content(group, was_read);
  }

  // Assigns seen files that turn out to be copies of each other.
  void take_others(const FileGroup& group) {
    if (!group.seen) return;
    for (const std::size_t seen : index_.begun_like(present_[group.longest])) {
      if (!taken_[seen] && continues(present_[group.longest], seen_[seen]))
        match_.is_copy[seen] = true;
    }
  }

  // Returns whether it is a copy made before the last counted lines were written. The original no
  // longer exists, or they would be in one group.
  bool is_shorter_copy(const FileGroup& group) {
    if (group.seen) return false;
    const PresentFile& file = present_[group.longest];
    for (const std::size_t seen : index_.longer_than(file)) {
      if (taken_[seen] || !is_shorter(file, seen_[seen])) continue;
      match_.is_there[seen] = true;
      for (const std::size_t i : group.files)
        match_.nothing_more[i] = seen;
      return true;
    }
    return false;
  }

  const std::vector<SeenFile>& seen_;
  const std::vector<PresentFile>& present_;
  const bool first_;
  const SeenIndex index_;
  std::vector<std::size_t> to_group_;
  std::vector<bool> taken_;
  FileMatch match_;
};

}  // namespace

bool continues(const PresentFile& file, const SeenFile& seen) {
  if (!may_fit(file, seen)) return false;
  if (seen.unmeasured || seen.offset == 0) return true;
  return file.size() >= seen.offset && file.print_before(seen.offset) == seen.tail;
}

FileMatch match_files(const std::vector<SeenFile>& seen, const std::vector<PresentFile>& present,
                      bool first) {
  return Matcher(seen, present, first).run();
}

}  // namespace logscan
