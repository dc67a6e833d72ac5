#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "query/query.h"
#include "text/moment.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

LogLine line_of(StatusCode status, std::string_view client = "192.0.2.7",
                std::string_view path = "/shop/a,b", std::string_view host = "Example.com") {
  LogLine line;
  line.status = status;
  line.client = client;
  line.path = path;
  line.host = host;
  line.method = "GET";
  line.time = LogTime{1000, 0};
  return line;
}

ExpressionContext in_1970() {
  ExpressionContext context;
  context.parse_time = [](std::string_view text) { return parse_moment(text, {0, nullptr}); };
  return context;
}

bool passes(const FilterSpec& flags, const LogLine& line) {
  const std::optional<Expression> filter = make_filter(flags, in_1970());
  EXPECT_TRUE(filter.has_value());
  return filter && filter->matches(line);
}

std::string refusal(const FilterSpec& flags, const ExpressionContext& context = in_1970()) {
  try {
    make_filter(flags, context);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "none";
}

TEST(Filter, NoFlagsAreNoFilter) {
  EXPECT_FALSE(make_filter({}).has_value());
}

TEST(Filter, StatusesMatchOneInTheListAndNoExcludedOne) {
  FilterSpec flags;
  flags.statuses = {"5xx,404", "-"};
  EXPECT_TRUE(passes(flags, line_of(404)));
  EXPECT_TRUE(passes(flags, line_of(599)));
  EXPECT_TRUE(passes(flags, line_of(kStatusDash)));
  EXPECT_FALSE(passes(flags, line_of(200)));
  flags.not_statuses = {"503, 504"};
  EXPECT_FALSE(passes(flags, line_of(503)));
  EXPECT_FALSE(passes(flags, line_of(504)));
  EXPECT_TRUE(passes(flags, line_of(500)));
  flags.statuses.clear();
  EXPECT_TRUE(passes(flags, line_of(200)));
  EXPECT_FALSE(passes(flags, line_of(503)));
}

TEST(Filter, MethodsAndHostsIgnoreCase) {
  FilterSpec flags;
  flags.methods = {"post,get"};
  EXPECT_TRUE(passes(flags, line_of(200)));
  flags.methods = {"POST"};
  EXPECT_FALSE(passes(flags, line_of(200)));

  FilterSpec hosts;
  hosts.hosts = {"www.example.com,EXAMPLE.COM"};
  EXPECT_TRUE(passes(hosts, line_of(200)));
  hosts.hosts = {"other", "*.COM"};
  EXPECT_TRUE(passes(hosts, line_of(200)));
  hosts.hosts = {"exam?le.com"};
  EXPECT_TRUE(passes(hosts, line_of(200)));
  hosts.hosts = {"*.example.com,xample.com"};
  EXPECT_FALSE(passes(hosts, line_of(200)));
  LogLine with_port = line_of(200);
  with_port.host = "www.example.com:8443";
  for (const char* const host : {"WWW.example.com", "www.*", "www.example.com:8443"}) {
    hosts.hosts = {host};
    EXPECT_TRUE(passes(hosts, with_port)) << host;
  }
  for (const char* const host : {"www.example.com:443", "example.com", "www.example.co"}) {
    hosts.hosts = {host};
    EXPECT_FALSE(passes(hosts, with_port)) << host;
  }
}

TEST(Filter, PathsAreGlobsOrExactAndMayHoldCommas) {
  FilterSpec flags;
  flags.paths = {"/shop/*"};
  EXPECT_TRUE(passes(flags, line_of(200)));
  flags.paths = {"/shop/"};
  EXPECT_FALSE(passes(flags, line_of(200)));
  flags.paths = {"/shop/a,b"};
  EXPECT_TRUE(passes(flags, line_of(200)));
  flags.paths = {"/Shop/*"};
  EXPECT_FALSE(passes(flags, line_of(200)));
  flags.paths = {"/x", "/shop/??b"};
  EXPECT_TRUE(passes(flags, line_of(200)));
  flags.paths = {"/api/*,/shop/*"};
  EXPECT_FALSE(passes(flags, line_of(200)));
}

TEST(Filter, ClientsAreNetworksAndMayBeLeftOut) {
  FilterSpec flags;
  flags.clients = {"192.0.2.0/24,!192.0.2.128/25", "2001:db8::/32"};
  EXPECT_TRUE(passes(flags, line_of(200, "192.0.2.7")));
  EXPECT_FALSE(passes(flags, line_of(200, "192.0.2.200:99")));
  EXPECT_TRUE(passes(flags, line_of(200, "[2001:db8::1]:99")));
  EXPECT_FALSE(passes(flags, line_of(200, "203.0.113.1")));
  EXPECT_FALSE(passes(flags, line_of(200, {})));
  flags.clients = {"!192.0.2.7"};
  EXPECT_FALSE(passes(flags, line_of(200, "192.0.2.7")));
  EXPECT_TRUE(passes(flags, line_of(200, "203.0.113.1")));
  EXPECT_TRUE(passes(flags, line_of(200, {})));
  flags.not_clients = {"203.0.113.0/24", "198.51.100.7-198.51.100.9", "2001:db8::5-2001:db8::ff"};
  EXPECT_FALSE(passes(flags, line_of(200, "203.0.113.1")));
  EXPECT_TRUE(passes(flags, line_of(200, "198.51.100.6")));
  EXPECT_FALSE(passes(flags, line_of(200, "198.51.100.7")));
  EXPECT_FALSE(passes(flags, line_of(200, "198.51.100.9")));
  EXPECT_TRUE(passes(flags, line_of(200, "198.51.100.10")));
  EXPECT_FALSE(passes(flags, line_of(200, "2001:db8::a0")));
  EXPECT_TRUE(passes(flags, line_of(200, "2001:db8::100")));
  EXPECT_TRUE(passes(flags, line_of(200, "198.51.100.1")));
}

TEST(Filter, SinceIsInclusiveAndUntilExclusive) {
  const LogLine line = line_of(200);  // at second 1000
  FilterSpec flags;
  flags.since = "@1000";
  EXPECT_TRUE(passes(flags, line));
  flags.until = "@1001";
  EXPECT_TRUE(passes(flags, line));
  flags.since = "@1001";
  flags.until.clear();
  EXPECT_FALSE(passes(flags, line));
  flags.since.clear();
  flags.until = "@1000";
  EXPECT_FALSE(passes(flags, line));
  flags.until = "@1001";
  EXPECT_FALSE(passes(flags, LogLine{}));
}

TEST(Filter, DifferentFlagsMustAllMatch) {
  FilterSpec flags;
  flags.statuses = {"2xx"};
  flags.methods = {"GET"};
  flags.paths = {"/shop/*"};
  flags.since = "@5";
  flags.where = {"path *= b or path *= x"};
  EXPECT_TRUE(passes(flags, line_of(200)));
  EXPECT_FALSE(passes(flags, line_of(404)));
  EXPECT_FALSE(passes(flags, line_of(200, "192.0.2.7", "/shop/c")));
  EXPECT_FALSE(passes(flags, line_of(200, "192.0.2.7", "/b")));
  EXPECT_EQ(make_filter(flags, in_1970())->fields(),
            (FieldSet{Field::kStatus, Field::kMethod, Field::kPath, Field::kTime}));
}

TEST(Filter, TimesInWhereAreTheContexts) {
  FilterSpec flags;
  flags.where = {"time >= yesterday"};
  ExpressionContext context;
  context.parse_time = [](std::string_view) { return std::optional<std::int64_t>(1000); };
  EXPECT_TRUE(make_filter(flags, context)->matches(line_of(200)));
  EXPECT_THAT(refusal(flags, {}), StartsWith("--where: column 9: 'yesterday' is not a time"));
}

TEST(Filter, ErrorsNameTheFlagAndTheValue) {
  const auto with = [](auto member, std::vector<std::string> values) {
    FilterSpec flags;
    flags.*member = std::move(values);
    return refusal(flags);
  };
  EXPECT_THAT(with(&FilterSpec::statuses, {"200,6000"}), StartsWith("--status: '6000' is no"));
  EXPECT_THAT(with(&FilterSpec::statuses, {"200,,404"}),
              StartsWith("--status: an entry of '200,,404' is empty"));
  EXPECT_THAT(with(&FilterSpec::statuses, {""}), StartsWith("--status: an entry of '' is empty"));
  EXPECT_THAT(with(&FilterSpec::statuses, {"200,"}), StartsWith("--status: an entry of '200,'"));
  EXPECT_THAT(with(&FilterSpec::not_statuses, {"x"}), StartsWith("--not-status: 'x' is no"));
  EXPECT_THAT(with(&FilterSpec::methods, {" "}), StartsWith("--method: an entry of ' ' is empty"));
  EXPECT_THAT(with(&FilterSpec::hosts, {"*\\"}), StartsWith("--host: '*\\' ends in a lone"));
  EXPECT_THAT(with(&FilterSpec::paths, {""}), StartsWith("--path: an entry of '' is empty"));
  EXPECT_THAT(with(&FilterSpec::clients, {"10.0.0.1/8"}), StartsWith("--client: '10.0.0.1/8' has"));
  EXPECT_THAT(with(&FilterSpec::clients, {"10.0.0.1/8"}), HasSubstr("is 10.0.0.0/8"));
  EXPECT_THAT(with(&FilterSpec::clients, {"!"}),
              StartsWith("--client: expected a value after '!'"));
  EXPECT_THAT(with(&FilterSpec::clients, {"!10.0.0"}), StartsWith("--client: '10.0.0' is no"));
  EXPECT_THAT(with(&FilterSpec::not_clients, {"!192.0.2.1"}),
              StartsWith("--not-client: '!192.0.2.1' is left out twice"));

  FilterSpec flags;
  flags.where = {""};
  EXPECT_THAT(refusal(flags), StartsWith("--where: column 1: there is nothing"));
  flags.where.clear();
  flags.since = "@5";
  flags.until = "@5";
  EXPECT_THAT(refusal(flags), StartsWith("--until: it is not later than --since"));
}

}  // namespace
}  // namespace logscan
