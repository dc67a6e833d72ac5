#include "gen/generator.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <unordered_set>
#include <vector>

#include "gen/hostile.h"
#include "gen/paths.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace logscan::gen {
namespace {

struct Made {
  std::string log;
  std::string expected;
};

std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> all;
  for (std::string word; in >> word;)
    all.push_back(word);
  return all;
}

Made make(const Options& options) {
  Made made;
  Outcome outcome = generate(options, [&made](std::string_view piece) {
    made.log += piece;
    return true;
  });
  EXPECT_TRUE(outcome.complete);
  made.expected = std::move(outcome.expected);
  return made;
}

Made make(const std::string& arguments) {
  const ParsedOptions parsed = parse_options(words(arguments + " --expect counts.json"));
  EXPECT_EQ(parsed.error, "");
  return make(parsed.options);
}

/// FNV-1a, 64 bits: small enough to be obviously the same everywhere.
std::uint64_t fnv(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

std::string file(const std::string& name) {
  std::ifstream in(std::string(LOGSCAN_SOURCE_DIR) + "/data/" + name, std::ios::binary);
  EXPECT_TRUE(in.is_open()) << name;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

struct Pin {
  const char* arguments;
  std::uint64_t log;
  std::uint64_t expected;
};

const Pin kPins[] = {
    {"--lines 300 --profile clean --format combined --seed 42", 0x13122d0bc821f8a8U,
     0x89266a48c87f2a76U},
    {"--lines 300 --profile clean --format common --seed 42", 0x6305566dc4e7dc16U,
     0x53f031f4b2c0c4e2U},
    {"--lines 300 --profile clean --format vhost_common --seed 42", 0xe7184ddd81f1ae1cU,
     0x6b93749833531c76U},
    {"--lines 300 --profile clean --format vhost_combined --seed 42", 0x5f55ab28ae46e4c0U,
     0x5f969c989dc6c293U},
    {"--lines 300 --profile clean --format nginx_main --seed 42", 0x9f18b6d8019e4d4aU,
     0x50892b9141517026U},
    {"--lines 300 --profile clean --format clf_extra --seed 42", 0x8b90cdfec478422cU,
     0xf248456499100c64U},
    {"--lines 300 --profile clean --format mixed --seed 42", 0x0bc80705abc4a574U,
     0x14515008375060beU},
    {"--lines 300 --profile clean --format caddy --seed 42", 0x99bfab0a8fd8df2eU,
     0x5ee3d73cdcb8c90aU},
    {"--lines 300 --profile clean --format nginx_json --seed 42", 0x0e3b730855aaa983U,
     0xc7091f111f77c736U},
    {"--lines 300 --profile clean --format ltsv --seed 42", 0xeb1439f387a59736U,
     0x0f46408616b4e034U},
    {"--lines 300 --profile clean --format haproxy --seed 42", 0x803bccba4460d9c4U,
     0xb196a307dd88cc51U},
    {"--lines 300 --profile clean --format aws_alb --seed 42", 0x4284aa14cfb968a9U,
     0x95ae082b2df7bf57U},
    {"--lines 300 --profile clean --format w3c --seed 42", 0xc5e3d24b49777d89U,
     0x6c2877e6bb79d0d9U},
    {"--lines 300 --profile clean --format application --seed 42", 0x7b015eae4627a775U,
     0x98f29dddaa0cabb4U},
    {"--lines 300 --profile clean --format comments --seed 42", 0xdceab636824fe213U,
     0x35d266dcf51bed50U},
    {"--lines 300 --profile hostile --format combined --seed 42", 0xe1139a0ab5d0e22fU,
     0xae43f8c7d88ed6bdU},
    {"--lines 300 --profile hostile --format common --seed 42", 0xfdd001ef10c1224cU,
     0x36303e9ee5413867U},
    {"--lines 300 --profile hostile --format vhost_common --seed 42", 0x8d388020f52f5c32U,
     0x5f1d182b735cf2adU},
    {"--lines 300 --profile hostile --format vhost_combined --seed 42", 0x075e21de39be0be2U,
     0xe99ed3fa689c08e9U},
    {"--lines 300 --profile hostile --format nginx_main --seed 42", 0x60f9f56cb137fdf7U,
     0x4c7a7946ec6d477bU},
    {"--lines 300 --profile hostile --format clf_extra --seed 42", 0x2dad38c8ad6727a9U,
     0x8d517907aae01416U},
    {"--lines 300 --profile hostile --format mixed --seed 42", 0xba1676a5eec249b9U,
     0x02feb3a099123681U},
};

TEST(Generator, WritesTheSameBytesEverywhere) {
  for (const Pin& pin : kPins) {
    const Made made = make(pin.arguments);
    EXPECT_EQ(fnv(made.log), pin.log) << pin.arguments;
    EXPECT_EQ(fnv(made.expected), pin.expected) << pin.arguments;
  }
}

TEST(Generator, SeedChoosesTheLog) {
  for (const std::string profile : {"clean", "hostile", "odd"}) {
    const std::string arguments = "--lines 300 --profile " + profile;
    EXPECT_EQ(make(arguments + " --seed 5").log, make(arguments + " --seed 5").log);
    EXPECT_NE(make(arguments + " --seed 5").log, make(arguments + " --seed 6").log);
  }
}

TEST(Generator, CountsCloseAndMatchTheBytes) {
  for (const std::string profile : {"clean", "hostile", "odd"}) {
    for (int seed = 1; seed <= 6; ++seed) {
      const Made made = make("--lines 1000 --format mixed --profile " + profile + " --seed " +
                             std::to_string(seed));
      const auto counts = nlohmann::json::parse(made.expected);
      const auto line_feeds =
          static_cast<std::uint64_t>(std::count(made.log.begin(), made.log.end(), '\n'));
      const bool incomplete = counts["incomplete_last_line"];
      EXPECT_EQ(incomplete, made.log.back() != '\n');
      EXPECT_EQ(counts["lines"], line_feeds + (incomplete ? 1U : 0U));
      EXPECT_EQ(counts["bytes"], made.log.size());
      EXPECT_EQ(counts["lines"].get<std::uint64_t>(),
                counts["parsed"].get<std::uint64_t>() + counts["malformed"].get<std::uint64_t>() +
                    counts["blank"].get<std::uint64_t>() + counts["comment"].get<std::uint64_t>());
      std::uint64_t statuses = 0;
      std::uint64_t errors = 0;
      for (const auto& [code, count] : counts["status"].items()) {
        statuses += count.get<std::uint64_t>();
        if (code[0] == '4' || code[0] == '5') errors += count.get<std::uint64_t>();
      }
      EXPECT_EQ(statuses, counts["parsed"]);
      EXPECT_EQ(errors, counts["errors"]["client"].get<std::uint64_t>() +
                            counts["errors"]["server"].get<std::uint64_t>());
    }
  }
}

TEST(Generator, CleanLogsHaveTheirProperties) {
  const Made made = make("--lines 200000");
  const auto counts = nlohmann::json::parse(made.expected);
  EXPECT_GE(made.log.size(), 175U * 200'000);
  EXPECT_LE(made.log.size(), 182U * 200'000);
  EXPECT_EQ(counts["parsed"], 200'000);
  EXPECT_NEAR(counts["errors"]["client"].get<double>(), 8000, 800);
  EXPECT_NEAR(counts["errors"]["server"].get<double>(), 2000, 200);
  // Simple tools see the same: ten fields parted by single spaces, no quotes within.
  std::istringstream lines(made.log);
  std::map<std::string, std::uint64_t> ninth;
  std::uint64_t treacherous = 0;
  for (std::string line; std::getline(lines, line);) {
    ASSERT_EQ(std::count(line.begin(), line.end(), '"'), 6) << line;
    ASSERT_EQ(line.find("  "), std::string::npos) << line;
    const std::vector<std::string> fields = words(line);
    ++ninth[fields[8]];
    if (fields[8] == "200" && (fields[9] == "404" || fields[9] == "500")) ++treacherous;
  }
  EXPECT_EQ(nlohmann::json(ninth), counts["status"]);
  EXPECT_GT(treacherous, 20U);
}

TEST(Generator, CaddyLinesAreTheSameVisits) {
  std::istringstream combined(make("--lines 20000 --seed 3").log);
  const Made made = make("--lines 20000 --seed 3 --format caddy");
  EXPECT_GE(made.log.size(), 950U * 20'000);
  EXPECT_LE(made.log.size(), 1050U * 20'000);
  std::istringstream caddy(made.log);
  int lines = 0;
  for (std::string line, other; std::getline(caddy, line) && std::getline(combined, other);) {
    const auto json = nlohmann::json::parse(line);
    const auto& request = json["request"];
    const std::vector<std::string> fields = words(other);
    EXPECT_EQ(fields[0], request["client_ip"]);
    EXPECT_EQ(fields[5], '"' + request["method"].get<std::string>());
    EXPECT_EQ(fields[6], request["uri"]);
    EXPECT_EQ(fields[7], request["proto"].get<std::string>() + '"');
    EXPECT_EQ(fields[8], json["status"].dump());
    EXPECT_EQ(fields[9], json["size"].dump());
    EXPECT_NE(other.find(request["headers"]["User-Agent"][0].get<std::string>()),
              std::string::npos);
    ++lines;
  }
  EXPECT_EQ(lines, 20'000);
  const auto counts = nlohmann::json::parse(made.expected);
  EXPECT_EQ(counts["status"],
            nlohmann::json::parse(make("--lines 20000 --seed 3").expected)["status"]);
}

TEST(Generator, ClientsTakeTurns) {
  const Made made = make("--lines 30001 --clients 30000 --errors 100");
  std::istringstream lines(made.log);
  std::map<std::string, int> clients;
  for (std::string line; std::getline(lines, line);)
    ++clients[line.substr(0, line.find(' '))];
  EXPECT_EQ(clients.size(), 30'000U);
  EXPECT_EQ(clients["192.0.2.17"], 2);
  const auto counts = nlohmann::json::parse(made.expected);
  std::uint64_t distinct = 0;
  for (const auto& error : counts["top_errors"]) {
    distinct += error["distinct_clients"].get<std::uint64_t>();
    for (const auto& client : error["clients"])
      EXPECT_TRUE(clients.contains(client["client"].get<std::string>())) << client;
  }
  EXPECT_GE(distinct, 30'000U);
}

TEST(Generator, ErrorPathsAreAllDifferent) {
  const Population people;
  std::unordered_set<std::string> seen;
  char room[kPathRoom];
  for (std::uint32_t i = 0; i < 200'000; ++i) {
    EXPECT_TRUE(seen.emplace(error_path(people, i, room)).second) << i;
  }
  for (std::uint32_t i = 0; i < kPages; ++i)
    seen.emplace(people.pages[i]);
  EXPECT_EQ(seen.size(), 200'000U + kPages - kSharedPaths);
  std::unordered_set<std::string_view> clients;
  for (std::uint32_t i = 0; i < kClients; ++i)
    clients.insert(people.clients[i]);
  EXPECT_EQ(clients.size(), kClients);
}

TEST(Generator, EveryErrorHasItsPathWhenThereAreEnough) {
  const auto counts =
      nlohmann::json::parse(make("--lines 50000 --errors 100 --error-paths 10000000").expected);
  std::uint64_t paths = 0;
  for (const auto& error : counts["top_errors"])
    paths += error["distinct_paths"].get<std::uint64_t>();
  EXPECT_EQ(paths, 50'000U);
}

TEST(Generator, DataIsReproducedByItsCommands) {
  std::istringstream readme(file("README.md"));
  int commands = 0;
  for (std::string line; std::getline(readme, line);) {
    std::vector<std::string> arguments = words(line);
    if (!line.starts_with("logscan-gen --")) continue;
    ++commands;
    arguments.erase(arguments.begin());
    const ParsedOptions parsed = parse_options(arguments);
    ASSERT_EQ(parsed.error, "") << line;
    const Made made = make(parsed.options);
    EXPECT_TRUE(made.log == file(parsed.options.output)) << parsed.options.output;
    EXPECT_EQ(made.expected, file(parsed.options.expected));
  }
  EXPECT_EQ(commands, 12);
}

TEST(Generator, DataNamesEveryOddity) {
  EXPECT_NE(file("README.md").find(list_oddities()), std::string::npos);
}

TEST(GeneratorOptions, SayWhatTheyExpect) {
  for (const char* wrong :
       {"--lines x", "--lines", "--seed -1", "--errors 101", "--errors 1.", "--format apache",
        "--profile dirty", "--span 0", "--incident 200", "--bytes 0", "--expect=", "--nonsense",
        "access.log", "--clients 0", "--clients 16777217", "--format caddy --profile odd",
        "--format comments --profile hostile"}) {
    EXPECT_NE(parse_options(words(wrong)).error, "") << wrong;
  }
  EXPECT_EQ(parse_options(words("--bytes=1Mi")).options.bytes, 1'048'576U);
  EXPECT_EQ(parse_options(words("--lines 10M")).options.lines, 10'000'000U);
  EXPECT_EQ(parse_options(words("--errors 0.25")).options.error_ppm, 2500U);
}

}  // namespace
}  // namespace logscan::gen
