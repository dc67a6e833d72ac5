#include "remote/object_list.h"

#include <mutex>
#include <string>
#include <vector>

#include "logscan/input_error.h"
#include "support/web_server.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::remote {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ObjectListTest : public ::testing::Test {
 protected:
  ObjectListTest() { environment_.set("AWS_ENDPOINT_URL", store_.url("")); }

  static std::string page(const std::string& content) {
    return "<?xml version=\"1.0\"?><ListBucketResult><EncodingType>url</EncodingType>" + content +
           "</ListBucketResult>";
  }
  static std::string key(const std::string& name) {
    return "<Contents><Key>" + name + "</Key><Size>1</Size></Contents>";
  }

  test::WebEnvironment environment_;
  std::mutex mutex_;
  std::vector<std::string> targets_;
  std::vector<test::WebAnswer> answers_;
  test::WebServer store_{[this](const test::WebRequest& request) {
    const std::lock_guard lock(mutex_);
    targets_.push_back(request.target);
    return answers_.at(std::min(request.number, answers_.size() - 1));
  }};
};

TEST_F(ObjectListTest, IsAskedForByASlash) {
  EXPECT_TRUE(is_object_list("s3://bucket"));
  EXPECT_TRUE(is_object_list("s3://bucket/"));
  EXPECT_TRUE(is_object_list("S3://bucket/a/"));
  EXPECT_FALSE(is_object_list("s3://bucket/a"));
  EXPECT_FALSE(is_object_list("http://bucket/"));
  EXPECT_FALSE(is_object_list("folder/"));
}

TEST_F(ObjectListTest, HasAllPagesInOrder) {
  answers_ = {{503, {}, "<Error/>"},
              {200,
               {},
               page("<IsTruncated>true</IsTruncated><NextContinuationToken>a+/=&amp;"
                    "</NextContinuationToken>" +
                    key("l/b%20c+d%2B.log") + key("l/") +
                    "<CommonPrefixes><Prefix>l/x/</Prefix></CommonPrefixes>")},
              {200, {}, page("<IsTruncated>false</IsTruncated>" + key("l/a.log"))}};
  const ObjectList list = list_objects("s3://bucket/l/", false);
  EXPECT_THAT(list.urls, ElementsAre("s3://bucket/l/a.log", "s3://bucket/l/b c d+.log"));
  EXPECT_EQ(list.folders, 1u);
  EXPECT_THAT(
      targets_,
      ElementsAre("/bucket/?delimiter=%2F&encoding-type=url&list-type=2&prefix=l%2F",
                  "/bucket/?delimiter=%2F&encoding-type=url&list-type=2&prefix=l%2F",
                  "/bucket/?continuation-token=a%2B%2F%3D%26&delimiter=%2F&encoding-type=url&"
                  "list-type=2&prefix=l%2F"));
}

TEST_F(ObjectListTest, HasAllThatIsBelowWithRecursive) {
  answers_ = {{200, {}, page(key("a/b/c.log"))}};
  EXPECT_THAT(list_objects("s3://bucket", true).urls, ElementsAre("s3://bucket/a/b/c.log"));
  EXPECT_THAT(targets_, ElementsAre("/bucket/?encoding-type=url&list-type=2&prefix="));
}

TEST_F(ObjectListTest, SurvivesABrokenConnection) {
  const std::string whole = page(key("a.log"));
  for (std::size_t cut = 0; cut < whole.size(); cut += 7)
    answers_.push_back({200, {}, whole, std::nullopt, cut});
  answers_.resize(4);
  answers_.push_back({200, {}, whole});
  EXPECT_THAT(list_objects("s3://bucket/", false).urls, ElementsAre("s3://bucket/a.log"));
}

TEST_F(ObjectListTest, IsRefusedIfItMakesNoSense) {
  const std::string token =
      "<IsTruncated>true</IsTruncated><NextContinuationToken>t"
      "</NextContinuationToken>";
  for (const std::string& body :
       {std::string("hello"), std::string("<html/>"), page(key("other/a.log")), page(token),
        page("<IsTruncated>true</IsTruncated>"), page(key(""))}) {
    answers_ = {{200, {}, body}};
    EXPECT_THROW(list_objects("s3://bucket/l/", false), InputError) << body;
  }
}

TEST_F(ObjectListTest, ReportsWhatTheStoreSays) {
  answers_ = {{404, {}, "<Error><Code>NoSuchBucket</Code></Error>"}};
  try {
    list_objects("s3://bucket/", false);
    ADD_FAILURE();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("no such bucket"));
  }
}

}  // namespace
}  // namespace logscan::remote
