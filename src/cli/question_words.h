#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/query_words.h"
#include "logscan/query.h"
#include "logscan/time_zone.h"

namespace logscan::cli {

/// A time as it was written, and the moment that it was taken for.
struct SaidMoment {
  std::string text;
  std::int64_t seconds;
};

/// All times that were written.
struct SaidMoments {
  std::optional<std::int64_t> since;
  std::optional<std::int64_t> until;
  std::vector<SaidMoment> where;
};

/// What the words ask that changes what is counted, in a form in which the same questions are
/// mostly the same words: lists are sorted, times are moments. For Query::words; `query` is made of
/// the same words.
std::vector<QuestionWord> question_words(const QueryWords& words, const SaidMoments& said,
                                         const TimeZone& zone, const Query& query);

}  // namespace logscan::cli
