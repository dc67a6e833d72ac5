#include "scan/known_hosts.h"

#include <string>

#include <gtest/gtest.h>

namespace logscan {
namespace {

std::string padded(std::string host) {
  host.reserve(host.size() + 8);
  return host;
}

TEST(KnownHosts, HaveWhatWasAddedAndNothingElse) {
  KnownHosts hosts;
  const std::string host = padded("www.example.com:443");
  EXPECT_FALSE(hosts.has(host));
  EXPECT_FALSE(hosts.has(padded("")));
  hosts.add(host);
  EXPECT_TRUE(hosts.has(host));
  // Those have the same first eight bytes or the same size.
  for (const char* other : {"www.example.com:80", "www.example.com:444", "www.example.com",
                            "api.example.com:443", "www.example.org:443"}) {
    EXPECT_FALSE(hosts.has(padded(other))) << other;
  }
}

TEST(KnownHosts, ForgetTheOlderOfTwoWithTheSamePlace) {
  KnownHosts hosts;
  for (int i = 0; i < 1000; ++i) {
    const std::string host = padded("www" + std::to_string(i) + ".example.com");
    hosts.add(host);
    EXPECT_TRUE(hosts.has(host));
  }
}

TEST(KnownHosts, LeaveOutLongNames) {
  KnownHosts hosts;
  const std::string longest = padded(std::string(KnownHosts::kLongest, 'a'));
  const std::string longer = padded(longest + 'a');
  hosts.add(longest);
  hosts.add(longer);
  EXPECT_TRUE(hosts.has(longest));
  EXPECT_FALSE(hosts.has(longer));
}

}  // namespace
}  // namespace logscan
