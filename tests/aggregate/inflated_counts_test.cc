// Values chosen so that estimates of how many there are come out far too high or too low.

#include <array>
#include <bit>
#include <string>
#include <string_view>
#include <vector>

#include "aggregate/distinct.h"
#include "logscan/aggregate.h"
#include "record/string_pool.h"
#include "support/parts.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include "text/hash_bytes.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

std::string address(std::uint32_t number) {
  return "10." + std::to_string(number >> 16 & 255) + "." + std::to_string(number >> 8 & 255) +
         "." + std::to_string(number & 255);
}

std::string path(std::uint32_t number) {
  return "/" + std::to_string(number);
}

// For each register of Distinct, the value of a million that makes it largest.
std::vector<std::string> inflating(std::string (*value)(std::uint32_t)) {
  struct Best {
    int zeros = -1;
    std::uint32_t number = 0;
  };
  std::array<Best, Distinct::kRegisters> registers;
  for (std::uint32_t number = 0; number < 1'000'000; ++number) {
    const std::uint64_t hash = hash_bytes(value(number));
    Best& best = registers[hash >> (64 - Distinct::kPrecision)];
    const int zeros = std::countl_zero(hash << Distinct::kPrecision);
    if (zeros > best.zeros) best = {zeros, number};
  }
  std::vector<std::string> chosen;
  for (const Best& best : registers)
    chosen.push_back(value(best.number));
  return chosen;
}

// Values that all choose among 32 registers, so that the others stay empty.
std::vector<std::string> deflating(std::string (*value)(std::uint32_t), std::size_t count) {
  std::vector<std::string> chosen;
  for (std::uint32_t number = 0; chosen.size() < count; ++number) {
    if (hash_bytes(value(number)) >> (64 - 9) == 7) chosen.push_back(value(number));
  }
  return chosen;
}

std::uint64_t estimate_of(const std::vector<std::string>& values) {
  Distinct distinct;
  for (const std::string& value : values)
    distinct.add(hash_bytes(value));
  return distinct.count();
}

std::string line(std::string_view client, std::string_view path) {
  return std::string(client) + " - - [10/Oct/2023:13:55:36 +0000] \"GET " + std::string(path) +
         " HTTP/1.1\" 200 7\n";
}

EngineOptions asking(const std::string& by, std::vector<Measure> show) {
  EngineOptions options = test::one_thread();
  test::ask(options, [&](QuerySpec& spec) {
    spec.groups = {{split_group_keys(by), std::move(show)}};
    spec.groups[0].top = 100'000;
  });
  return options;
}

TEST(InflatedCounts, ClientsDoNotExceedTheLinesThatHaveOne) {
  const std::vector<std::string> clients = inflating(address);
  ASSERT_GT(estimate_of(clients), 20 * clients.size());
  std::string log;
  for (const std::string& client : clients)
    log += line(client, "/a");
  for (int i = 0; i < 5000; ++i)
    log += line("-", "/a");
  const test::TempFile file(log);
  EngineOptions options = asking("path", {Measure::kClients});
  test::ask(options, [&](QuerySpec& spec) {
    spec.series = {{3600, "UTC", {{"path"}, {Measure::kClients}}}};
  });
  test::LogMaker random(1);
  const std::vector<std::vector<std::uint64_t>> splits = {{}, {700'000}, {1, 90'000, 1'200'000}};
  for (const std::vector<std::uint64_t>& edges : splits) {
    std::vector<Aggregate> parts = test::collect_parts(file.path(), edges, options);
    for (Aggregate& part : parts)
      part = Aggregate::read(part.write());
    const Summary summary =
        test::merge_at_random(std::move(parts), random).summarize(options.query->spec);
    EXPECT_EQ(summary.groups[0].rows[0].clients, clients.size());
    EXPECT_EQ(summary.groups[0].total.clients, clients.size());
    EXPECT_EQ(summary.series[0].rows[0].group.clients, clients.size());
  }
}

TEST(InflatedCounts, GroupsDoNotExceedLines) {
  const std::vector<std::string> paths = inflating(path);
  ASSERT_GT(estimate_of(paths), 20 * paths.size());
  std::string log;
  for (const std::string& each : paths)
    log += line("192.0.2.1", each);
  const test::TempFile file(log);
  EngineOptions options = asking("path", {Measure::kCount});
  test::ask(options, [&](QuerySpec& spec) { spec.memory = 1'000'000; });
  const GroupSummary group = analyse(test::open_all({file.path()}), options).groups[0];
  EXPECT_FALSE(group.distinct_exact);
  EXPECT_EQ(group.distinct, paths.size());
}

TEST(InflatedCounts, GroupsAreAtLeastTheRows) {
  const std::vector<std::string> paths = deflating(path, 18'000);
  ASSERT_LT(estimate_of(paths), 2000u);
  std::string log;
  for (std::size_t i = 0; i < paths.size(); ++i)
    log += line("192.0.2.1", paths[i]) + (i < 5000 ? line("192.0.2.1", paths[i]) : "");
  const test::TempFile file(log);
  EngineOptions options = asking("path", {Measure::kCount});
  test::ask(options, [&](QuerySpec& spec) { spec.memory = 1'500'000; });
  const GroupSummary group = analyse(test::open_all({file.path()}), options).groups[0];
  EXPECT_FALSE(group.exact);
  EXPECT_GE(group.rows.size(), 5000u);
  EXPECT_GE(group.distinct, group.rows.size());
}

}  // namespace
}  // namespace logscan
