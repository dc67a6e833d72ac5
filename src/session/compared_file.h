#pragma once

#include <optional>
#include <string>
#include <vector>

#include "logscan/aggregate.h"
#include "logscan/query_spec.h"
#include "logscan/summary.h"

namespace logscan::cli {

/// Returns a view with lists that are long enough to compare: a key that a list lacks is known only
/// within bounds.
QuerySpec comparable_view(QuerySpec view);

/// The file of --compare: a JSON report or a partial, detected by its content.
class ComparedFile {
 public:
  /// Throws UsageError for other files, EndOfRun for one that cannot be read, and SpillError; see
  /// EngineOptions for the folder.
  ComparedFile(const std::string& path, const std::string& spill_folder);

  /// Throws UsageError if the file answers another question than `spec`, apart from its times.
  void check_question(const QuerySpec& spec) const;

  /// Returns as much of a summary as compare() needs.
  Summary summarize() const;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
  Summary summary_;  ///< of a report
  std::optional<Aggregate> partial_;
};

}  // namespace logscan::cli
