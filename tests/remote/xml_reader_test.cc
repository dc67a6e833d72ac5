#include "remote/xml_reader.h"

#include <string>

#include "logscan/input_error.h"
#include <gtest/gtest.h>

namespace logscan::remote {
namespace {

TEST(XmlReader, ParsesWhatStoresWrite) {
  const XmlElement root = parse_xml(
      "\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- a -->"
      "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\" a = 'b>'>\n"
      "<s3:Name>b&amp;&#x41;&#228;&lt;</s3:Name><Prefix/><Contents><Key>k<![CDATA[<&]]></Key >"
      "</Contents></ListBucketResult>\n");
  EXPECT_EQ(root.name, "ListBucketResult");
  EXPECT_EQ(root.text_of("Name"), "b&A\xc3\xa4<");
  EXPECT_EQ(root.text_of("Prefix"), "");
  ASSERT_NE(root.child("Contents"), nullptr);
  EXPECT_EQ(root.child("Contents")->text_of("Key"), "k<&");
  EXPECT_EQ(root.child("Other"), nullptr);
}

TEST(XmlReader, RefusesTheRest) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i)
    deep += "<a>";
  for (const std::string& text : {std::string(),
                                  std::string("<a>"),
                                  std::string("<a></b>"),
                                  std::string("<a/><b/>"),
                                  std::string("a"),
                                  std::string("<a>&b;</a>"),
                                  std::string("<a>&#0;</a>"),
                                  std::string("<a>&#xd800;</a>"),
                                  std::string("<a>&#99999999999;</a>"),
                                  std::string("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"),
                                  std::string("<a b></a>"),
                                  std::string("<a b=c></a>"),
                                  std::string("<a b='<'></a>"),
                                  std::string("<a>\x01</a>"),
                                  std::string("<a>\xff</a>"),
                                  std::string("<a>]]></a>"),
                                  std::string("<a><?b?></a>"),
                                  std::string("<1/>"),
                                  std::string("<a><!-- -- --></a>"),
                                  std::string("<a"),
                                  std::string("<a>&amp</a>"),
                                  std::string("<!--"),
                                  std::string("<?xml"),
                                  deep})
    EXPECT_THROW(parse_xml(text), InputError) << text.substr(0, 100);
}

TEST(XmlReader, RefusesEveryTruncation) {
  const std::string text = "<?xml version='1.0'?><a b='c'><d>e&gt;<![CDATA[f]]></d><!--g--></a>";
  parse_xml(text);
  for (std::size_t size = 0; size < text.size(); ++size)
    EXPECT_THROW(parse_xml(text.substr(0, size)), InputError) << size;
}

}  // namespace
}  // namespace logscan::remote
