#include "query/real_client.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace logscan {
namespace {

const std::vector<std::string> kProxies = {"198.51.100.0/24", "203.0.113.7", "2001:db8:aaaa::/48"};

TEST(TrustedProxies, FindTheRealClient) {
  struct Case {
    std::string_view client;
    std::string_view forwarded_for;
    std::string_view expected;
  };
  constexpr std::string_view kNull;
  constexpr Case kCases[] = {
      // The client is not trusted: what it says counts for nothing.
      {"192.0.2.1", "192.0.2.9", "192.0.2.1"},
      {"192.0.2.1:5000", "192.0.2.9", "192.0.2.1:5000"},
      {"name.example.com", "192.0.2.9", "name.example.com"},
      {"203.0.113.8", "192.0.2.9", "203.0.113.8"},
      {kNull, "192.0.2.9", kNull},
      // The client is a proxy.
      {"198.51.100.1", "192.0.2.9", "192.0.2.9"},
      {"203.0.113.7", "192.0.2.9", "192.0.2.9"},
      {"198.51.100.1:443", "192.0.2.9:5000", "192.0.2.9"},
      {"::ffff:198.51.100.1", "192.0.2.9", "192.0.2.9"},
      {"2001:db8:aaaa::1", "[2001:db8::5]:80", "2001:db8::5"},
      {"[2001:db8:aaaa::1]", "fe80::1%eth0", "fe80::1"},
      {"198.51.100.1", kNull, "198.51.100.1"},
      // The last one that is not trusted; those before it are made up.
      {"198.51.100.1", "192.0.2.8, 192.0.2.9", "192.0.2.9"},
      {"198.51.100.1", "192.0.2.8,192.0.2.9 , 198.51.100.2", "192.0.2.9"},
      {"198.51.100.1", "198.51.100.9, 192.0.2.9, 203.0.113.7, 198.51.100.1", "192.0.2.9"},
      {"198.51.100.1", "garbage, 192.0.2.9", "192.0.2.9"},
      {"198.51.100.1", ",,192.0.2.9", "192.0.2.9"},
      // All are trusted.
      {"198.51.100.1", "198.51.100.3, 198.51.100.2", "198.51.100.3"},
      {"198.51.100.1", "198.51.100.3", "198.51.100.3"},
      // A bad entry ends the search.
      {"198.51.100.1", "", "198.51.100.1"},
      {"198.51.100.1", "unknown", "198.51.100.1"},
      {"198.51.100.1", "192.0.2.9, unknown", "198.51.100.1"},
      {"198.51.100.1", "192.0.2.9,", "198.51.100.1"},
      {"198.51.100.1", "192.0.2.9, unknown, 198.51.100.2", "198.51.100.2"},
      {"198.51.100.1", "192.0.2.9 192.0.2.8", "198.51.100.1"},
      {"198.51.100.1", "192.0.2.999", "198.51.100.1"},
      {"198.51.100.1", "unknown, 198.51.100.3", "198.51.100.3"},
  };
  const TrustedProxies proxies(kProxies);
  for (const Case& each : kCases) {
    EXPECT_EQ(proxies.real_client(each.client, each.forwarded_for), each.expected)
        << each.client << " for " << each.forwarded_for;
    EXPECT_EQ(TrustedProxies().real_client(each.client, each.forwarded_for), each.client);
  }
  EXPECT_TRUE(TrustedProxies().empty());
  EXPECT_FALSE(proxies.empty());
}

TEST(TrustedProxies, ReturnsAViewOfItsArgument) {
  const std::string list = "192.0.2.8, [2001:db8::5]:80";
  const TrustedProxies proxies(kProxies);
  const std::string_view found = proxies.real_client("198.51.100.1", list);
  EXPECT_EQ(found.data(), list.data() + 12);
}

TEST(TrustedProxies, KnowNetworks) {
  struct Case {
    const char* network;
    const char* address;
    bool expected;
  };
  constexpr Case kCases[] = {
      {"0.0.0.0/0", "192.0.2.1", true},
      {"0.0.0.0/0", "2001:db8::1", false},
      {"::/0", "2001:db8::1", true},
      {"::/0", "192.0.2.1", false},
      {"192.0.2.1", "192.0.2.1", true},
      {"192.0.2.1/32", "192.0.2.2", false},
      {"192.0.2.128/25", "192.0.2.127", false},
      {"192.0.2.128/25", "192.0.2.129", true},
      {"::ffff:192.0.2.0/120", "192.0.2.1", true},
      {"::ffff:192.0.2.0/120", "192.0.3.1", false},
      {"::ffff:0:0/96", "192.0.2.1", true},
      {"192.0.2.0/24", "::ffff:192.0.2.1", true},
      {"2001:db8::/32", "2001:db8:ffff::1", true},
      {"2001:db8::/32", "2001:db9::", false},
      {"2001:db8::/64", "2001:db8:0:0:1::", true},
      {"2001:db8::/64", "2001:db8:0:1::", false},
      {"2001:db8::/65", "2001:db8::8000:0:0:1", false},
      {"2001:db8::1/128", "2001:db8::1", true},
      {"2001:db8::1", "2001:db8::2", false},
      {"192.0.2.0/24", "unknown", false},
      {"192.0.2.0/24", "", false},
  };
  for (const Case& each : kCases) {
    EXPECT_EQ(TrustedProxies({each.network}).trusts(each.address), each.expected)
        << each.network << " " << each.address;
  }
}

TEST(TrustedProxies, ReportErrors) {
  const auto refusal = [](const char* text) -> std::string {
    try {
      TrustedProxies proxies({text});
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "taken";
  };
  EXPECT_EQ(refusal("10.0.0.0/33"),
            "'10.0.0.0/33' has no prefix length after its slash: expected a number from 0 to 32");
  for (const char* text : {"", "/8", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8",
                           "10.0.0.0/ 8", "10.0.0.0 /8", "10.0.0.1:80", "[10.0.0.1]", "10.0.0",
                           "fe80::1%eth0", "::1/8", "::ffff:0:0/95", "10.0.0.0/99999999999"}) {
    EXPECT_NE(refusal(text), "taken") << text;
  }
}

// Whatever the list, the answer is the one that a walk over all its entries gives.
TEST(TrustedProxies, AsANaiveWalkSays) {
  const TrustedProxies proxies(kProxies);
  const std::vector<std::string> entries = {"198.51.100.1", "203.0.113.7", "192.0.2.1",
                                            "192.0.2.2",    "unknown",     ""};
  std::mt19937_64 random(1);
  for (int round = 0; round < 5000; ++round) {
    std::vector<std::string> chain;  // from the one who asked to the client
    for (std::uint64_t i = 1 + random() % 5; i > 0; --i)
      chain.push_back(entries[random() % entries.size()]);
    const std::string client = entries[random() % 3];
    std::string list;
    for (std::size_t i = 0; i < chain.size(); ++i)
      list += (i > 0 ? "," : "") + chain[i];
    chain.push_back(client);

    std::size_t at = chain.size() - 1;
    while (at > 0 && (chain[at] == entries[0] || chain[at] == entries[1]) &&
           !chain[at - 1].empty() && chain[at - 1] != "unknown") {
      --at;
    }
    ASSERT_EQ(proxies.real_client(client, list), chain[at]) << client << " for " << list;
  }
}

// Networks of every length hold what shares that many bits.
TEST(TrustedProxies, CompareBitByBit) {
  std::mt19937_64 random(2);
  for (int round = 0; round < 3000; ++round) {
    const auto bits = static_cast<unsigned>(random() % 33);
    const auto address = static_cast<std::uint32_t>(random());
    const auto other = address ^ static_cast<std::uint32_t>(1ull << random() % 32);
    const auto first =
        static_cast<std::uint32_t>(address & ~((std::uint64_t{1} << (32 - bits)) - 1));
    const auto text = [](std::uint32_t value) {
      char buffer[32];
      std::snprintf(buffer, sizeof buffer, "%u.%u.%u.%u", value >> 24, value >> 16 & 255,
                    value >> 8 & 255, value & 255);
      return std::string(buffer);
    };
    const TrustedProxies proxies({text(first) + "/" + std::to_string(bits)});
    ASSERT_TRUE(proxies.trusts(text(address))) << text(address) << "/" << bits;
    const bool same = bits == 0 || (address ^ other) >> (32 - bits) == 0;
    ASSERT_EQ(proxies.trusts(text(other)), same)
        << text(other) << " in " << text(first) << "/" << bits;
  }
}

}  // namespace
}  // namespace logscan
