#include "logscan/status.h"

#include <string>

#include <gtest/gtest.h>

namespace logscan {
namespace {

TEST(Status, HasANameForEveryCode) {
  EXPECT_EQ(status_name(0), "000");
  EXPECT_EQ(status_name(7), "007");
  EXPECT_EQ(status_name(200), "200");
  EXPECT_EQ(status_name(999), "999");
  EXPECT_EQ(status_name(kStatusDash), "-");
  EXPECT_EQ(status_name(kStatusMinusOne), "-1");
  for (StatusCode code = 0; code < kStatusDash; ++code) {
    const std::string digits = std::to_string(code);
    EXPECT_EQ(status_name(code), std::string(3 - digits.size(), '0') + digits);
  }
}

TEST(Status, IsInOneClass) {
  struct Case {
    StatusCode code;
    StatusClass expected;
  };
  constexpr Case kCases[] = {
      {0, StatusClass::kOther},           {99, StatusClass::kOther},
      {100, StatusClass::k1xx},           {199, StatusClass::k1xx},
      {200, StatusClass::k2xx},           {299, StatusClass::k2xx},
      {300, StatusClass::k3xx},           {399, StatusClass::k3xx},
      {400, StatusClass::k4xx},           {499, StatusClass::k4xx},
      {500, StatusClass::k5xx},           {599, StatusClass::k5xx},
      {600, StatusClass::kOther},         {999, StatusClass::kOther},
      {kStatusDash, StatusClass::kOther}, {kStatusMinusOne, StatusClass::kOther},
  };
  for (const Case& each : kCases) {
    EXPECT_EQ(status_class(each.code), each.expected) << each.code;
  }
}

TEST(Status, IsAnErrorFrom400To599) {
  for (StatusCode code = 0; code < kStatusCodes; ++code) {
    const StatusClass of = status_class(code);
    EXPECT_EQ(is_client_error(code), of == StatusClass::k4xx) << code;
    EXPECT_EQ(is_server_error(code), of == StatusClass::k5xx) << code;
    EXPECT_EQ(is_error(code), is_client_error(code) || is_server_error(code)) << code;
  }
}

TEST(Status, ClassNamesFollowTheClasses) {
  EXPECT_STREQ(kStatusClassNames[static_cast<std::size_t>(status_class(204))], "2xx");
  EXPECT_STREQ(kStatusClassNames[static_cast<std::size_t>(status_class(503))], "5xx");
  EXPECT_STREQ(kStatusClassNames[static_cast<std::size_t>(status_class(kStatusDash))], "other");
}

}  // namespace
}  // namespace logscan
