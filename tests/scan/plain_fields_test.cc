// Each kernel finds the addresses and paths that plain loops find, or none, wherever they stand.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "format/request.h"
#include "input/block.h"
#include "scan/kernel.h"
#include "text/client_text.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

// Bytes behind a text, as many as must be readable and no more.
std::vector<char> padded(std::string_view front, std::string_view text, std::size_t padding) {
  std::vector<char> bytes(front.begin(), front.end());
  bytes.insert(bytes.end(), text.begin(), text.end());
  bytes.insert(bytes.end(), padding, '7');
  return bytes;
}

std::uint8_t v4_at(const Kernel& kernel, std::string_view text) {
  const std::vector<char> bytes =
      padded("", text, text.size() < kPadding ? kPadding - text.size() : 0);
  const char* const at = bytes.data();
  std::uint8_t length = 0;
  kernel.find_v4(&at, 1, &length);
  return length;
}

// By the naive definition.
std::size_t naive_v4(std::string_view text) {
  const std::string_view word = text.substr(0, text.find(' '));
  const bool is_v4 = word.size() < text.size() && word.find(':') == std::string_view::npos &&
                     is_plain_address(word);
  return is_v4 ? word.size() : 0;
}

TEST(PlainFields, AddressesAreTheNaiveOnes) {
  constexpr std::string_view kPieces[] = {"0",    "1",   "9",   "10",  "99",  "100", "199", "200",
                                          "249",  "250", "255", "256", "260", "300", "00",  "01",
                                          "1234", "",    ".",   "x",   "/",   ":",   "-"};
  std::mt19937_64 random(1);
  int addresses = 0;
  for (int round = 0; round < 100'000; ++round) {
    std::string text;
    for (std::size_t i = 0, numbers = 4 + random() % 30 / 29; i < numbers; ++i) {
      if (i > 0) text += '.';
      text += kPieces[random() % (random() % 3 == 0 ? std::size(kPieces) : 11)];
    }
    if (random() % 8 != 0) text += ' ';
    text += random() % 2 == 0 ? "- -" : "1.2.3.4";
    const std::size_t expected = naive_v4(text);
    addresses += expected > 0;
    for (const Kernel& kernel : kernels()) {
      const bool finds_none = std::string_view(kernel.name) == "scalar";
      EXPECT_EQ(v4_at(kernel, text), finds_none ? 0 : expected) << kernel.name << ": " << text;
    }
  }
  EXPECT_GT(addresses, 20'000);
}

TEST(PlainFields, AddressesWithAnyByteChangedAreTheNaiveOnes) {
  for (const std::string text :
       {"192.0.2.1 - -", "255.255.255.255 -", "0.0.0.0 ", "9.19.200.25 x"}) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string changed = text;
        changed[at] = static_cast<char>(byte);
        for (const Kernel& kernel : kernels()) {
          const bool finds_none = std::string_view(kernel.name) == "scalar";
          EXPECT_EQ(v4_at(kernel, changed), finds_none ? 0 : naive_v4(changed))
              << kernel.name << ": " << changed;
        }
      }
    }
  }
}

// Returns the path that each kernel finds, which must be the one of request_path() or null.
// Counts those that were found.
void expect_path(std::string_view request, int& found) {
  constexpr std::string_view kBefore = "00 +0000] \"";
  const std::vector<char> bytes = padded(kBefore, request, kPadding);
  const std::string_view text(bytes.data() + kBefore.size(), request.size());
  for (const Kernel& kernel : kernels()) {
    std::string_view path;
    kernel.find_paths(&text, 1, &path);
    if (path.data() == nullptr) continue;
    ++found;
    const std::string_view expected = request_path(text);
    EXPECT_EQ(path, expected) << kernel.name << ": " << request;
    EXPECT_EQ(path.data(), expected.data()) << kernel.name << ": " << request;
  }
}

TEST(PlainFields, PathsAreThoseOfTheCutter) {
  const int vector_kernels = static_cast<int>(kernels().size()) - 1;
  for (const std::string& target :
       {std::string("/"), std::string("/a?b=/c#d"), std::string("/a#b?c"),
        "/" + std::string(30, 'x') + "?", "/" + std::string(61, 'x'),
        "/" + std::string(40, 'x') + "?" + std::string(21, 'y')}) {
    for (const char* const method : {"GET", "P", "OPTIONS", "unsubscribe"}) {
      for (const char* const protocol : {"HTTP/1.1", "HTTP/2.0", "HTTP/x\"y"}) {
        int found = 0;
        expect_path(std::string(method) + " " + target + " " + protocol, found);
        EXPECT_EQ(found, vector_kernels) << method << target << protocol;
      }
    }
  }
}

TEST(PlainFields, PathsWithAnyByteChangedAreThoseOfTheCutter) {
  int found = 0;
  for (const std::string text :
       {"GET /a/b?c=d HTTP/1.1", "P / HTTP/1.0", "GET /a HTTP/2", "", "-", "GET", "/ HTTP/1.1",
        "GET HTTP/1.1", "GET  HTTP/1.1", "GET http://h/a HTTP/1.1", "OPTIONS * HTTP/1.1"}) {
    expect_path(text, found);
    for (std::size_t at = 0; at < text.size(); ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string changed = text;
        changed[at] = static_cast<char>(byte);
        expect_path(changed, found);
      }
    }
  }
  EXPECT_GT(found, 1000);
}

}  // namespace
}  // namespace logscan
