#include "query/compared_fields.h"

#include "query/expression.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

TEST(ComparedFields, KnowsWhatNoLineHas) {
  LogLine line;
  line.path = "/a";
  ComparedFields compared;
  EXPECT_TRUE(compared.missing().empty());
  compared.add(line, {Field::kStatus, Field::kPath, Field::kHost, Field::kDuration});
  EXPECT_EQ(compared.missing(), FieldSet({Field::kHost, Field::kDuration}));
  line.duration = 0;
  line.path = {};
  compared.add(line, {Field::kStatus, Field::kPath, Field::kHost, Field::kDuration});
  EXPECT_EQ(compared.missing(), FieldSet({Field::kHost}));
  line.host = "";  // empty, not null
  ComparedFields others;
  others.add(line, {Field::kHost, Field::kAgent});
  compared.merge(others);
  EXPECT_EQ(compared.missing(), FieldSet({Field::kAgent}));
}

TEST(ComparedFields, OwnFieldsAreKnownToo) {
  const OwnValue values[] = {{}, {"3", 3, OwnKind::kNumber}};
  LogLine line;
  line.own = values;
  ComparedFields compared;
  compared.add(line, {own_field(0), own_field(1)});
  EXPECT_EQ(compared.missing(), FieldSet({own_field(0)}));
}

TEST(ComparedFields, NullIsNoValueToCompareWith) {
  const auto compared = [](const char* text) { return Expression::parse(text).compared_fields(); };
  EXPECT_EQ(compared("referer = null"), FieldSet());
  EXPECT_EQ(compared("referer != null and user = a"), FieldSet({Field::kUser}));
  EXPECT_EQ(compared("not (referer = null or referer ^= http)"), FieldSet({Field::kReferer}));
  EXPECT_EQ(compared("agent_family = curl and duration > 1s"),
            FieldSet({Field::kAgent, Field::kDuration}));
}

}  // namespace
}  // namespace logscan
