#include "remote/url.h"

#include <string>

#include "logscan/input_error.h"
#include <gtest/gtest.h>

namespace logscan::remote {
namespace {

TEST(Url, IsHttpHttpsOrS3) {
  EXPECT_TRUE(is_url("http://a/"));
  EXPECT_TRUE(is_url("HTTPS://a"));
  EXPECT_TRUE(is_url("s3://bucket"));
  EXPECT_FALSE(is_url("ftp://a/"));
  EXPECT_FALSE(is_url("https:/a"));
  EXPECT_FALSE(is_url("access.log"));
  EXPECT_FALSE(is_url("xhttp://a"));
  EXPECT_FALSE(is_url(""));
}

TEST(Url, HasParts) {
  const Url url = parse_url("HTTPS://us%40er:pa:ss@host:8443/a/b%20c.log?x=1#part");
  EXPECT_EQ(url.scheme, "https");
  EXPECT_EQ(url.user, "us@er");
  EXPECT_EQ(url.password, "pa:ss");
  EXPECT_EQ(url.authority, "host:8443");
  EXPECT_EQ(url.path, "/a/b%20c.log");
  EXPECT_EQ(url.query, "x=1");
  EXPECT_EQ(url.text(), "https://host:8443/a/b%20c.log?x=1");
  EXPECT_EQ(parse_url("http://host").path, "/");
  EXPECT_EQ(parse_url("http://host?q").text(), "http://host/?q");
}

TEST(Url, OfS3HasAnyKey) {
  const Url url = parse_url("s3://bucket/a b/what?#%20.log");
  EXPECT_EQ(url.authority, "bucket");
  EXPECT_EQ(url.path, "/a b/what?#%20.log");
  EXPECT_EQ(url.query, "");
}

TEST(Url, ShowsNoSecrets) {
  for (const char* word :
       {"https://us:secret@host/a.log", "https://secret@host/a.log", "https://host/a.log?secret",
        "https://host/a.log#secret", "https://us:sec@secret@host/a.log",
        "https://us:secret@host/a.log?sig=secret#secret"})
    EXPECT_EQ(public_name(word), "https://host/a.log") << word;
  EXPECT_EQ(public_name("s3://key:secret@bucket/a"), "s3://bucket/a");
  EXPECT_EQ(public_name("a?b#c"), "a?b#c");
  EXPECT_EQ(public_name("https://us:secret@"), "https:///");
}

TEST(Url, IsRefused) {
  for (const char* word : {"http://", "http:///a", "s3://", "s3://key:secret@bucket/a",
                           "http://host/a b", "http://host/a\nb", "https://us:secret@/a"}) {
    try {
      parse_url(word);
      ADD_FAILURE() << word;
    } catch (const InputError& error) {
      EXPECT_EQ(std::string(error.what()).find("secret@"), std::string::npos) << error.what();
    }
  }
}

TEST(Url, EncodesBytes) {
  EXPECT_EQ(percent_encode("a/b c~-._+%\xc3\xa4", true), "a/b%20c~-._%2B%25%C3%A4");
  EXPECT_EQ(percent_encode("a/b", false), "a%2Fb");
  EXPECT_EQ(percent_decode("a%2Fb%zz%4"), "a/b%zz%4");
  EXPECT_EQ(percent_decode("%41%"), "A%");
}

}  // namespace
}  // namespace logscan::remote
