#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "format/word.h"

namespace logscan {

/// Words that were found to be virtual hosts. Remembers some, and forgets the older of two with the
/// same place. Affects only speed.
class KnownHosts {
 public:
  /// At least 8 bytes from the start of `host` must be readable.
  bool has(std::string_view host) const {
    const Entry& entry = entries_[place_of(host)];
    return !host.empty() && entry.size == host.size() &&
           std::memcmp(entry.text, host.data(), host.size()) == 0;
  }

  void add(std::string_view host) {
    if (host.empty() || host.size() > kLongest) return;
    Entry& entry = entries_[place_of(host)];
    entry.size = static_cast<std::uint8_t>(host.size());
    std::memcpy(entry.text, host.data(), host.size());
  }

 private:
  static constexpr std::size_t kLongest = 63;
  static constexpr int kPlaceBits = 6;

  struct Entry {
    std::uint8_t size = 0;
    char text[kLongest] = {};
  };

  static std::size_t place_of(std::string_view host) {
    const std::uint64_t mixed = (load64(host.data()) ^ host.size()) * 0x9e3779b97f4a7c15;
    return mixed >> (64 - kPlaceBits);
  }

  std::array<Entry, std::size_t{1} << kPlaceBits> entries_;
};

}  // namespace logscan
