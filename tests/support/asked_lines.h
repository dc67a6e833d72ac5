#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/log_line.h"
#include "query/query.h"

/// What a query must answer, found with nothing but lists of lines and sorted maps.
namespace logscan::test {

/// A line whose text fields are views into memory that it holds on to.
struct OwnedLine {
  LogLine line;
  std::shared_ptr<std::deque<std::string>> texts;
  std::string_view raw;
};

/// The parsed lines of an input, cut one by one by the scalar kernel; `file` is its name.
std::vector<OwnedLine> parsed_lines(std::string_view input, const std::string& file = "");

/// Those that a query's filter lets through, with their real clients, as outputs may show them.
std::vector<OwnedLine> shown_lines(const std::vector<OwnedLine>& lines, const Query& query);

using KeyValues = std::vector<std::optional<std::string>>;

/// All that can be said of some lines.
class NaiveRow {
 public:
  void add(const OwnedLine& line) { lines_.push_back(&line.line); }
  std::uint64_t count() const { return lines_.size(); }

  /// As GroupRow has it. Numbers of clients are right up to Distinct::kMostExact.
  GroupRow summarize(const std::vector<Measure>& show) const;

  /// Their sum, which stops at the largest number there is.
  std::optional<std::uint64_t> bytes() const;

 private:
  std::vector<const LogLine*> lines_;
};

/// The values of a line, of each as many bytes as are told apart.
KeyValues key_of(const OwnedLine& line, const std::vector<GroupKey>& by);

using NaiveGroups = std::map<KeyValues, NaiveRow>;
NaiveGroups naive_groups(const std::vector<OwnedLine>& shown, const std::vector<GroupKey>& by);

/// The keys of the groups that are listed, in their order.
std::vector<KeyValues> naive_top(const std::vector<OwnedLine>& shown, const GroupQuery& query);

/// The answer to a group query as lines of text: rows in order, the others, the total.
std::string naive_answer(const std::vector<OwnedLine>& shown, const GroupQuery& query);
std::string dump(const GroupSummary& group);

/// A row as text: `[</a> null ] count=3 errors=1 bytes=17`, of the rest what is not null.
std::string dump(const GroupRow& row);

/// An output in which an input has another name, also where it is in hex.
std::string renamed(std::string output, std::string_view from, std::string_view to);

/// All measures there are.
std::vector<Measure> all_measures();

}  // namespace logscan::test
