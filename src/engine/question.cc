#include "logscan/question.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "aggregate/row_measures.h"
#include "logscan/key_map.h"
#include "logscan/line_pattern.h"
#include "text/join.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan {
namespace {

std::string in_words(const KeyMap& map) {
  constexpr const char* kSyntaxes[] = {"json", "ltsv", "logfmt"};
  constexpr const char* kUnits[] = {"", "@s", "@ms", "@us", "@ns"};
  std::string text = kSyntaxes[static_cast<std::size_t>(map.syntax)];
  char before = ':';
  for (const KeyEntry& entry : map.entries) {
    const bool number =
        is_own(entry.field) && map.own[own_index(entry.field)].kind == OwnKind::kNumber;
    text += fmt::format("{}{}={}{}", before, field_name(entry.field, map.own), entry.key,
                        number ? "@n" : kUnits[static_cast<std::size_t>(entry.unit)]);
    before = ',';
  }
  return text;
}

std::string in_words(const std::optional<GivenFormat>& format) {
  if (!format) return "auto";
  if (const auto name = format->name()) return log_format_name(*name);
  if (const KeyMap* const map = format->map()) return in_words(*map);
  return (format->pattern()->kind() == PatternKind::kNginx ? "nginx " : "apache ") +
         format->pattern()->text();
}

std::string in_words(const Mask& mask) {
  std::vector<const char*> words;
  if (mask.clients) words.push_back("clients");
  if (mask.queries) words.push_back("queries");
  if (mask.users) words.push_back("users");
  return detail::join(words, ",");
}

Question::Rows rows_of(const GroupQuery& query) {
  Question::Rows rows;
  for (const GroupKey& key : query.by)
    rows.by.push_back(key.name());
  std::vector<Measure> measured = query.show;
  if (query.sort) measured.push_back(*query.sort);
  const WantedSketches wanted(measured);
  rows.clients = wanted.clients;
  rows.durations = wanted.durations;
  rows.own = wanted.own;
  rows.show = query.show;
  rows.top = query.top;
  rows.sort = query.sort;
  rows.hidden = query.hidden;
  return rows;
}

GroupQuery group_query(const Question::Rows& rows, const OwnFields& own) {
  const auto no_country = [](std::string_view, std::string&) { return false; };
  GroupQuery query;
  for (const std::string& key : rows.by)
    query.by.push_back(GroupKey::parse(key, {}, no_country, {FieldSet::all(), own}));
  query.show = rows.show;
  query.top = static_cast<std::size_t>(rows.top);
  query.sort = rows.sort;
  query.hidden = rows.hidden;
  return query;
}

std::string in_words(const OwnFields& fields) {
  constexpr const char* kKinds[] = {"", " (duration)", " (number)"};
  std::vector<std::string> words;
  for (const OwnField& field : fields)
    words.push_back(field.name + kKinds[static_cast<std::size_t>(field.kind)]);
  return detail::join(words, " ");
}

std::string in_words(const Question::Rows& rows, const OwnFields& own) {
  std::string text;
  if (rows.every != 0) text = fmt::format("every {} s of {}", rows.every, rows.zone);
  if (!rows.by.empty()) {
    text += fmt::format("{}by {}", text.empty() ? "" : " ", detail::join(rows.by, ","));
  }
  if (text.empty()) text = "of all lines";
  const char* before = " with ";
  const auto add = [&](std::string_view what) {
    text += std::exchange(before, " and ");
    text += what;
  };
  if (rows.clients) add("clients");
  if (rows.durations) add("durations");
  for (std::size_t i = 0; i < own.size(); ++i) {
    if ((rows.own >> i & 1) != 0) add(own[i].name);
  }
  return text;
}

/// All that two questions must have in common, each with what it is about.
std::vector<QuestionWord> all_words(const Question& question) {
  std::vector<QuestionWord> words = question.words;
  for (const Question::Rows& rows : question.groups)
    words.push_back({rows.hidden ? "thresholds" : "groups", in_words(rows, question.own)});
  for (const Question::Rows& rows : question.series)
    words.push_back({"series", in_words(rows, question.own)});
  if (!question.own.empty()) words.push_back({"own fields", in_words(question.own)});
  if (question.bytes) words.push_back({"sums of", "bytes"});
  if (question.times) words.push_back({"rows with", "times"});
  if (question.exact) {
    words.push_back({"exact", "rows"});  // in any memory: it does not change what is counted
  } else if (question.memory != 0) {
    words.push_back({"memory", fmt::format("{}", question.memory)});
  }
  return words;
}

std::string shown(const QuestionWord& word) {
  return fmt::format("{} {}", word.name, safe_text(word.value));
}

void agree(Question::Rows& mine, const Question::Rows& theirs) {
  mine.top = std::max(mine.top, theirs.top);
  if (mine.sort != theirs.sort) mine.sort = Measure::kCount;
  if (mine.show == theirs.show) return;
  mine.show.insert(mine.show.end(), theirs.show.begin(), theirs.show.end());
  std::sort(mine.show.begin(), mine.show.end());
  mine.show.erase(std::unique(mine.show.begin(), mine.show.end()), mine.show.end());
}

}  // namespace

Question Question::of(const EngineOptions& options) {
  const logscan::Query& query = options.query;
  Question question;
  question.words = {{"log format", logscan::in_words(options.log_format)},
                    {"max line", fmt::format("{}", options.max_line)},
                    {"log timezone", options.log_zone.value_or(TimeZone()).name()}};
  question.words.insert(question.words.end(), query.words.begin(), query.words.end());
  if (query.mask.any()) question.words.push_back({"mask", logscan::in_words(query.mask)});
  for (const GroupQuery& groups : query.groups)
    question.groups.push_back(rows_of(groups));
  for (const SeriesQuery& series : query.series) {
    question.series.push_back(rows_of(series.groups));
    question.series.back().every = series.every;
    question.series.back().zone = series.zone.name();
  }
  if (query.groups.empty() && query.series.empty()) return question;
  question.own = query.own;
  question.bytes = query.fields().has(Field::kBytes);
  question.times = query.fields().has(Field::kTime);
  question.memory = query.memory;
  question.exact = query.exact;
  return question;
}

Query Question::query() const {
  Query query = limits();
  for (const Rows& rows : groups)
    query.groups.push_back(group_query(rows, own));
  for (const Rows& rows : series) {
    const std::optional<TimeZone> found = TimeZone::find(rows.zone);
    if (!found) {
      throw std::invalid_argument(
          fmt::format("\"{}\" {}", safe_text(rows.zone), TimeZone::problem(rows.zone)));
    }
    query.series.push_back({rows.every, *found, group_query(rows, own)});
  }
  return query;
}

Query Question::limits() const {
  Query query;
  if (memory != 0) query.memory = static_cast<std::size_t>(memory);
  query.exact = exact;
  query.own = own;
  return query;
}

std::string Question::in_words() const {
  std::string text;
  for (const QuestionWord& word : all_words(*this))
    text += (text.empty() ? "" : ", ") + shown(word);
  return text;
}

std::optional<std::string> Question::difference(const Question& other) const {
  const std::vector<QuestionWord> mine = all_words(*this);
  const std::vector<QuestionWord> theirs = all_words(other);
  if (mine == theirs) return std::nullopt;
  const auto left_alone = [](const std::vector<QuestionWord>& some,
                             const std::vector<QuestionWord>& others) {
    return std::find_if(some.begin(), some.end(), [&](const QuestionWord& word) {
      return std::find(others.begin(), others.end(), word) == others.end();
    });
  };
  const auto here = left_alone(mine, theirs);
  const auto there = left_alone(theirs, mine);
  if (here == mine.end() && there == theirs.end()) return "the same in another order";
  if (here == mine.end()) return fmt::format("{}, and without", shown(*there));
  if (there == theirs.end()) return fmt::format("{}, and without", shown(*here));
  return fmt::format("{}, and {}", std::min(shown(*here), shown(*there)),
                     std::max(shown(*here), shown(*there)));
}

void Question::agree(const Question& other) {
  memory = std::max(memory, other.memory);
  for (std::size_t i = 0; i < groups.size(); ++i)
    logscan::agree(groups[i], other.groups[i]);
  for (std::size_t i = 0; i < series.size(); ++i)
    logscan::agree(series[i], other.series[i]);
}

}  // namespace logscan
