#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace logscan::gen {

/// A list of strings in one block of memory.
class StringTable {
 public:
  void add(std::string_view text);
  std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size()) - 1; }

  std::string_view operator[](std::uint32_t i) const {
    return std::string_view(bytes_).substr(ends_[i], ends_[i + 1] - ends_[i]);
  }

 private:
  std::string bytes_;
  std::vector<std::uint32_t> ends_{0};
};

/// The size of a buffer for any address.
inline constexpr std::size_t kAddressRoom = 48;

/// The number of clients with different addresses.
inline constexpr std::uint32_t kMostClients = 1 << 24;

/// Returns the address of client `number`, which is below kMostClients. `room` has kAddressRoom
/// bytes.
std::string_view client_address(std::uint32_t number, char* room);

inline constexpr std::uint32_t kClients = 120'000;
inline constexpr std::uint32_t kPages = 20'000;

/// The clients, pages and other texts of the site, each with a number. All texts of a list differ,
/// so counts by number are counts by text.
struct Population {
  Population();

  StringTable clients;   ///< The first kClients addresses, from documentation and private ranges.
  StringTable pages;     ///< kPages paths, without a query.
  StringTable agents;    ///< From common browsers to rare bots.
  StringTable referers;  ///< Without "-".
  StringTable hosts;     ///< Virtual hosts with port.
};

}  // namespace logscan::gen
