// The result for a group with bounds holds for all groups within these bounds.

#include <string>
#include <vector>

#include "engine/judge_thresholds.h"
#include <gtest/gtest.h>

namespace logscan {
namespace {

Holding exact(const Threshold& threshold, std::uint64_t least, std::uint64_t part,
              std::uint64_t other) {
  return judge_group(threshold, least,
                     {{part + other, part + other}, {part, part}, {other, other}, std::nullopt})
      .holding;
}

void sweep(const Threshold& threshold, std::uint64_t least) {
  constexpr std::uint64_t kMost = 4;
  for (std::uint64_t part = 0; part <= kMost; ++part) {
    for (std::uint64_t other = 0; other <= kMost; ++other) {
      for (std::uint64_t more_part = 0; more_part + part <= kMost; ++more_part) {
        for (std::uint64_t more_other = 0; more_other + other <= kMost; ++more_other) {
          bool yes = true;
          bool no = true;
          for (std::uint64_t p = part; p <= part + more_part; ++p) {
            for (std::uint64_t o = other; o <= other + more_other; ++o) {
              const Holding one = exact(threshold, least, p, o);
              ASSERT_NE(one, Holding::kUnsure);
              yes = yes && one == Holding::kYes;
              no = no && one != Holding::kYes;
            }
          }
          const Holding said = judge_group(threshold, least,
                                           {{part + other, part + more_part + other + more_other},
                                            {part, part + more_part},
                                            {other, other + more_other},
                                            std::nullopt})
                                   .holding;
          const std::string where = threshold.text + " " + std::to_string(least) + ": " +
                                    std::to_string(part) + "+" + std::to_string(more_part) + " " +
                                    std::to_string(other) + "+" + std::to_string(more_other);
          if (said == Holding::kYes) {
            ASSERT_TRUE(yes) << where;
          } else if (said != Holding::kUnsure) {
            ASSERT_TRUE(no) << where;
          }
          // And no more is left open than must be, where the limit may be hit.
          if (!threshold.rate && least == 0) {
            ASSERT_EQ(said == Holding::kUnsure, !yes && !no) << where;
          }
        }
      }
    }
  }
}

TEST(JudgeGroup, IsRightForAllCountsWithinTheBounds) {
  for (const char* order : {">", ">=", "<", "<=", "==", "!="}) {
    for (const char* limit : {"0", "1", "3"}) {
      for (const std::uint64_t least : {0u, 1u, 3u}) {
        sweep(Threshold::parse(std::string("errors ") + order + " " + limit), least);
      }
    }
    for (const char* limit : {"0.0", "0.25", "0.5", "0.9"}) {
      for (const std::uint64_t least : {0u, 1u, 3u}) {
        sweep(Threshold::parse(std::string("errors.rate ") + order + " " + limit), least);
      }
    }
  }
}

TEST(JudgeGroup, HasNoVerdictOnFewerRequestsButOnHowManyThereAre) {
  EXPECT_EQ(exact(Threshold::parse("errors > 1"), 10, 9, 0), Holding::kNotJudged);
  EXPECT_EQ(exact(Threshold::parse("errors > 1"), 10, 9, 1), Holding::kYes);
  EXPECT_EQ(exact(Threshold::parse("requests < 10"), 10, 9, 0), Holding::kYes);
  EXPECT_EQ(exact(Threshold::parse("errors.rate >= 0"), 0, 0, 0), Holding::kNotJudged);
}

TEST(JudgeGroup, HasNoVerdictOnDurationsThatAreNotThere) {
  const Threshold threshold = Threshold::parse("p99(duration) > 2s");
  const auto judge = [&](std::optional<double> duration, bool sure) {
    return judge_group(threshold, 5, {{5, 5}, {}, {}, duration, sure}).holding;
  };
  EXPECT_EQ(judge(std::nullopt, true), Holding::kNotJudged);
  EXPECT_EQ(judge(std::nullopt, false), Holding::kUnsure);
  EXPECT_EQ(judge(3e9, true), Holding::kYes);
  EXPECT_EQ(judge(3e9, false), Holding::kUnsure);
  EXPECT_EQ(judge(2e9, true), Holding::kNo);
}

}  // namespace
}  // namespace logscan
