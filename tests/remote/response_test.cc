#include "remote/response.h"

#include <gtest/gtest.h>

namespace logscan::remote {
namespace {

Response response_of(std::initializer_list<const char*> lines) {
  Response response;
  for (const char* line : lines)
    response.take_line(line);
  return response;
}

TEST(Response, HoldsWhatTheHeaderSays) {
  const Response response = response_of(
      {"HTTP/1.1 206 Partial Content\r\n", "ETag: \"a\"\r\n", "content-length:  100 \r\n",
       "Content-Range: bytes 5-104/2000\r\n", "Retry-After: 3\r\n", "Last-Modified: then\r\n"});
  EXPECT_EQ(response.status, 206);
  EXPECT_EQ(response.etag, "\"a\"");
  EXPECT_EQ(response.last_modified, "then");
  EXPECT_EQ(response.length, 100u);
  EXPECT_EQ(response.retry_after, 3u);
  ASSERT_TRUE(response.range);
  EXPECT_EQ(response.range->begin, 5u);
  EXPECT_EQ(response.range->end, 105u);
  EXPECT_EQ(response.range->total, 2000u);
}

TEST(Response, StartsAgainWithAStatusLine) {
  const Response response =
      response_of({"HTTP/1.1 100 Continue\r\n", "ETag: \"a\"\r\n", "HTTP/1.1 200\r\n"});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.etag, "");
}

TEST(Response, HasNoRangeThatMakesNoSense) {
  for (const char* line :
       {"Content-Range: bytes 5-4/10", "Content-Range: bytes 5-/10", "Content-Range: bytes -5/10",
        "Content-Range: lines 0-1/2", "Content-Range: bytes 0-1",
        "Content-Range: bytes 0-18446744073709551615/1", "Content-Range: bytes 0-1x/2"})
    EXPECT_FALSE(response_of({"HTTP/1.1 206 x", line}).range) << line;
  EXPECT_EQ(response_of({"Content-Range: bytes 0-1/*"}).range->total, std::nullopt);
  EXPECT_EQ(response_of({"Content-Range: bytes */7"}).range->total, 7u);
  EXPECT_EQ(response_of({"Content-Length: -1"}).length, std::nullopt);
}

}  // namespace
}  // namespace logscan::remote
