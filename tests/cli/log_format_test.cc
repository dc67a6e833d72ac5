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
  EXPECT_STREQ(log_format_name(LogFormat::kIngressNginx), "ingress_nginx");
  EXPECT_STREQ(log_format_name(LogFormat::kLighttpd), "lighttpd");
  EXPECT_STREQ(log_format_name(LogFormat::kTraefik), "traefik");
  EXPECT_STREQ(log_format_name(LogFormat::kCommonNumbers), "common_numbers");
  EXPECT_STREQ(log_format_name(LogFormat::kCombinedNumbers), "combined_numbers");
  EXPECT_STREQ(log_format_name(LogFormat::kClf), "clf");
  EXPECT_STREQ(log_format_name(LogFormat::kCaddy), "caddy");
  EXPECT_STREQ(log_format_name(LogFormat::kLogfmt), "logfmt");
}

TEST(LogFormat, NamesAreDistinctAndClfIsTheLastOfItsKind) {
  const std::set<std::string> names(kLogFormatNames.begin(), kLogFormatNames.end());
  EXPECT_EQ(names.size(), kLogFormats);
  for (std::size_t i = 0; i < kLogFormats; ++i) {
    const LogFormat format = static_cast<LogFormat>(i);
    EXPECT_EQ(find_log_format(log_format_name(format)), format);
    EXPECT_EQ(is_quote_delimited(format), format <= LogFormat::kClf);
  }
  EXPECT_FALSE(find_log_format("Common"));
}

}  // namespace
}  // namespace logscan
