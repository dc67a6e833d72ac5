#include <algorithm>

#include "aggregate/top_keys.h"
#include "text/byte_reader.h"
#include "text/byte_writer.h"

namespace logscan {

// Writes the lists that have a bound or are sketches, then the keys, each with its counts in all
// lists.
void TopKeys::write(ByteWriter& to) const {
  to.flag(overflowed_);
  const auto is_plain = [](const List& list) { return list.bound == 0 && !list.sketched; };
  to.number(kMostLists -
            static_cast<std::uint64_t>(std::count_if(lists_.begin(), lists_.end(), is_plain)));
  for (std::size_t i = 0; i < kMostLists; ++i) {
    if (is_plain(lists_[i])) continue;
    to.number(i);
    to.number(lists_[i].bound);
    to.flag(lists_[i].sketched);
  }

  std::vector<const Entry*> entries;
  each([&](const Entry& entry) { entries.push_back(&entry); });
  std::sort(entries.begin(), entries.end(), [](const Entry* a, const Entry* b) {
    const int order = a->key().compare(b->key());
    return order != 0 ? order < 0 : a->list < b->list;
  });
  to.number(entries.size());
  for (std::size_t begin = 0; begin < entries.size();) {
    std::size_t end = begin + 1;
    while (end < entries.size() && entries[end]->key() == entries[begin]->key())
      ++end;
    to.text(entries[begin]->key());
    to.number(end - begin);
    for (; begin < end; ++begin) {
      to.number(entries[begin]->list);
      to.number(entries[begin]->count);
    }
  }
}

void TopKeys::read(ByteReader& from) {
  const bool overflowed = from.flag();
  const std::size_t marked = from.count(3);
  std::array<List, kMostLists> lists{};
  for (std::size_t i = 0, next = 0; i < marked; ++i) {
    const std::uint64_t list = from.number(kMostLists - 1);
    require(list >= next);
    next = static_cast<std::size_t>(list) + 1;
    lists[list].bound = from.number(kMostCount);
    lists[list].sketched = from.flag();
    require(lists[list].bound > 0 || lists[list].sketched);
  }

  const std::size_t size = from.count(2);
  std::string_view last;
  while (size_ < size) {
    const std::string_view key = from.text();
    require(key.size() <= kKeyBytes && (size_ == 0 || last < key));
    last = key;
    const std::size_t in_lists = from.count(2);
    require(in_lists > 0 && in_lists <= size - size_);
    const TableHash hash = table_hash(key);
    std::uint64_t next = 0;
    for (std::size_t i = 0; i < in_lists; ++i) {
      const std::uint64_t list = from.number(kMostLists - 1);
      require(list >= next);
      next = list + 1;
      const std::uint64_t count = from.number(kMostCount);
      require(count > lists[list].bound);
      const auto number = static_cast<std::uint32_t>(list);
      add(number, key, hash_in(number, hash), count, count);
      require(!overflowed_);  // within the budget
    }
  }
  overflowed_ = overflowed;
  for (std::size_t i = 0; i < kMostLists; ++i) {
    lists_[i].bound = lists[i].bound;
    lists_[i].sketched = lists[i].sketched;
    require(!overflowed_ || lists_[i].sketched || lists_[i].weight <= kSmallList);
    require(overflowed_ || !lists_[i].sketched);
  }
}

}  // namespace logscan
