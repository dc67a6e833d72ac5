#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace logscan::gen {

/// A list of strings kept in one piece of memory.
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

/// Longest text of an address, with room to spare.
inline constexpr std::size_t kAddressRoom = 48;

/// How many clients have an address of their own.
inline constexpr std::uint32_t kMostClients = 1 << 24;

/// The address of client `number`, below kMostClients. `room` has kAddressRoom bytes.
std::string_view client_address(std::uint32_t number, char* room);

inline constexpr std::uint32_t kClients = 120'000;
inline constexpr std::uint32_t kPages = 20'000;

/// Who asks for what, with what. A number stands for each thing; different numbers of one list are
/// different texts, so that counts by number are counts by text.
struct Population {
  Population();

  StringTable
      clients;  ///< the first kClients addresses, from ranges kept for documentation or private use
  StringTable pages;     ///< kPages paths, without a query
  StringTable agents;    ///< from common browsers to rare bots
  StringTable referers;  ///< without "-"
  StringTable hosts;     ///< virtual hosts with port
};

}  // namespace logscan::gen
