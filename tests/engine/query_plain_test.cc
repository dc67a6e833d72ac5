// Questions that plain lines answer without being cut give what the scalar kernel gives, which
// takes no line for plain.

#include <array>
#include <random>
#include <string>
#include <vector>

#include "logscan/engine.h"
#include "support/ask.h"
#include "support/sweep.h"
#include "support/temp_file.h"
#include <fmt/core.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

// Returns combined lines. One in `odd` has a client that must be read by the full rule, refused, or
// kept as it is.
std::string lines_with_clients(std::mt19937& random, unsigned odd) {
  constexpr std::array kOdd = {"host.example.com", "2001:db8:0:1::5", "2001:DB8::1",
                               "::ffff:192.0.2.1", "192.0.2.1:8080",  "-",
                               "unknown",          "bad_client!",     "999.1.1.1",
                               "12:2001:db8::1"};
  constexpr std::array kRequests = {"GET /a?b HTTP/1.1", "GET /b/c HTTP/1.1",          "-",    "",
                                    "GET  /q HTTP/1.1",  "POST http://h/x?y HTTP/1.1", "\\x16"};
  constexpr std::array kStatuses = {200, 301, 404, 503};
  std::string text;
  unsigned second = 0;
  for (int i = 0; i < 2000; ++i) {
    second += random() % 10 == 0;
    const std::string client = random() % odd == 0 ? std::string(kOdd[random() % kOdd.size()])
                                                   : fmt::format("192.0.2.{}", random() % 100);
    text += fmt::format("{} - - [12/Jan/2026:00:{:02}:{:02} +0000] \"{}\" {} {} \"-\" \"agent\"\n",
                        client, second / 60, second % 60, kRequests[random() % kRequests.size()],
                        kStatuses[random() % kStatuses.size()], random() % 5000);
  }
  return text;
}

TEST(QueryPlain, EveryKernelGivesTheSame) {
  const std::vector<Measure> measures = {Measure::kCount, Measure::kErrors, Measure::kFirst,
                                         Measure::kLast};
  std::vector<QuerySpec> specs(5);
  specs[0].groups = {{{"path"}, measures}};
  specs[1].groups = {{{"client"}, measures}};
  specs[2].groups = {{{"client"}, measures}, {{"path"}, measures}};
  specs[2].series = {{1, "UTC", {{}, measures}}, {60, "UTC", {{}, measures}}};
  specs[3].series = {{3600, "UTC", {{}, measures}}};
  std::mt19937 random(1);
  for (const unsigned odd : {1u, 5u, 300u}) {
    const test::TempFile file(lines_with_clients(random, odd));
    for (const QuerySpec& spec : specs) {
      EngineOptions options = test::asking(spec);
      const auto report = [&] {
        return test::stable_json(analyse(test::open_all({file.path()}), options));
      };
      options.kernel = &kernels().back();
      const std::string right = report();
      for (const Kernel& kernel : kernels()) {
        options.kernel = &kernel;
        for (const std::size_t block : {std::size_t{300}, std::size_t{8192}, std::size_t{65536}}) {
          options.block_size = block;
          EXPECT_EQ(report(), right) << kernel.name << ", " << block << ", " << odd;
        }
      }
    }
  }
}

}  // namespace
}  // namespace logscan
