#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "format/key_map.h"
#include "format/key_tree.h"
#include "format/key_value.h"
#include "logscan/field.h"
#include "logscan/log_line.h"

namespace logscan {

/// The keys found in one line: slots of a tree and their values, in the order in which they were
/// added.
class FoundKeys {
 public:
  explicit FoundKeys(std::size_t slots) : values_(slots), order_(slots) {}

  void clear() { shrink(0); }

  /// Removes all but the first `count`.
  void shrink(std::size_t count) {
    for (const std::uint16_t slot : slots().subspan(count))
      seen_[slot] = false;
    count_ = count;
  }

  bool has(std::uint16_t slot) const { return seen_[slot]; }

  bool is_full() const { return count_ == order_.size(); }

  /// Adds a slot that is not present and returns a reference to its value.
  KeyValue& add(std::uint16_t slot) {
    seen_[slot] = true;
    order_[count_] = slot;
    return values_[count_++];
  }

  /// Does the same, and keeps all but the first `count` sorted by their slots.
  KeyValue& insert(std::uint16_t slot, std::size_t count) {
    std::size_t at = count_++;
    for (; at > count && order_[at - 1] > slot; --at) {
      order_[at] = order_[at - 1];
      values_[at] = values_[at - 1];
    }
    seen_[slot] = true;
    order_[at] = slot;
    return values_[at];
  }

  std::span<const std::uint16_t> slots() const { return {order_.data(), count_}; }

  /// Returns the index of a slot, which must be present, among the slots of the line.
  std::uint16_t index_of(std::uint16_t slot) const {
    std::uint16_t index = 0;
    while (order_[index] != slot)
      ++index;
    return index;
  }
  const KeyValue& at(std::uint16_t index) const { return values_[index]; }
  KeyValue& at(std::uint16_t index) { return values_[index]; }

  /// Returns the value of a slot, or null. Slow.
  const KeyValue* find(std::uint16_t slot) const {
    return slot != kNoSlot && has(slot) ? &at(index_of(slot)) : nullptr;
  }

 private:
  // Values are stored close together, however many slots there are.
  std::vector<KeyValue> values_;
  // Not bits: those of one word would wait for each other.
  std::array<bool, KeyTree::kMaxSlots> seen_{};
  std::vector<std::uint16_t> order_;
  std::size_t count_ = 0;
};

struct KeySource {
  std::uint16_t slot;  ///< in a shape, the index among the slots of the line
  Unit unit;
  bool is_synonym = false;         ///< the value must look like its field
  bool names_client = false;       ///< a host name is accepted
  bool is_client = false;          ///< the key can only hold a client
  bool is_requested_host = false;  ///< the key can only hold the host that the client named
};
/// Sources grouped by field, in the order in which they are tried.
struct KeySources {
  std::vector<KeySource> all;
  std::array<std::uint16_t, kFields + 1> begin{};  // the end is the begin of the next
};
/// The fields of one line of keys and values. Of several sources of a field, the first one with a
/// usable value supplies it; a value from a synonym is usable only if it looks like its field.
/// Views point into the line, or into `memory`, which only lines in JSON need, and only to cut
/// fields. All arguments must outlive the object.
class KeyFields {
 public:
  KeyFields(const KeySources& sources, const FoundKeys& found, TextMemory* memory = nullptr)
      : sources_(sources), found_(found), memory_(memory) {}

  /// Returns the first result of `read(value, source)` that is not empty.
  template <class Read>
  auto first(Field field, Read&& read) const {
    const std::size_t at = static_cast<std::size_t>(field);
    for (std::size_t i = sources_.begin[at]; i < sources_.begin[at + 1]; ++i) {
      const KeySource& source = sources_.all[i];
      if (auto value = read(found_.at(source.slot), source)) return value;
    }
    return decltype(read(KeyValue(), KeySource{}))();
  }

  /// Returns the first text of a field.
  std::string_view text(Field field) const;

  /// Returns the first valid client; of a list in an array, the last one, which the server itself
  /// saw. Without one, returns the value of a key that can only hold a client.
  std::string_view client() const;

  /// Returns the first host. If it is an address, it may be the server's own, so the host that the
  /// client named comes first.
  std::string_view host() const;

  /// Returns the upstream server; of a list, the last one, which sent the answer.
  std::string_view upstream() const;
  std::string_view forwarded_for() const;
  std::optional<std::uint64_t> bytes() const;

  /// Returns the value of a header. Logstash's patterns keep the quotes around it.
  std::string_view header(Field field) const;

  std::optional<LogTime> time() const;

  /// Returns the time of day together with a date from another key.
  std::optional<LogTime> time_on(std::string_view date) const;

  std::optional<std::int64_t> duration() const;

  /// Returns whether a duration is a number without a known unit.
  bool has_bare_duration() const;

  /// Returns whether the line has what its map requires of a request beside a status.
  bool is_request(KeyMap::Evidence evidence) const;

  /// Cuts request, method, target, path, query and protocol. `memory` stores a joined target.
  void cut_request_fields(LogLine& line, std::string& memory) const;

 private:
  using Looks = bool(std::string_view);

  template <class IsUsable>
  std::string_view first_text(Field field, IsUsable&& is_usable) const;
  std::string_view text(Field field, Looks* looks) const;
  std::string_view request() const;
  std::string_view plain(std::string_view text) const {
    return memory_ != nullptr ? plain_slashes(text, *memory_) : text;
  }
  std::string_view list(const KeyValue& value) const {
    return memory_ != nullptr ? array_list(value, *memory_) : std::string_view();
  }

  const KeySources& sources_;
  const FoundKeys& found_;
  TextMemory* memory_;
};

}  // namespace logscan
