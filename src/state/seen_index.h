#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "state/positions.h"
#include "state/present_file.h"

namespace logscan {

/// Finds the seen files that a present file may be, without examining all of them.
class SeenIndex {
 public:
  using Places = std::vector<std::size_t>;  ///< indices of seen files, ascending

  explicit SeenIndex(const std::vector<SeenFile>& seen);

  const Places& with_id(const FileId& id) const;

  /// Returns those that may know a compressed file as one without news.
  const Places& with_raw(const RawPrint& print) const;

  /// Returns all that a file may continue, and possibly others.
  Places begun_like(const PresentFile& file) const;

  /// Returns all that a file may be a prefix of, and possibly others.
  Places longer_than(const PresentFile& file) const;

 private:
  using Key = std::pair<std::uint64_t, std::uint64_t>;
  struct Hash {
    std::size_t operator()(const Key& key) const {
      return static_cast<std::size_t>(key.first * 0x9e3779b97f4a7c15 ^ key.second);
    }
  };
  using Index = std::unordered_map<Key, Places, Hash>;

  static const Places& find(const Index& index, const Key& key);

  Index by_id_;
  Index by_raw_;
  Index by_lines_;       ///< by the end of a line that any file which continues it contains
  Index by_first_line_;  ///< by the end of the first line
  Index by_head_;        ///< by length and print of a head shorter than a line
  std::set<std::uint64_t> lengths_;  ///< lengths of these heads
  Places others_;
  Places all_;
};

}  // namespace logscan
