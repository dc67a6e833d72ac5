#include "logscan/log_format.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace logscan {
namespace {

TEST(LogFormat, NamesAreThoseOfTheOptionInTheOrderOfTrying) {
  EXPECT_STREQ(log_format_name(LogFormat::kCommon), "common");
  EXPECT_STREQ(log_format_name(LogFormat::kCombined), "combined");
  EXPECT_STREQ(log_format_name(LogFormat::kVhostCommon), "vhost_common");
  EXPECT_STREQ(log_format_name(LogFormat::kVhostCombined), "vhost_combined");
  EXPECT_STREQ(log_format_name(LogFormat::kNginxMain), "nginx_main");
  EXPECT_STREQ(log_format_name(LogFormat::kClf), "clf");
}

TEST(LogFormat, NamesAreDistinctAndClfIsTheLastResort) {
  const std::set<std::string> names(kLogFormatNames.begin(), kLogFormatNames.end());
  EXPECT_EQ(names.size(), kLogFormats);
  EXPECT_EQ(static_cast<std::size_t>(LogFormat::kClf), kLogFormats - 1);
}

}  // namespace
}  // namespace logscan
