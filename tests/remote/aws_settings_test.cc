#include "remote/aws_settings.h"

#include <map>
#include <string>

#include "logscan/input_error.h"
#include "support/temp_folder.h"
#include <gtest/gtest.h>

namespace logscan::remote {
namespace {

using Variables = std::map<std::string, std::string>;

AwsSettings settings_of(const Variables& variables) {
  return read_aws_settings([&](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

std::string error_of(const Variables& variables) {
  try {
    settings_of(variables);
  } catch (const InputError& error) {
    return error.what();
  }
  return "none";
}

class AwsSettingsFiles : public ::testing::Test {
 protected:
  AwsSettingsFiles() {
    home_.write(".aws/credentials",
                "# mine\r\n[default]\r\naws_access_key_id = AK1\r\naws_secret_access_key=S=1\r\n"
                "\n[ work ]\nAWS_ACCESS_KEY_ID=AK2\naws_secret_access_key = S2\n"
                "aws_session_token = T2\n");
    home_.write(".aws/config",
                "[default]\nregion = eu-west-1\ns3 =\n  addressing_style = path\n  region = no\n"
                "[profile work]\nregion=eu-north-1\nendpoint_url = https://store.example\n"
                "[profile sso]\nsso_session = x\n[profile bare]\nregion = us-west-2\n");
    variables_ = {{"HOME", home_.path()}};
  }

  Variables with(const Variables& more) const {
    Variables all = more;
    all.insert(variables_.begin(), variables_.end());
    return all;
  }

  test::TempFolder home_;
  Variables variables_;
};

TEST(AwsSettings, AreEmptyWithoutAnything) {
  const AwsSettings none = settings_of({});
  EXPECT_FALSE(none.credentials);
  EXPECT_EQ(none.region, "");
  EXPECT_EQ(none.endpoint, "");
  EXPECT_FALSE(settings_of({{"HOME", "/nowhere"}}).credentials);
}

TEST(AwsSettings, ComeFromVariables) {
  const AwsSettings found = settings_of({{"AWS_ACCESS_KEY_ID", "AK"},
                                         {"AWS_SECRET_ACCESS_KEY", "S"},
                                         {"AWS_SESSION_TOKEN", "T"},
                                         {"AWS_DEFAULT_REGION", "eu-central-1"},
                                         {"AWS_ENDPOINT_URL", "http://a"},
                                         {"AWS_ENDPOINT_URL_S3", "http://b"}});
  ASSERT_TRUE(found.credentials);
  EXPECT_EQ(found.credentials->key_id, "AK");
  EXPECT_EQ(found.credentials->secret, "S");
  EXPECT_EQ(found.credentials->token, "T");
  EXPECT_EQ(found.region, "eu-central-1");
  EXPECT_EQ(found.endpoint, "http://b");
}

TEST(AwsSettings, NeedBothKeys) {
  EXPECT_NE(error_of({{"AWS_ACCESS_KEY_ID", "AK"}}).find("AWS_SECRET_ACCESS_KEY"),
            std::string::npos);
}

TEST_F(AwsSettingsFiles, HaveADefaultProfile) {
  const AwsSettings found = settings_of(variables_);
  ASSERT_TRUE(found.credentials);
  EXPECT_EQ(found.credentials->key_id, "AK1");
  EXPECT_EQ(found.credentials->secret, "S=1");
  EXPECT_EQ(found.credentials->token, "");
  EXPECT_EQ(found.region, "eu-west-1");
}

TEST_F(AwsSettingsFiles, HaveNamedProfiles) {
  const AwsSettings found = settings_of(with({{"AWS_PROFILE", "work"}}));
  ASSERT_TRUE(found.credentials);
  EXPECT_EQ(found.credentials->key_id, "AK2");
  EXPECT_EQ(found.credentials->token, "T2");
  EXPECT_EQ(found.region, "eu-north-1");
  EXPECT_EQ(found.endpoint, "https://store.example");
  EXPECT_FALSE(settings_of(with({{"AWS_PROFILE", "bare"}})).credentials);
}

TEST_F(AwsSettingsFiles, YieldToVariables) {
  const AwsSettings found = settings_of(with(
      {{"AWS_ACCESS_KEY_ID", "AK"}, {"AWS_SECRET_ACCESS_KEY", "S"}, {"AWS_REGION", "eu-west-3"}}));
  EXPECT_EQ(found.credentials->key_id, "AK");
  EXPECT_EQ(found.region, "eu-west-3");
}

TEST_F(AwsSettingsFiles, AreRefusedWithAReason) {
  EXPECT_NE(error_of(with({{"AWS_PROFILE", "gone"}})).find("no profile \"gone\""),
            std::string::npos);
  EXPECT_NE(error_of(with({{"AWS_PROFILE", "sso"}})).find("sso_session"), std::string::npos);
  EXPECT_NE(error_of({{"HOME", "/"}, {"AWS_CONFIG_FILE", "/tmp"}}).find("cannot read /tmp"),
            std::string::npos);
}

}  // namespace
}  // namespace logscan::remote
