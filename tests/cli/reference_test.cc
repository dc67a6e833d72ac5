#include "cli/reference.h"

#include <set>
#include <string>
#include <string_view>

#include "logscan/field.h"
#include "logscan/group_summary.h"
#include "logscan/log_format.h"
#include "query/group_key.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logscan::cli {
namespace {

using Names = std::set<std::string, std::less<>>;

Names names_of(std::span<const NameNote> notes) {
  Names names;
  for (const NameNote& each : notes) {
    EXPECT_TRUE(names.emplace(each.name).second) << each.name << " has two notes";
    EXPECT_FALSE(each.note.empty()) << each.name;
  }
  return names;
}

// The formats have an order, in which lines are tried.
TEST(Reference, HasEveryFormatInOrder) {
  ASSERT_EQ(format_notes().size(), kLogFormats - 1);
  for (std::size_t i = 0; i + 1 < kLogFormats; ++i)
    EXPECT_EQ(format_notes()[i].name, kLogFormatNames[i]);
  EXPECT_EQ(static_cast<std::size_t>(LogFormat::kCustom), kLogFormats - 1);
}

TEST(Reference, HasEveryField) {
  EXPECT_EQ(names_of(field_notes()), Names(kFieldNames.begin(), kFieldNames.end()));
}

TEST(Reference, HasEveryMeasure) {
  EXPECT_EQ(names_of(measure_notes()), Names(kMeasureNames.begin(), kMeasureNames.end()));
}

TEST(Reference, HasEveryKey) {
  Names known = names_of(field_notes());
  for (const std::string& name : names_of(key_notes())) {
    EXPECT_TRUE(known.emplace(name.substr(0, name.find('/'))).second || name.find('/') != name.npos)
        << name;
    const auto country = [](std::string_view, std::string&) { return false; };
    const auto parse = [&] { GroupKey::parse(name, {}, country); };
    EXPECT_NO_THROW(parse()) << name;
  }
  for (const std::string_view name : GroupKey::names())
    EXPECT_TRUE(known.contains(name.substr(0, name.find('/')))) << name;
}

}  // namespace
}  // namespace logscan::cli
