#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace logscan::gen {

struct KeyCount {
  std::string text;
  std::uint32_t count;
};

/// Counts keys (numbers below 2^31) by status. The hash table takes only 12 bytes a slot, so that
/// ten million different paths fit.
class Tally {
 public:
  void add(int status, std::uint32_t key);

  struct Top {
    std::vector<KeyCount> keys;  ///< Sorted by count, then by bytes.
    std::uint64_t distinct = 0;
  };

  /// Returns the ten most frequent keys of a status.
  Top top(int status, const std::function<std::string(std::uint32_t)>& text) const;

 private:
  void grow();
  std::size_t slot(std::uint64_t key) const;

  std::vector<std::uint64_t> keys_;  ///< status << 32 | key, or 0 for a free slot.
  std::vector<std::uint32_t> counts_;
  std::size_t used_ = 0;
};

}  // namespace logscan::gen
