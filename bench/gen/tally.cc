#include "gen/tally.h"

#include <algorithm>

#include "gen/random.h"

namespace logscan::gen {
namespace {

constexpr std::size_t kTop = 10;

bool before(const KeyCount& a, const KeyCount& b) {
  return a.count != b.count ? a.count > b.count : a.text < b.text;
}

}  // namespace

std::size_t Tally::slot(std::uint64_t key) const {
  const std::size_t mask = keys_.size() - 1;
  std::size_t i = mix(key) & mask;
  while (keys_[i] != 0 && keys_[i] != key)
    i = (i + 1) & mask;
  return i;
}

void Tally::grow() {
  std::vector<std::uint64_t> keys(std::max<std::size_t>(1024, keys_.size() * 2));
  std::vector<std::uint32_t> counts(keys.size());
  keys.swap(keys_);
  counts.swap(counts_);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i] == 0) continue;
    const std::size_t to = slot(keys[i]);
    keys_[to] = keys[i];
    counts_[to] = counts[i];
  }
}

void Tally::add(int status, std::uint32_t key) {
  if (used_ * 4 >= keys_.size() * 3) grow();
  const std::uint64_t full = static_cast<std::uint64_t>(status) << 32 | key;
  const std::size_t i = slot(full);
  if (keys_[i] == 0) {
    keys_[i] = full;
    ++used_;
  }
  ++counts_[i];
}

Tally::Top Tally::top(int status, const std::function<std::string(std::uint32_t)>& text) const {
  Top top;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (keys_[i] == 0 || keys_[i] >> 32 != static_cast<std::uint64_t>(status)) continue;
    ++top.distinct;
    const bool full = top.keys.size() == kTop;
    if (full && counts_[i] < top.keys.back().count) continue;
    KeyCount entry{text(static_cast<std::uint32_t>(keys_[i])), counts_[i]};
    if (full && !before(entry, top.keys.back())) continue;
    if (full) top.keys.pop_back();
    top.keys.insert(std::upper_bound(top.keys.begin(), top.keys.end(), entry, before), entry);
  }
  return top;
}

}  // namespace logscan::gen
