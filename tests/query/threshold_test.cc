#include "logscan/threshold.h"

#include <string>
#include <string_view>

#include "query/expression.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

using Amount = Threshold::Amount;
using Order = Threshold::Order;

void expect(std::string_view text, Amount amount, bool rate, Order order, double limit,
            std::string_view canonical) {
  const Threshold made = Threshold::parse(text);
  EXPECT_EQ(made.amount, amount) << text;
  EXPECT_EQ(made.rate, rate) << text;
  EXPECT_EQ(made.order, order) << text;
  EXPECT_EQ(made.limit, limit) << text;
  EXPECT_EQ(made.text, canonical) << text;
}

TEST(Threshold, IsReadFromItsText) {
  expect("requests<5", Amount::kRequests, false, Order::kLess, 5, "requests < 5");
  expect(" errors  >= 10K ", Amount::kErrors, false, Order::kMoreOrSame, 10'000, "errors >= 10K");
  expect("errors.rate > 0.01", Amount::kErrors, true, Order::kMore, 0.01, "errors.rate > 0.01");
  expect("errors.rate > 1pct", Amount::kErrors, true, Order::kMore, 0.01, "errors.rate > 1pct");
  expect("errors.rate>1%", Amount::kErrors, true, Order::kMore, 0.01, "errors.rate > 1%");
  expect("errors.rate > 1 pct", Amount::kErrors, true, Order::kMore, 0.01, "errors.rate > 1pct");
  expect("malformed.rate > 0.1pct", Amount::kMalformed, true, Order::kMore, 0.001,
         "malformed.rate > 0.1pct");
  expect("malformed != 0", Amount::kMalformed, false, Order::kOther, 0, "malformed != 0");
  expect("client_errors.rate == 1", Amount::kClientErrors, true, Order::kSame, 1,
         "client_errors.rate == 1");
  expect("server_errors = 2", Amount::kServerErrors, false, Order::kSame, 2, "server_errors = 2");
  expect("errors.rate >= 100%", Amount::kErrors, true, Order::kMoreOrSame, 1,
         "errors.rate >= 100%");
  expect("p99(duration) > 2s", Amount::kDuration, false, Order::kMore, 2e9, "p99(duration) > 2s");
  expect("p50 ( duration ) <= 1.5ms", Amount::kDuration, false, Order::kLessOrSame, 1.5e6,
         "p50(duration) <= 1.5ms");
  expect("max(duration) > 1m", Amount::kDuration, false, Order::kMore, 60e9, "max(duration) > 1m");
}

TEST(Threshold, KnowsStatusesAndPercentiles) {
  EXPECT_EQ(Threshold::parse("status.503 > 10").status, 503);
  EXPECT_EQ(Threshold::parse("status.000.rate > 0").status, 0);
  EXPECT_TRUE(Threshold::parse("status.000.rate > 0").rate);
  EXPECT_EQ(Threshold::parse("p99(duration) > 1s").quantile, 0.99);
  EXPECT_EQ(Threshold::parse("p99.9(duration) > 1s").quantile, 0.999);
  EXPECT_EQ(Threshold::parse("p7(duration) > 1s").quantile, 0.07);
  EXPECT_EQ(Threshold::parse("max(duration) > 1s").quantile, 1);
}

std::string refused_threshold(std::string_view text) {
  try {
    return "taken: " + Threshold::parse(text).text;
  } catch (const ExpressionError& error) {
    return error.what();
  }
}

void expect_refused(std::string_view text, std::size_t column, std::string_view because) {
  const std::string message = refused_threshold(text);
  EXPECT_TRUE(message.starts_with("column " + std::to_string(column) + ": ")) << message;
  EXPECT_NE(message.find(because), std::string::npos) << message;
}

TEST(Threshold, RefusesWithTheColumnAndAHint) {
  expect_refused("", 1, "nothing in it");
  expect_refused("  ", 1, "nothing in it");
  expect_refused("> 3", 1, "expected a name");
  expect_refused("erors > 3", 1, "did you mean errors?");
  expect_refused("  5xx > 3", 3, "did you mean server_errors?");
  expect_refused("error_rate > 3", 1, "did you mean errors.rate?");
  expect_refused("whatever > 3", 1, "there are requests, errors,");
  expect_refused("errors.rte > 3", 8, "write errors.rate");
  expect_refused("requests.rate > 0.1", 10, "always 1");
  expect_refused("status > 3", 1, "status.503");
  expect_refused("status.5xx > 3", 8, "server_errors");
  expect_refused("status.5033 > 3", 8, "three digits");
  expect_refused("errors 3", 8, "expected > >=");
  expect_refused("errors >", 9, "expected a number");
  expect_refused("errors > many", 10, "found 'many'");
  expect_refused("errors > -1", 10, "found '-1'");
  expect_refused("errors > 1.5.2", 10, "is not a count");
  expect_refused("errors > 0.01", 10, "write errors.rate");
  expect_refused("errors > 1pct", 10, "write errors.rate");
  expect_refused("errors > 10MB", 10, "is not a count");
  expect_refused("errors > 99999999999999999999", 10, "is not a count");
  expect_refused("errors > 3 and requests > 5", 12, "one --fail-if is one comparison");
  expect_refused("errors > 3and", 11, "one --fail-if is one comparison");
  expect_refused("errors > 3 || requests > 5", 12, "one --fail-if is one comparison");
  expect_refused("errors > 3 x", 10, "'3x' is not a count");
  expect_refused("errors > 3 4", 12, "expected the end");
  expect_refused("p99 > 2s", 5, "write p99(duration)");
  expect_refused("p99(bytes) > 2s", 5, "only durations have");
  expect_refused("p99(duration > 2s", 14, "expected )");
  expect_refused("p0(duration) > 2s", 1, "not a percentile");
  expect_refused("p100(duration) > 2s", 1, "not a percentile");
  expect_refused("p9.(duration) > 2s", 1, "not a percentile");
  expect_refused("p99(duration) > 2", 17, "requires a unit");
  expect_refused("p99(duration) > 2d", 17, "not a duration");
  expect_refused("errors.rate > 1.01", 15, "no share is above 1");
  expect_refused("errors.rate > 1", 15, "write 1pct");
  expect_refused("errors.rate > 101pct", 15, "no share is above 100pct");
  expect_refused("errors.rate > 5s", 15, "not a share");
  expect_refused("errors(duration) > 3", 7, "only durations have percentiles");
  expect_refused(std::string(1001, ' '), 1001, "longer than 1000 bytes");
}

// crontab ends a command at the first %, unless a backslash precedes it, which some versions keep.
TEST(Threshold, SuggestsPctForAPercentSignCutByACrontab) {
  for (const char* text : {"malformed.rate >", "malformed.rate > 0.1\\%", "malformed.rate > 0.1\n",
                           "malformed.rate > 0.1\n /var/log/a.log", "malformed.rate > 5"}) {
    EXPECT_NE(refused_threshold(text).find("write pct"), std::string::npos)
        << text << refused_threshold(text);
  }
  EXPECT_EQ(refused_threshold("\nerrors > 3"), "taken: errors > 3");
}

TEST(Threshold, HoldsAsItsOrderSays) {
  const auto holds = [](const std::string& order) {
    const Threshold made = Threshold::parse("requests " + order + " 2");
    return std::to_string(made.holds(1)) + std::to_string(made.holds(2)) +
           std::to_string(made.holds(3));
  };
  EXPECT_EQ(holds(">"), "001");
  EXPECT_EQ(holds(">="), "011");
  EXPECT_EQ(holds("<"), "100");
  EXPECT_EQ(holds("<="), "110");
  EXPECT_EQ(holds("=="), "010");
  EXPECT_EQ(holds("="), "010");
  EXPECT_EQ(holds("!="), "101");
}

// A share that is exactly the limit is not above it, whatever the number.
TEST(Threshold, TakesSharesToTheLastBit) {
  for (int part = 0; part <= 1000; ++part) {
    const std::string tenths = std::to_string(part / 10) + "." + std::to_string(part % 10);
    const Threshold made = Threshold::parse("errors.rate >= " + tenths + "pct");
    EXPECT_TRUE(made.holds(part / 1000.0)) << tenths;
    EXPECT_EQ(made.limit, part / 1000.0) << tenths;
  }
}

}  // namespace
}  // namespace logscan
