#pragma once

#include <functional>
#include <optional>
#include <string>

namespace logscan::remote {

struct AwsCredentials {
  std::string key_id;
  std::string secret;
  std::string token;  ///< of a session; may be empty
};

/// What the usual variables and files of AWS programs say.
struct AwsSettings {
  std::optional<AwsCredentials> credentials;  ///< without them, requests are not signed
  std::string region;                         ///< empty if none is named
  std::string endpoint;                       ///< URL of another store than Amazon's; may be empty
};

/// Returns the value of an environment variable; null if it is not set.
using Environment = std::function<const char*(const char*)>;

/// Reads them: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_PROFILE,
/// AWS_REGION, AWS_DEFAULT_REGION, AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, ~/.aws/credentials and
/// ~/.aws/config (or AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE). Throws InputError if a
/// profile is missing, or names its credentials in a way that logscan does not read.
AwsSettings read_aws_settings(const Environment& environment);

}  // namespace logscan::remote
