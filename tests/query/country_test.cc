#include "query/country.h"

#include <string>
#include <utility>
#include <vector>

#include "query/group_key.h"
#include "support/country_file.h"
#include "support/temp_file.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

std::string file_bytes() {
  test::CountryFileBytes file;
  file.add("192.0.2.0/24", "DE");
  file.add("198.51.100.0/25", "FR");
  file.add("203.0.113.7", "~JP");
  file.add("2001:db8::/32", "BR");
  return file.bytes();
}

std::string country_of(const CountryFile& file, std::string_view client) {
  std::string out = "+";
  return file.append(client, out) ? out : "(none)" + out.substr(1);
}

TEST(Country, FindsTheNetworkOfAClient) {
  const test::TempFile mmdb(file_bytes());
  const CountryFile file(mmdb.path());
  const std::vector<std::pair<std::string, std::string>> clients = {{"192.0.2.0", "+DE"},
                                                                    {"192.0.2.255", "+DE"},
                                                                    {"192.0.3.0", "(none)"},
                                                                    {"198.51.100.127", "+FR"},
                                                                    {"198.51.100.128", "(none)"},
                                                                    {"203.0.113.7", "+JP"},
                                                                    {"203.0.113.8", "(none)"},
                                                                    {"2001:db8::1", "+BR"},
                                                                    {"2001:db9::1", "(none)"},
                                                                    {"[2001:db8::1]:443", "+BR"},
                                                                    {"192.0.2.9:5123", "+DE"},
                                                                    {"::ffff:192.0.2.9", "+DE"},
                                                                    {"host.example.com", "(none)"},
                                                                    {"", "(none)"},
                                                                    {"-", "(none)"}};
  for (const auto& [client, country] : clients)
    EXPECT_EQ(country_of(file, client), country) << client;
}

TEST(Country, IsAKeyOfGroups) {
  const test::TempFile mmdb(file_bytes());
  const CountryFile file(mmdb.path());
  const GroupKey key = GroupKey::parse(
      "country", {},
      [&](std::string_view client, std::string& out) { return file.append(client, out); });
  LogLine line;
  line.client = "192.0.2.1";
  std::string out;
  EXPECT_TRUE(key.append(line, out));
  EXPECT_EQ(out, "DE");
  line.client = {};
  EXPECT_FALSE(key.append(line, out));
  EXPECT_THROW(GroupKey::parse("country"), std::invalid_argument);
}

TEST(Country, RefusesOtherFiles) {
  EXPECT_THROW(CountryFile("/nowhere/at-all.mmdb"), CountryFileError);
  const test::TempFile text("no database at all\n");
  try {
    const CountryFile file(text.path());
    FAIL();
  } catch (const CountryFileError& error) {
    EXPECT_NE(std::string(error.what()).find(text.path()), std::string::npos);
  }
}

// A truncated or changed file gives an error or no country, and nothing worse.
TEST(Country, SurvivesCorruption) {
  const std::string whole = file_bytes();
  for (std::size_t at = 0; at < whole.size(); at += 7) {
    for (const bool cut : {true, false}) {
      std::string bytes = cut ? whole.substr(0, at) : whole;
      if (!cut) bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
      const test::TempFile damaged(bytes);
      try {
        const CountryFile file(damaged.path());
        for (const char* const client : {"192.0.2.1", "203.0.113.7", "2001:db8::1", "10.0.0.1"})
          country_of(file, client);
      } catch (const CountryFileError&) {
      }
    }
  }
}

}  // namespace
}  // namespace logscan
