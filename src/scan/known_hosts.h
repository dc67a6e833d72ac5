#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace logscan {

/// Words that were found to be virtual hosts. Remembers some, and forgets the older of two with the
/// same place. Affects only speed.
class KnownHosts {
 public:
  static constexpr std::size_t kLongest = 62;

  /// A host and the space after it.
  struct alignas(64) Entry {
    std::array<char, kLongest + 1> text{};
    std::uint8_t size = kNoHost;  ///< of the host
  };

  /// Returns the only entry that may hold a word of `size` bytes. The 8 bytes after it must be
  /// readable.
  const Entry& place(const char* host, std::size_t size) const {
    return entries_[place_of(host, size)];
  }

  /// Returns whether a word is a known host. The 8 bytes after it must be readable.
  bool has(std::string_view host) const {
    const Entry& entry = place(host.data(), host.size());
    return entry.size == host.size() &&
           std::memcmp(entry.text.data(), host.data(), host.size()) == 0;
  }

  /// Remembers a host. The 8 bytes after it must be readable.
  void add(std::string_view host) {
    if (host.empty() || host.size() > kLongest) return;
    Entry& entry = entries_[place_of(host.data(), host.size())];
    entry.size = static_cast<std::uint8_t>(host.size());
    std::memcpy(entry.text.data(), host.data(), host.size());
    entry.text[host.size()] = ' ';
  }

 private:
  static constexpr std::uint8_t kNoHost = 255;
  static constexpr int kPlaceBits = 6;

  // Hosts of one owner often begin with the same bytes.
  static std::size_t place_of(const char* host, std::size_t size) {
    std::uint64_t first;
    std::uint64_t later;
    std::memcpy(&first, host, sizeof first);
    std::memcpy(&later, host + size / 4, sizeof later);
    const std::uint64_t mixed = (first ^ (later << 7 | later >> 57) ^ size) * 0x9e3779b97f4a7c15;
    return mixed >> (64 - kPlaceBits);
  }

  std::array<Entry, std::size_t{1} << kPlaceBits> entries_;
};

}  // namespace logscan
