#include "report/cell_text.h"

#include <limits>

#include <gtest/gtest.h>

namespace logscan::detail {
namespace {

TEST(CellText, GroupsDigits) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(1234567), "1,234,567");
  EXPECT_EQ(grouped(std::numeric_limits<std::uint64_t>::max()), "18,446,744,073,709,551,615");
}

TEST(CellText, ShowsDurationsInFittingUnits) {
  EXPECT_EQ(short_span(0), "0 s");
  EXPECT_EQ(short_span(999), "999 ns");
  EXPECT_EQ(short_span(1500), "1.50 us");
  EXPECT_EQ(short_span(999'600), "1.00 ms");
  EXPECT_EQ(short_span(35'240'000), "35.2 ms");
  EXPECT_EQ(short_span(-351'000'000), "-351 ms");
  EXPECT_EQ(short_span(59'400'000'000), "59.4 s");
  EXPECT_EQ(short_span(59'700'000'000), "1 min 0 s");
  EXPECT_EQ(short_span(7'500'000'000'000), "2 h 5 min");
  EXPECT_EQ(short_span(std::numeric_limits<std::int64_t>::min()), "-106751 d 23 h");
}

TEST(CellText, ShowsOffsetsOnlyOfOtherClocks) {
  Document document;
  document.clock.offset = 0;
  EXPECT_EQ(short_moment({1696939200, 0}, document), "2023-10-10 12:00:00");
  EXPECT_EQ(short_moment({1696939200, 120}, document), "2023-10-10 14:00:00 +02:00");
  document.clock.zone = "Europe/Berlin";
  EXPECT_EQ(short_moment({1696939200, 120}, document), "2023-10-10 14:00:00");
}

TEST(CellText, WritesTheSameValueForPeopleAndPrograms) {
  const Document document;
  EXPECT_EQ(people_text(Count{12345}, document), "12,345");
  EXPECT_EQ(program_text(Count{12345}), "12345");
  EXPECT_EQ(people_text(Share{1, 8}, document), "12.50 %");
  EXPECT_EQ(program_text(Share{1, 8}), "0.125");
  EXPECT_EQ(program_text(Share{}), "0");
  EXPECT_EQ(people_text(ByteCount{4'812'000'000}, document), "4.8 GB");
  EXPECT_EQ(program_text(ByteCount{4'812'000'000}), "4812000000");
  EXPECT_EQ(people_text(Span{12'000'000}, document), "12.0 ms");
  EXPECT_EQ(program_text(Span{12'000'000}), "0.012");
  EXPECT_EQ(people_text(Cell(), document), "-");
  EXPECT_EQ(program_text(Cell()), "");
  EXPECT_EQ(people_text(LogBytes{"\x1b[31m"}, document), "\\x1b[31m");
}

}  // namespace
}  // namespace logscan::detail
