#include "query/network.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "text/client_text.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using testing::HasSubstr;

std::string shown(std::string_view client) {
  const std::optional<IpAddress> address = parse_address(client);
  return address ? address_text(*address) : "none";
}

IpAddress address_of(std::string_view client) {
  const std::optional<IpAddress> address = parse_address(client);
  EXPECT_TRUE(address.has_value()) << client;
  return address.value_or(IpAddress{});
}

TEST(Network, ReadsAddressesAsLogsHoldThem) {
  struct Case {
    std::string_view client;
    std::string_view text;
  };
  constexpr Case kCases[] = {
      {"192.0.2.1", "192.0.2.1"},
      {"192.0.2.1:443", "192.0.2.1"},
      {"[192.0.2.1]:443", "192.0.2.1"},
      {"192.000.002.001", "192.0.2.1"},
      {"0.0.0.0", "0.0.0.0"},
      {"255.255.255.255", "255.255.255.255"},
      {"::ffff:192.0.2.1", "192.0.2.1"},
      {"::FFFF:c000:201", "192.0.2.1"},
      {"2001:db8::1", "2001:db8::1"},
      {"2001:DB8:0:0:0:0:0:1", "2001:db8::1"},
      {"[2001:db8::1]", "2001:db8::1"},
      {"[2001:db8::1]:8080", "2001:db8::1"},
      {"[2001:db8::1%eth0]:8080", "2001:db8::1"},
      {"fe80::1%eth0", "fe80::1"},
      {"2001:0db8:000a:00b0:0c00:d000:0:f", "2001:db8:a:b0:c00:d000:0:f"},
      {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
      {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
      {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},
      {"::", "::"},
      {"::1", "::1"},
      {"1::", "1::"},
      {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
      {"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"},
      {"::192.0.2.1", "::c000:201"},
      {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
      {"1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:c000:201"},
      {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
      {"", "none"},
      {"-", "none"},
      {"unix:", "none"},
      {"example.com", "none"},
      {"192.0.2", "none"},
      {"192.0.2.256", "none"},
      {"192.0.2.1:", "none"},
      {"192.0.2.1:x", "none"},
      {"192.0.2.1%eth0", "none"},
      {"[192.0.2.1", "none"},
      {"[]", "none"},
      {"[::1]:", "none"},
      {"::1%", "none"},
      {"%", "none"},
      {":::", "none"},
      {":1", "none"},
      {"1:", "none"},
      {"1::2::3", "none"},
      {"1:2:3:4:5:6:7:8:9", "none"},
      {"1:2:3:4:5:6:7::8:9", "none"},
      {"1:2:3:4:5:6:7:192.0.2.1", "none"},
      {"1:2:3:4:5:6::192.0.2.1", "none"},
      {"12345::", "none"},
      {"g::", "none"},
  };
  for (const Case& each : kCases) {
    EXPECT_EQ(shown(each.client), each.text) << each.client;
    EXPECT_EQ(is_ip_address(each.client), each.text != "none") << each.client;
  }
}

// Strings that are addresses, nearly so, or anything of the bytes that addresses are made of.
std::string random_client(std::mt19937_64& random) {
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
  constexpr std::string_view kBytes = "0123456789abcdefAF:::...[]%g";
  const std::vector<std::string> good = {"192.0.2.1",        "192.0.2.1:80", "2001:db8::1",
                                         "[2001:db8::1]:80", "fe80::1%eth0", "::ffff:192.0.2.1",
                                         "1:2:3:4:5:6:7:8",  "::",           "1:2:3:4:5:6:1.2.3.4"};
  std::string text = below(3) == 0 ? "" : good[below(good.size())];
  for (std::size_t edits = text.empty() ? below(24) : below(4); edits > 0; --edits) {
    const std::size_t at = below(text.size() + 1);
    const char byte = kBytes[below(kBytes.size())];
    if (below(3) > 0 || at == text.size()) {
      text.insert(at, 1, byte);
    } else if (below(2) > 0) {
      text[at] = byte;
    } else {
      text.erase(at, 1);
    }
  }
  return text;
}

TEST(Network, KnowsAnAddressWhereTheFormatsDo) {
  std::mt19937_64 random(20260112);
  std::size_t addresses = 0;
  for (int i = 0; i < 100000; ++i) {
    const std::string client = random_client(random);
    ASSERT_EQ(parse_address(client).has_value(), is_ip_address(client)) << client;
    if (is_ip_address(client)) ++addresses;
  }
  EXPECT_GT(addresses, 15000u);
  EXPECT_LT(addresses, 215000u);
}

TEST(Network, ReadsWhatTheSystemReads) {
  std::mt19937_64 random(1);
  std::size_t compared = 0;
  for (int i = 0; i < 100000; ++i) {
    const std::string client = random_client(random);
    if (client.find_first_of("[]%") != std::string::npos) continue;
    IpAddress expected;
    if (inet_pton(AF_INET6, client.c_str(), expected.bytes.data()) != 1) continue;
    ++compared;
    const std::optional<IpAddress> address = parse_address(client);
    ASSERT_TRUE(address.has_value()) << client;
    ASSERT_EQ(address->bytes, expected.bytes) << client;
  }
  EXPECT_GT(compared, 3000u);
}

IpAddress random_address(std::mt19937_64& random) {
  IpAddress address;
  for (std::uint8_t& byte : address.bytes)
    byte = random() % 2 == 0 ? std::uint8_t{0} : static_cast<std::uint8_t>(random());
  if (random() % 3 == 0) {
    std::fill_n(address.bytes.begin(), 10, std::uint8_t{0});
    address.bytes[10] = address.bytes[11] = 0xff;
  }
  return address;
}

TEST(Network, WritesAsTheSystemDoesAndReadsItBack) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 100000; ++i) {
    const IpAddress address = random_address(random);
    const std::string text = address_text(address);
    ASSERT_LE(text.size(), kAddressText);
    ASSERT_EQ(parse_address(text), address) << text;
    char expected[INET6_ADDRSTRLEN];
    ASSERT_NE(inet_ntop(AF_INET6, address.bytes.data(), expected, sizeof expected), nullptr);
    // The system writes IPv4-compatible and IPv4-mapped addresses with a dotted quad at the end.
    if (std::strchr(expected, '.') == nullptr) {
      ASSERT_EQ(text, expected);
    } else if (address.is_v4()) {
      ASSERT_EQ("::ffff:" + text, expected);
    }
  }
}

TEST(Network, ReadsNetworks) {
  struct Case {
    std::string_view text;
    std::string_view shown;
  };
  constexpr Case kCases[] = {
      {"10.0.0.0/8", "10.0.0.0/8"},
      {"192.0.2.1", "192.0.2.1/32"},
      {"192.0.2.1/32", "192.0.2.1/32"},
      {"0.0.0.0/0", "0.0.0.0/0"},
      {"192.0.2.128/25", "192.0.2.128/25"},
      {"2001:db8::/32", "2001:db8::/32"},
      {"2001:DB8:0::/48", "2001:db8::/48"},
      {"2001:db8::1", "2001:db8::1/128"},
      {"::/0", "::/0"},
      {"::ffff:10.0.0.0/104", "10.0.0.0/8"},
      {"::ffff:0:0/96", "0.0.0.0/0"},
      {"::ffff:192.0.2.1", "192.0.2.1/32"},
      {"10.0.0.0/08", "10.0.0.0/8"},
  };
  for (const Case& each : kCases) {
    const Network network = Network::parse(each.text);
    EXPECT_EQ(network.text(), each.shown) << each.text;
    EXPECT_EQ(network.is_v4(), each.shown.find(':') == std::string_view::npos) << each.text;
  }
}

TEST(Network, RefusesWithTheReason) {
  struct Case {
    std::string_view text;
    std::string_view part;
  };
  constexpr Case kCases[] = {
      {"10.1.2.3/8", "'10.1.2.3/8' has bits set after its prefix; the network is 10.0.0.0/8"},
      {"10.1.2.3/8", "the address alone 10.1.2.3"},
      {"192.0.2.129/25", "the network is 192.0.2.128/25"},
      {"2001:db8::1/32", "the network is 2001:db8::/32"},
      {"::ffff:10.0.0.1/104", "the address alone 10.0.0.1"},
      {"::ffff:0:0/80", "the network is ::/80"},
      {"10.0.0.0/33", "a number from 0 to 32"},
      {"2001:db8::/129", "a number from 0 to 128"},
      {"10.0.0.0/", "a number from 0 to 32"},
      {"10.0.0.0/-1", "a number from 0 to 32"},
      {"10.0.0.0/255.0.0.0", "a number from 0 to 32"},
      {"10.0.0.0/99999999999999999999", "a number from 0 to 32"},
      {"", "'' is not a network; write one such as"},
      {"/8", "is not a network"},
      {"10/8", "is not a network"},
      {"10.0.0.0 /8", "is not a network"},
      {"192.0.2.1:80", "is not a network"},
      {"[2001:db8::]/32", "is not a network"},
      {"fe80::1%eth0", "is not a network"},
      {"example.com", "is not a network"},
      {"\x1b[31m", "'\\x1b[31m' is not a network"},
  };
  for (const Case& each : kCases) {
    try {
      Network::parse(each.text);
      ADD_FAILURE() << each.text;
    } catch (const std::invalid_argument& error) {
      EXPECT_THAT(error.what(), HasSubstr(std::string(each.part))) << each.text;
    }
  }
}

TEST(Network, ContainsItsOwnFamilyOnly) {
  EXPECT_TRUE(Network::parse("10.0.0.0/8").contains(address_of("10.255.0.1:99")));
  EXPECT_TRUE(Network::parse("10.0.0.0/8").contains(address_of("::ffff:10.1.1.1")));
  EXPECT_FALSE(Network::parse("10.0.0.0/8").contains(address_of("11.0.0.0")));
  EXPECT_TRUE(Network::parse("0.0.0.0/0").contains(address_of("203.0.113.9")));
  EXPECT_FALSE(Network::parse("0.0.0.0/0").contains(address_of("2001:db8::1")));
  EXPECT_TRUE(Network::parse("::/0").contains(address_of("2001:db8::1")));
  EXPECT_FALSE(Network::parse("::/0").contains(address_of("203.0.113.9")));
  EXPECT_FALSE(Network::parse("::/64").contains(address_of("203.0.113.9")));
  EXPECT_TRUE(Network::parse("2001:db8:0:1::/64").contains(address_of("[2001:db8:0:1::9]:1")));
  EXPECT_FALSE(Network::parse("2001:db8:0:1::/64").contains(address_of("2001:db8:0:2::9")));
}

bool bit(const IpAddress& address, unsigned i) {
  return (address.bytes[i / 8] >> (7 - i % 8) & 1) != 0;
}

TEST(Network, IsAllThatSharesTheBits) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 100000; ++i) {
    const IpAddress inside = random_address(random);
    const unsigned most = inside.is_v4() ? 32 : 128;
    const auto bits = static_cast<unsigned>(random() % (most + 1));
    const Network network = network_of(inside, bits, bits);
    ASSERT_EQ(network.bits(), bits);
    ASSERT_TRUE(network.contains(inside));
    ASSERT_EQ(network.is_v4(), inside.is_v4());
    ASSERT_EQ(Network::parse(network.text()), network) << network.text();

    IpAddress other = inside;
    const auto flipped = static_cast<unsigned>(random() % 128);
    other.bytes[flipped / 8] ^= static_cast<std::uint8_t>(0x80 >> flipped % 8);
    bool shared = other.is_v4() == inside.is_v4();
    for (unsigned at = 0; at < bits + 128 - most; ++at)
      shared = shared && bit(other, at) == bit(inside, at);
    ASSERT_EQ(network.contains(other), shared) << network.text() << ' ' << address_text(other);
    ASSERT_EQ(
        network.first() <= other && other <= network.last() && other.is_v4() == inside.is_v4(),
        shared);
  }
}

TEST(Network, OfAnAddressForGroups) {
  EXPECT_EQ(network_of(address_of("192.0.2.77:5"), 24, 64).text(), "192.0.2.0/24");
  EXPECT_EQ(network_of(address_of("2001:db8:1:2:3::4"), 24, 64).text(), "2001:db8:1:2::/64");
  EXPECT_EQ(network_of(address_of("192.0.2.77"), 99, 64).text(), "192.0.2.77/32");
  EXPECT_EQ(network_of(address_of("2001:db8::1"), 0, 999).text(), "2001:db8::1/128");
  const Network longest = Network::parse("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
  EXPECT_EQ(longest.text().size(), kNetworkText);
}

}  // namespace
}  // namespace logscan
