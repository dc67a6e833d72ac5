// The examples that Amazon publishes with its description of Signature Version 4 for S3.
#include "remote/aws_signature.h"

#include <string>

#include <gtest/gtest.h>

namespace logscan::remote {
namespace {

constexpr std::time_t kExampleTime = 1369353600;  // 2013-05-24T00:00:00Z

AwsCredentials example_credentials() {
  return {"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""};
}

SignedRequest example_request() {
  SignedRequest request;
  request.host = "examplebucket.s3.amazonaws.com";
  request.path = "/";
  request.region = "us-east-1";
  return request;
}

std::string signature_of(const SignedRequest& request, const AwsCredentials& credentials) {
  const std::string all = sign(request, credentials, kExampleTime).at("authorization");
  return all.substr(all.rfind('=') + 1);
}

TEST(AwsSignature, IsThatOfTheExamples) {
  SignedRequest request = example_request();
  request.path = "/test.txt";
  request.headers = {{"range", "bytes=0-9"}};
  EXPECT_EQ(signature_of(request, example_credentials()),
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");

  request = example_request();
  request.query = {{"lifecycle", ""}};
  EXPECT_EQ(signature_of(request, example_credentials()),
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");

  request = example_request();
  request.query = {{"prefix", "J"}, {"max-keys", "2"}};
  EXPECT_EQ(signature_of(request, example_credentials()),
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

TEST(AwsSignature, NamesWhatItSigns) {
  SignedRequest request = example_request();
  request.headers = {{"range", "bytes=0-9"}};
  AwsCredentials credentials = example_credentials();
  credentials.token = "the/token+==";
  const Headers headers = sign(request, credentials, kExampleTime);
  EXPECT_EQ(headers.at("x-amz-date"), "20130524T000000Z");
  EXPECT_EQ(headers.at("x-amz-security-token"), "the/token+==");
  EXPECT_EQ(headers.at("range"), "bytes=0-9");
  EXPECT_NE(headers.at("authorization")
                .find("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/"
                      "aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date;"
                      "x-amz-security-token,Signature="),
            std::string::npos);
}

TEST(AwsSignature, SortsAndEncodesQueries) {
  EXPECT_EQ(canonical_query({{"prefix", "a b/\xc3\xa4"}, {"list-type", "2"}, {"x", ""}}),
            "list-type=2&prefix=a%20b%2F%C3%A4&x=");
}

}  // namespace
}  // namespace logscan::remote
