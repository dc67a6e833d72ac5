#include "remote/aws_signature.h"

#include <array>

#include "remote/curl_library.h"
#include "remote/url.h"
#include <fmt/core.h>

namespace logscan::remote {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";

std::string hex(const Sha256& hash) {
  std::string text;
  for (const unsigned char byte : hash)
    text += fmt::format("{:02x}", byte);
  return text;
}

std::string_view bytes_of(const Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

// "20130524T000000Z"
std::string moment_text(std::time_t now) {
  struct tm utc {};
  ::gmtime_r(&now, &utc);
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", utc.tm_year + 1900, utc.tm_mon + 1,
                     utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

}  // namespace

std::string canonical_query(const std::map<std::string, std::string>& query) {
  std::map<std::string, std::string> encoded;  // sorted by the encoded names
  for (const auto& [name, value] : query)
    encoded.emplace(percent_encode(name, false), percent_encode(value, false));
  std::string text;
  for (const auto& [name, value] : encoded)
    text += fmt::format("{}{}={}", text.empty() ? "" : "&", name, value);
  return text;
}

Headers sign(const SignedRequest& request, const AwsCredentials& credentials, std::time_t now) {
  const std::string moment = moment_text(now);
  const std::string day = moment.substr(0, 8);
  const std::string no_body = hex(sha256(""));
  Headers headers = request.headers;
  headers["x-amz-date"] = moment;
  headers["x-amz-content-sha256"] = no_body;
  if (!credentials.token.empty()) headers["x-amz-security-token"] = credentials.token;

  Headers all = headers;
  all["host"] = request.host;
  std::string lines;
  std::string names;
  for (const auto& [name, value] : all) {
    lines += fmt::format("{}:{}\n", name, value);
    names += fmt::format("{}{}", names.empty() ? "" : ";", name);
  }
  const std::string canonical = fmt::format("GET\n{}\n{}\n{}\n{}\n{}", request.path,
                                            canonical_query(request.query), lines, names, no_body);
  const std::string scope = fmt::format("{}/{}/s3/aws4_request", day, request.region);
  const std::string to_sign =
      fmt::format("{}\n{}\n{}\n{}", kAlgorithm, moment, scope, hex(sha256(canonical)));
  Sha256 key = hmac_sha256("AWS4" + credentials.secret, day);
  for (const std::string_view part :
       {std::string_view(request.region), std::string_view("s3"), std::string_view("aws4_request")})
    key = hmac_sha256(bytes_of(key), part);
  headers["authorization"] =
      fmt::format("{} Credential={}/{},SignedHeaders={},Signature={}", kAlgorithm,
                  credentials.key_id, scope, names, hex(hmac_sha256(bytes_of(key), to_sign)));
  return headers;
}

}  // namespace logscan::remote
