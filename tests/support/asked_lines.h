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

/// The answers of queries, computed with nothing but lists of lines and sorted maps.
namespace logscan::test {

/// A line that owns the memory of its text fields.
struct OwnedLine {
  LogLine line;
  std::shared_ptr<std::deque<std::string>> texts;
  std::string_view raw;
};

/// Returns the parsed lines of an input called `file`, using the scalar kernel.
std::vector<OwnedLine> parsed_lines(std::string_view input, const std::string& file = "");

/// Returns the lines that match a query's filter, with their real clients, as outputs show them.
std::vector<OwnedLine> shown_lines(const std::vector<OwnedLine>& lines, const Query& query);

using KeyValues = std::vector<std::optional<std::string>>;

/// The measures of some lines.
class NaiveRow {
 public:
  void add(const OwnedLine& line) { lines_.push_back(&line.line); }
  std::uint64_t count() const { return lines_.size(); }

  /// Returns the measures as a GroupRow. Numbers of clients are exact up to Distinct::kMostExact.
  GroupRow summarize(const std::vector<Measure>& show) const;

  /// Returns the sum of the bytes, clamped to the largest number.
  std::optional<std::uint64_t> bytes() const;

 private:
  std::vector<const LogLine*> lines_;
};

/// Returns the values of a line, each truncated to the bytes that distinguish keys.
KeyValues key_of(const OwnedLine& line, const std::vector<GroupKey>& by);

using NaiveGroups = std::map<KeyValues, NaiveRow>;
NaiveGroups naive_groups(const std::vector<OwnedLine>& shown, const std::vector<GroupKey>& by);

/// Returns the keys of the groups that a query lists, in order.
std::vector<KeyValues> naive_top(const std::vector<OwnedLine>& shown, const GroupQuery& query);

/// Returns the answer to a group query as lines of text: rows in order, the others, the total.
std::string naive_answer(const std::vector<OwnedLine>& shown, const GroupQuery& query);
std::string dump(const GroupSummary& group);

/// Returns a row as text: `[</a> null ] count=3 errors=1 bytes=17`, without null measures.
std::string dump(const GroupRow& row);

/// Replaces the name of an input in an output, in plain text and in hex.
std::string renamed(std::string output, std::string_view from, std::string_view to);

/// Returns all measures.
std::vector<Measure> all_measures();

}  // namespace logscan::test
