#pragma once

#include <ctime>
#include <map>
#include <string>
#include <string_view>

#include "remote/aws_settings.h"

namespace logscan::remote {

/// Headers of a request; the names are in lower case.
using Headers = std::map<std::string, std::string>;

/// A GET request to S3, as it is signed.
struct SignedRequest {
  std::string host;                          ///< with the port, unless it is the scheme's own
  std::string path;                          ///< encoded
  std::map<std::string, std::string> query;  ///< not encoded
  Headers headers;                           ///< to sign besides the host
  std::string region;
};

/// Returns a query as it is signed, and must be sent: sorted and encoded.
std::string canonical_query(const std::map<std::string, std::string>& query);

/// Returns the headers to send: those given, and the ones that sign them by AWS Signature Version 4
/// at the moment `now`. Throws InputError; see sha256().
///
/// libcurl can sign, too (CURLOPT_AWS_SIGV4), but only since 7.75, and what it signs differs from
/// version to version: 7.88 neither sorts nor encodes queries.
Headers sign(const SignedRequest& request, const AwsCredentials& credentials, std::time_t now);

}  // namespace logscan::remote
