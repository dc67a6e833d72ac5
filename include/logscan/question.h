#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "logscan/engine.h"
#include "logscan/group_summary.h"
#include "logscan/query.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// What a run was asked, as plain values: all that changes what is counted, and how it was to be
/// shown. Two runs of which the first is equal can be added up.
struct Question {
  /// What is kept for groups or for a series.
  struct Rows {
    std::uint64_t every = 0;  ///< seconds; 0: groups of all time
    std::string zone;         ///< TimeZone::name(); of a series
    std::vector<std::string> by;
    bool clients = false;    ///< how many different ones there are
    bool durations = false;  ///< for percentiles
    std::uint64_t own = 0;   ///< a bit for each of Question::own that is measured

    // Changes nothing that is counted.
    std::vector<Measure> show;
    std::uint64_t top = 10;
    std::optional<Measure> sort;
    bool hidden = false;  ///< as GroupQuery::hidden
  };

  std::vector<QuestionWord> words;  ///< `log format`, `max line`, `mask`, and Query::words
  OwnFields own;                    ///< of the log format, where there are rows
  std::vector<Rows> groups;
  std::vector<Rows> series;
  bool bytes = false;        ///< of rows: whether bytes were summed up
  bool times = false;        ///< and first and last are known
  std::uint64_t memory = 0;  ///< Query::memory where there are rows; else 0
  bool exact = false;        ///< Query::exact: rows never become a sketch

  /// For the library's own use: as bytes, and back; read() throws BytesError for others.
  void write(ByteWriter& to) const;
  static Question read(ByteReader& from);

  static Question of(const EngineOptions& options);

  /// What Aggregate::summarize() is to be given to show what was asked: groups, series, memory and
  /// exact.
  /// Throws std::invalid_argument for a zone that this machine does not know, or keys that this
  /// version does not.
  Query query() const;

  /// That of query() which limits the rows: memory and exact.
  Query limits() const;

  /// In one line, printable: `log format auto, max line 1048576, by path`.
  std::string in_words() const;

  /// Where the questions count differently: `where status >= 500, and without`. Nullopt where they
  /// do not.
  std::optional<std::string> difference(const Question& other) const;

  /// Merges what counts nothing: how the rows are shown, as far as both agree, and the larger
  /// memory of exact rows. The same in any order.
  void agree(const Question& other);
};

}  // namespace logscan
