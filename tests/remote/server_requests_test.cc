#include "remote/server_requests.h"

#include <mutex>
#include <string>
#include <vector>

#include "logscan/input_error.h"
#include "support/web_server.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::remote {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ServerRequestsTest : public ::testing::Test {
 protected:
  // Returns the body of the answer, or the error.
  static std::string get(const std::string& url) {
    try {
      ServerRequests requests(parse_url(url));
      const std::unique_ptr<Connection> connection = requests.get({});
      if (connection->response().status != 200) return requests.explain(*connection);
      std::string body(100, '\0');
      body.resize(connection->read(body.data(), body.size()));
      return body;
    } catch (const InputError& error) {
      return error.what();
    }
  }

  static test::WebAnswer answer(int status, std::string body = {},
                                std::vector<std::string> headers = {}) {
    return {status, std::move(headers), std::move(body)};
  }

  test::WebEnvironment environment_;
};

TEST_F(ServerRequestsTest, AreRepeatedUntilAServerRecovers) {
  for (const int status : {408, 429, 500, 502, 503, 504}) {
    const test::WebServer server([&](const test::WebRequest& request) {
      return request.number < 3 ? answer(status, "no", {"Retry-After: 0"}) : answer(200, "yes");
    });
    EXPECT_EQ(get(server.url("/a")), "yes");
    EXPECT_EQ(server.requests(), 4u);
  }
}

TEST_F(ServerRequestsTest, EndAfterSomeAttempts) {
  const test::WebServer server([](const test::WebRequest&) { return answer(503); });
  EXPECT_EQ(get(server.url("/a")), "the server fails (503); try again later (5 attempts)");
  EXPECT_EQ(server.requests(), 5u);
}

TEST_F(ServerRequestsTest, AreNotRepeatedInVain) {
  for (const int status : {400, 401, 403, 404, 410, 501}) {
    const test::WebServer server([&](const test::WebRequest&) { return answer(status); });
    EXPECT_THAT(get(server.url("/a")), HasSubstr(std::to_string(status)));
    EXPECT_EQ(server.requests(), 1u);
  }
}

TEST_F(ServerRequestsTest, SurviveABrokenConnection) {
  const test::WebServer server([](const test::WebRequest& request) {
    test::WebAnswer broken = answer(200, "yes");
    if (request.number == 0) broken.hangs_up = true;
    return broken;
  });
  EXPECT_EQ(get(server.url("/a")), "yes");
  EXPECT_EQ(server.requests(), 2u);
}

TEST_F(ServerRequestsTest, ReportAServerThatIsNotThere) {
  std::string url;
  {
    const test::WebServer server([](const test::WebRequest&) { return answer(200); });
    url = "http://us:secret@" + server.authority() + "/a?secret";
  }
  EXPECT_THAT(get(url), HasSubstr("cannot connect to the server"));
  EXPECT_THAT(get(url), Not(HasSubstr("secret")));
}

TEST_F(ServerRequestsTest, FollowRedirectsWithoutThePassword) {
  std::string seen;
  const test::WebServer other([&](const test::WebRequest& request) {
    seen = request.header("authorization");
    return answer(200, "there " + request.target);
  });
  std::string first;
  const test::WebServer server([&](const test::WebRequest& request) {
    if (request.target != "/a") {
      first = request.header("authorization");
      return answer(302, "", {"Location: /a"});
    }
    return answer(307, "moved", {"Location: " + other.url("/b?c")});
  });
  EXPECT_EQ(get("http://us:secret@" + server.authority() + "/"), "there /b?c");
  EXPECT_EQ(first, "Basic dXM6c2VjcmV0");
  EXPECT_EQ(seen, "");
}

TEST_F(ServerRequestsTest, DoNotFollowRedirectsForEver) {
  const test::WebServer server(
      [](const test::WebRequest&) { return answer(301, "", {"Location: /a"}); });
  EXPECT_THAT(get(server.url("/a")), HasSubstr("redirected without end"));
}

TEST_F(ServerRequestsTest, DoNotFollowToAnotherKindOfAddress) {
  for (const char* to : {"file:///etc/passwd", "ftp://127.0.0.1/", "s3://bucket/key"}) {
    const test::WebServer server(
        [&](const test::WebRequest&) { return answer(302, "", {std::string("Location: ") + to}); });
    EXPECT_THAT(get(server.url("/a")), HasSubstr("no web address")) << to;
  }
}

TEST_F(ServerRequestsTest, NeverLeaveHttps) {
  const Url secure = parse_url("https://host/a");
  EXPECT_THROW(check_redirect(secure, "http://host/a"), InputError);
  EXPECT_THROW(check_redirect(secure, "HTTP://host/a"), InputError);
  EXPECT_NO_THROW(check_redirect(secure, "https://other/a"));
  EXPECT_NO_THROW(check_redirect(parse_url("http://host/a"), "https://host/a"));
}

TEST_F(ServerRequestsTest, StartAgainWhereARedirectNoLongerHolds) {
  const test::WebServer server([](const test::WebRequest& request) {
    if (request.target == "/a")
      return answer(302, "", {"Location: /temporary-" + std::to_string(request.number)});
    // Each place holds for the next request alone.
    const std::string wanted = "/temporary-" + std::to_string(request.number - 1);
    return request.target == wanted ? answer(200, "yes") : answer(403);
  });
  ServerRequests requests(parse_url(server.url("/a")));
  EXPECT_EQ(requests.get({})->response().status, 200);
  EXPECT_EQ(requests.get({})->response().status, 200);
  EXPECT_EQ(server.requests(), 5u);
}

TEST_F(ServerRequestsTest, UseTheProxyOfTheEnvironment) {
  const test::WebServer proxy([](const test::WebRequest& request) {
    return answer(200, request.target + " " + request.header("proxy-authorization"));
  });
  environment_.set("http_proxy", "http://me:pass@" + proxy.authority());
  EXPECT_EQ(get("http://logs.invalid/a"), "http://logs.invalid/a Basic bWU6cGFzcw==");
  environment_.set("no_proxy", "127.0.0.1");
  const test::WebServer server(
      [](const test::WebRequest& request) { return answer(200, request.target); });
  EXPECT_EQ(get(server.url("/b")), "/b");
}

class ServerRequestsToS3 : public ServerRequestsTest {
 protected:
  test::WebServer store_{[this](const test::WebRequest& request) {
    const std::lock_guard lock(mutex_);
    last_ = request;
    return answer_;
  }};
  std::mutex mutex_;
  test::WebRequest last_;
  test::WebAnswer answer_ = answer(200, "yes");
};

TEST_F(ServerRequestsToS3, AreSignedWithTheCredentials) {
  environment_.set("AWS_ENDPOINT_URL", store_.url("/"));
  environment_.set("AWS_ACCESS_KEY_ID", "AKID");
  environment_.set("AWS_SECRET_ACCESS_KEY", "hidden");
  environment_.set("AWS_SESSION_TOKEN", "token");
  environment_.set("AWS_REGION", "eu-west-9");
  EXPECT_EQ(get("s3://bucket/a b/c?d.log"), "yes");
  EXPECT_EQ(last_.target, "/bucket/a%20b/c%3Fd.log");
  EXPECT_THAT(last_.header("authorization"), HasSubstr("Credential=AKID/"));
  EXPECT_THAT(last_.header("authorization"), HasSubstr("/eu-west-9/s3/aws4_request"));
  EXPECT_EQ(last_.header("x-amz-security-token"), "token");
  EXPECT_EQ(last_.header("host"), store_.authority());
}

TEST_F(ServerRequestsToS3, AreNotSignedWithoutCredentials) {
  environment_.set("AWS_ENDPOINT_URL_S3", store_.url(""));
  EXPECT_EQ(get("s3://bucket/key"), "yes");
  EXPECT_EQ(last_.target, "/bucket/key");
  EXPECT_EQ(last_.header("authorization"), "");
}

TEST_F(ServerRequestsToS3, ReportWhatIsWrongWithoutSecrets) {
  environment_.set("AWS_ENDPOINT_URL", store_.url(""));
  const std::string body =
      "<Error><Code>InvalidAccessKeyId</Code><AWSAccessKeyId>AKID</AWSAccessKeyId></Error>";
  answer_ = answer(403, body);
  EXPECT_EQ(get("s3://bucket/key"),
            "access denied (403, InvalidAccessKeyId); no credentials were found: set "
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE");
  environment_.set("AWS_ACCESS_KEY_ID", "AKID");
  environment_.set("AWS_SECRET_ACCESS_KEY", "hidden");
  EXPECT_EQ(get("s3://bucket/key"),
            "access denied (403, InvalidAccessKeyId); check the credentials, and what they allow");
  answer_ = answer(404, "<Error><Code>NoSuchBucket</Code></Error>");
  EXPECT_THAT(get("s3://bucket/key"), HasSubstr("no such bucket (404, NoSuchBucket)"));
  answer_ = answer(404, "<Error><Code>\x1b[31m</Code></Error>");
  EXPECT_EQ(get("s3://bucket/key"), "no such object (404); check the URL");
  answer_ = answer(301, "", {"Location: http://example.invalid/"});
  EXPECT_THAT(get("s3://bucket/key"), HasSubstr("the server answers 301"));
  environment_.set("AWS_ENDPOINT_URL", "store.example");
  EXPECT_THAT(get("s3://bucket/key"), HasSubstr("AWS_ENDPOINT_URL: expected a URL"));
  environment_.set("AWS_ENDPOINT_URL", std::nullopt);
  environment_.set("AWS_REGION", "a/b");
  EXPECT_THAT(get("s3://bucket/key"), HasSubstr("check AWS_REGION"));
}

}  // namespace
}  // namespace logscan::remote
