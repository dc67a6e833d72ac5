#include "session/compared_file.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "cli/messages.h"
#include "cli/usage_error.h"
#include "engine/own_files.h"
#include "query/filter_terms.h"
#include "session/count_mode.h"
#include "session/packed_partial.h"
#include "session/partial_file.h"
#include "session/report_reader.h"
#include "text/join.h"
#include "text/safe_text.h"
#include <fmt/core.h>

namespace logscan::cli {
namespace {

constexpr std::uint64_t kComparedKeys = 1000;

UsageError wrong_file(const std::string& path, std::string_view what) {
  return {fmt::format("--compare: {}: {}", shown_name(path), what)};
}

EndOfRun unreadable(const std::string& path, std::string_view what) {
  return {ExitCode::kNotDelivered, fmt::format("--compare: {}: {}", shown_name(path), what)};
}

EndOfRun unreadable(const std::string& path, const std::system_error& failure) {
  return unreadable(
      path, "cannot be read: " + failure.code().message() + "; check its name and permissions");
}

/// Appends the options that chose the lines or changed them, without those of the time.
void append_terms(const std::vector<FilterTerm>& terms, std::vector<std::string>& words) {
  for (const FilterTerm& term : terms) {
    if (term.option == "--since" || term.option == "--until") continue;
    words.push_back(term.value.empty() ? term.option : term.option + " " + safe_text(term.value));
  }
}

template <class Tables>
void append_keys(const Tables& tables, std::vector<std::string>& words) {
  for (const auto& table : tables)
    words.push_back("--by " + safe_text(detail::join(table.by, ",")));
}

std::vector<std::string> question_of(const QuerySpec& spec) {
  std::vector<std::string> words;
  append_terms(filter_terms(spec), words);
  append_terms(rewrite_terms(spec), words);
  append_keys(spec.groups, words);
  for (const SeriesSpec& series : spec.series)
    append_keys(std::vector<GroupSpec>{series.groups}, words);
  return words;
}

std::vector<std::string> question_of(const Summary& summary) {
  std::vector<std::string> words;
  append_terms(summary.filters, words);
  append_terms(summary.rewrites, words);
  append_keys(summary.groups, words);
  append_keys(summary.series, words);
  return words;
}

std::string in_words(const std::vector<std::string>& words) {
  return words.empty() ? "none" : detail::join(words, " ");
}

UsageError other_question(const std::string& path, std::string_view theirs, std::string_view ours) {
  return wrong_file(path, fmt::format("answers another question: {} there, {} here; give both runs "
                                      "the same options",
                                      theirs, ours));
}

}  // namespace

QuerySpec comparable_view(QuerySpec view) {
  view.top_keys = std::max(kComparedKeys, view.top_keys.value_or(0));
  view.thresholds.clear();
  for (GroupSpec& groups : view.groups) {
    groups.top = std::max(kComparedKeys, groups.top);
    groups.sort = Measure::kCount;
    groups.min_count = 0;
  }
  return view;
}

ComparedFile::ComparedFile(const std::string& path, const std::string& spill_folder) : path_(path) {
  try {
    const StoredBytes bytes = open_own_file(path);
    const std::string head = bytes.part(0, kOwnFileBytes).whole();
    const std::optional<OwnFile> kind = own_file(head);
    const std::size_t first = head.find_first_not_of(" \t\r\n");
    if (kind == OwnFile::kPartial) {
      partial_ = read_partial(bytes, spill_folder);
    } else if (kind == OwnFile::kReport && first != std::string::npos && head[first] == '{') {
      summary_ = read_report(bytes.whole());
    } else {
      throw wrong_file(path,
                       "expected a JSON report or a partial of logscan; make one with logscan "
                       "-o FILE.json");
    }
  } catch (const std::system_error& failure) {
    throw unreadable(path, failure);
  } catch (const PartialError& error) {
    if (error.kind() == PartialError::Kind::kDamaged) throw unreadable(path, error.what());
    throw wrong_file(path, error.what());
  } catch (const ReportError& error) {
    if (error.kind() == ReportError::Kind::kDamaged) throw unreadable(path, error.what());
    throw wrong_file(path, error.what());
  }
}

void ComparedFile::check_question(const QuerySpec& spec) const {
  const std::vector<std::string> ours = question_of(spec);
  const std::vector<std::string> theirs =
      partial_ ? question_of(partial_->spec()) : question_of(summary_);
  if (ours != theirs) throw other_question(path_, in_words(theirs), in_words(ours));
}

Summary ComparedFile::summarize() const {
  return partial_ ? partial_->summarize(comparable_view(partial_->spec())) : summary_;
}

}  // namespace logscan::cli
