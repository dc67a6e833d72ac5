#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/network.h"

namespace logscan::test {

/// Builds a MaxMind file (format 2.0, records of 24 bits, IPv6 tree). Networks must not overlap. A
/// country after a `~` becomes a `registered_country`.
class CountryFileBytes {
 public:
  void add(std::string_view network, std::string_view country) {
    const Network parsed = Network::parse(network);
    // IPv4 addresses are in ::/96.
    std::array<std::uint8_t, 16> bits = parsed.first().bytes;
    if (parsed.is_v4()) bits[10] = bits[11] = 0;
    const unsigned length = parsed.bits() + (parsed.is_v4() ? 96u : 0u);
    std::size_t node = 0;
    for (unsigned i = 0; i < length; ++i) {
      const bool bit = (bits[i / 8] >> (7 - i % 8) & 1) != 0;
      if (i + 1 == length) {
        nodes_[node][bit] = {Kind::kData, data_at(country)};
      } else {
        if (nodes_[node][bit].kind != Kind::kNode) {
          nodes_[node][bit] = {Kind::kNode, nodes_.size()};
          nodes_.emplace_back();
        }
        node = nodes_[node][bit].value;
      }
    }
  }

  std::string bytes() const {
    std::string out;
    for (const auto& node : nodes_) {
      for (const Record& record : node)
        append_number(value_of(record), 3, out);
    }
    out.append(16, '\0');
    out += data_;
    out += "\xAB\xCD\xEFMaxMind.com";
    out += map(9);
    out += pair("binary_format_major_version", number(5, 2));
    out += pair("binary_format_minor_version", number(5, 0));
    out += pair("build_epoch", std::string("\x04\x02\x65\x00\x00\x00", 6));
    out += pair("database_type", text("Test-Country"));
    out += pair("description", map(0));
    out += pair("ip_version", number(5, 6));
    out += pair("languages", std::string("\x00\x04", 2));
    out += pair("node_count", number(6, nodes_.size()));
    out += pair("record_size", number(5, 24));
    return out;
  }

 private:
  enum class Kind { kNone, kNode, kData };
  struct Record {
    Kind kind = Kind::kNone;
    std::size_t value = 0;
  };

  static void append_number(std::size_t value, unsigned bytes, std::string& out) {
    for (unsigned i = bytes; i > 0; --i)
      out += static_cast<char>(value >> (8 * (i - 1)) & 0xff);
  }
  static std::string number(unsigned type, std::size_t value) {
    std::string out(1, static_cast<char>(type << 5 | 2));
    append_number(value, 2, out);
    return out;
  }
  static std::string text(std::string_view bytes) {
    return std::string(1, static_cast<char>(2 << 5 | bytes.size())) + std::string(bytes);
  }
  static std::string map(unsigned pairs) { return {static_cast<char>(7 << 5 | pairs)}; }
  static std::string pair(std::string_view key, const std::string& value) {
    return text(key) + value;
  }

  std::size_t value_of(const Record& record) const {
    if (record.kind == Kind::kNode) return record.value;
    return nodes_.size() + (record.kind == Kind::kData ? 16 + record.value : 0);
  }

  std::size_t data_at(std::string_view country) {
    const auto [found, added] = offsets_.emplace(country, data_.size());
    if (added) {
      const bool registered = country.starts_with('~');
      data_ += map(1) + pair(registered ? "registered_country" : "country",
                             map(1) + pair("iso_code", text(country.substr(registered ? 1 : 0))));
    }
    return found->second;
  }

  std::vector<std::array<Record, 2>> nodes_ = std::vector<std::array<Record, 2>>(1);
  std::map<std::string, std::size_t, std::less<>> offsets_;
  std::string data_;
};

}  // namespace logscan::test
