#include "text/client_text.h"

#include <algorithm>
#include <array>
#include <random>
#include <string>

#include "text/ip_address.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

TEST(ClientText, NormalizesAddresses) {
  constexpr std::array<const char*, 2> kRows[] = {
      {"192.0.2.1", "192.0.2.1"},
      {"192.0.2.1:4711", "192.0.2.1"},
      {"[192.0.2.1]:80", "192.0.2.1"},
      {"010.001.000.099", "10.1.0.99"},
      {"2001:db8::1", "2001:db8::1"},
      {"2001:DB8::1", "2001:db8::1"},
      {"2001:0db8:0:0:0:0:0:1", "2001:db8::1"},
      {"[2001:db8::1]:443", "2001:db8::1"},
      {"[2001:db8::1]", "2001:db8::1"},
      {"fe80::1%eth0", "fe80::1"},
      {"::ffff:192.0.2.1", "192.0.2.1"},
      {"::FFFF:192.0.2.1", "192.0.2.1"},
      {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"},
      {"1:2:3:4:5:6:7:8:80", "1:2:3:4:5:6:7:8"},
      {"2001:db8::1:51234", "2001:db8::1"},
      {"::", "::"},
      {"1:0:0:2:0:0:0:3", "1:0:0:2::3"},
      {"1::2:0:0:0:3", "1:0:0:2::3"},
      {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
      {"256.0.2.1", ""},
      {"192.0.2", ""},
      {"192.0.2.1.5", ""},
      {"1:2:3", ""},
      {"host", ""},
      {"", ""},
  };
  for (const auto& [token, expected] : kRows)
    EXPECT_EQ(plain_address(token), expected) << token;
}

// Most addresses are in that form already, and are known by a quick look: it must never take one
// that the full reading would write in another way.
TEST(ClientText, AgreesWithTheFullParser) {
  constexpr std::string_view kPieces[] = {"0",   "1",    "00", "a",  "F",  "ff",   "db8",
                                          ":",   ":",    ":",  "::", ".",  "255",  "25",
                                          "256", "2001", "9",  "10", "01", "12345"};
  std::mt19937_64 random(1);
  int addresses = 0;
  for (int round = 0; round < 300'000; ++round) {
    std::string text;
    const bool dotted = random() % 2 == 0;
    for (std::size_t i = 0, groups = 2 + random() % 8; i < groups; ++i) {
      if (i > 0) text += dotted ? "." : random() % 6 == 0 ? "::" : ":";
      text += kPieces[random() % std::size(kPieces)];
      if (dotted && i == 3 && random() % 4 > 0) break;
    }
    const std::optional<IpAddress> address = parse_address(text);
    if (!address) continue;
    ++addresses;
    std::array<char, kAddressText> memory;
    EXPECT_EQ(plain_address(text), write_address(*address, memory)) << text;
  }
  EXPECT_GT(addresses, 15'000);
}

TEST(ClientText, FindsThePrefixOfGrep) {
  constexpr std::array<const char*, 2> kRows[] = {
      {"access.log:192.0.2.1", "192.0.2.1"},
      {"access.log:12:192.0.2.1", "192.0.2.1"},
      {"12:192.0.2.1:80", "192.0.2.1:80"},
      {"12:2001:db8::1", "2001:db8::1"},
      {"access.log:12:2001:db8::1", "2001:db8::1"},
      {"access.log:::1", "::1"},
      {"12:fe80::1", "fe80::1"},
      {"64:ff9b::1", "64:ff9b::1"},
      {"2001:db8::1", "2001:db8::1"},
      {"3000:2001:db8::1", "3000:2001:db8::1"},
      {"2:3::4", "2:3::4"},
      {"192.0.2.1", "192.0.2.1"},
      {"access.log:tea", "access.log:tea"},
      // the text before it may hold the first group
      {"client=2001:db8::1", "client=2001:db8::1"},
      {"(2001:2002::1", "(2001:2002::1"},
      {"x2001:db8::1", "x2001:db8::1"},
      {"access.log.1:2001:db8::1", "2001:db8::1"},
      {"access.log.1:192.0.2.1", "192.0.2.1"},
  };
  for (const auto& [word, expected] : kRows)
    EXPECT_EQ(after_file_name(word), expected) << word;
}

TEST(ClientText, RecognisesHosts) {
  for (const char* word : {"www.example.com", "a.b:80", "localhost", "localhost:8080", "1.example"})
    EXPECT_TRUE(is_virtual_host(word)) << word;
  for (const char* word : {"web-1", "INFO", "https", "192.0.2.1", "a.1", ".a", "a.", "a b.c", "",
                           "16:23:33.457957123Z", "app.log:", "a.b:c"})
    EXPECT_FALSE(is_virtual_host(word)) << word;
}

TEST(ClientText, RecognisesListsOfClients) {
  for (const char* text : {"192.0.2.1", "192.0.2.1, 2001:db8::1", "unknown", "192.0.2.1,+10.0.0.1",
                           "192.0.2.1,%2010.0.0.1", "-, 192.0.2.1", "h.example, 192.0.2.1"})
    EXPECT_TRUE(is_client_list(text)) << text;
  for (const char* text : {"TLSv1.3", "https", "web-frontend", "-", "", "192.0.2.1; x", "a b"})
    EXPECT_FALSE(is_client_list(text)) << text;
  for (const char* text :
       {"192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1", "192.0.2.1, 2001:db8::1"})
    EXPECT_TRUE(is_unnamed_client_list(text)) << text;
  for (const char* text : {"192.0.2.1:80", "[2001:db8::1]:80", "192.0.2.1, 10.0.0.1:8080", "https"})
    EXPECT_FALSE(is_unnamed_client_list(text)) << text;
}

}  // namespace
}  // namespace logscan
