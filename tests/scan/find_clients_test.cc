// Each kernel finds the clients that plain_line_client() finds, or none, whatever the lines.

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "format/line_parser.h"
#include "input/block.h"
#include "scan/kernel.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

// Returns how many kernels find the client, which must be the one of plain_line_client().
int find_client(std::string_view word) {
  std::string line = std::string(word) + " - ";
  line.resize(std::max(line.size(), kPadding), '1');
  const std::vector<char> bytes(line.begin(), line.end());  // exactly as many
  const std::string_view front(bytes.data(), bytes.size());
  const std::string_view expected = plain_line_client(front);
  int found = 0;
  for (const Kernel& kernel : kernels()) {
    std::string_view client;
    kernel.find_clients(&front, 1, &client);
    if (client.data() == nullptr) continue;
    ++found;
    EXPECT_EQ(client, expected) << kernel.name << ": " << word;
    EXPECT_EQ(client.data(), expected.data()) << kernel.name << ": " << word;
  }
  return found;
}

TEST(FindClients, FindsUsualAddresses) {
  const int vector_kernels = static_cast<int>(kernels().size()) - 1;
  for (const char* const address :
       {"0.0.0.0", "192.0.2.1", "10.99.249.255", "255.255.255.255", "199.200.209.250",
        "2001:db8::1", "2001:db8::abcd:9:f", "2001:db8:1:2:3:4:5:6", "fe80::1",
        "2001:1234:5678:9abc:def1:2345:6789:abcd", "fd12:3456:789a::1"}) {
    EXPECT_EQ(find_client(address), vector_kernels) << address;
  }
}

TEST(FindClients, FindsTheSameAsTheCutterInAnyNumbers) {
  constexpr std::string_view kPieces[] = {"0",   "1",   "9",    "10",  "99", "100",
                                          "199", "249", "255",  "256", "00", "01",
                                          "300", "",    "1234", ".",   "x",  "/"};
  std::mt19937_64 random(1);
  int found = 0;
  for (int round = 0; round < 100'000; ++round) {
    std::string text;
    for (std::size_t i = 0, numbers = 4 + random() % 30 / 29; i < numbers; ++i) {
      if (i > 0) text += '.';
      text += kPieces[random() % (random() % 3 == 0 ? std::size(kPieces) : 9)];
    }
    found += find_client(text) > 0;
  }
  EXPECT_GT(found, 20'000);
}

TEST(FindClients, FindsTheSameAsTheCutterInAnyGroups) {
  constexpr std::string_view kPieces[] = {"1", "ff", "db8", "2001", "a", "12", "0", "F", "12345"};
  constexpr std::string_view kFirst[] = {"2001", "fe80", "3fff", "64", "2", ""};
  std::mt19937_64 random(1);
  int found = 0;
  for (int round = 0; round < 100'000; ++round) {
    std::string text(kFirst[random() % (random() % 4 == 0 ? std::size(kFirst) : 3)]);
    bool has_gap = random() % 4 == 0;
    for (std::size_t groups = 1 + random() % 8; groups > 0; --groups) {
      const bool is_gap = random() % (has_gap ? 20 : 3) == 0;
      has_gap = has_gap || is_gap;
      text += is_gap ? "::" : ":";
      text += kPieces[random() % (random() % 8 == 0 ? std::size(kPieces) : 6)];
    }
    if (random() % 8 == 0) text += ":";
    found += find_client(text) > 0;
  }
  EXPECT_GT(found, 20'000);
}

TEST(FindClients, FindsTheSameAsTheCutterWithAnyByteChanged) {
  int found = 0;
  for (const std::string text :
       {"192.0.2.1", "255.255.255.255", "1.2.3.4", "2001:db8::1", "fe80::1:2:3:4:5",
        "2001:1234:5678:9abc:def1:2345:6789:abcd", "www.example.com", "-", "12:2001:db8::1"}) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string changed = text;
        changed[at] = static_cast<char>(byte);
        found += find_client(changed) > 0;
      }
    }
  }
  EXPECT_GT(found, 500);
}

}  // namespace
}  // namespace logscan
