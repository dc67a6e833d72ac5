#pragma once

#include <string_view>

#include "engine/lines.h"
#include "engine/query_scan.h"
#include "follow/tally.h"
#include "format/line_parser.h"
#include "input/block.h"
#include "logscan/engine.h"
#include "scan/line_index.h"

namespace logscan {

/// Counts the lines of blocks, as an ordinary run would, one block at a time. For one thread.
class LineCounter {
 public:
  /// The options must outlive this. Of the query's answers it counts groups alone.
  explicit LineCounter(const EngineOptions& options);

  /// Adds a block to a tally. `judge` is that of the block's file, which remembers its directives.
  /// Throws MemoryError where the query wants exact groups and they do not fit.
  void count(const Block& block, LineParser& parser, Tally& tally);

  /// The same for lines that the log held when following began.
  void count_backlog(const Block& block, LineParser& parser, Tally& tally,
                     FollowClock::time_point now);

  /// The name of the log that the next blocks are of; it must stay until they are counted.
  void set_file(std::string_view file) { file_ = file; }

 private:
  void count_run(const Block& block, const PlainLines& lines, LineParser& parser, Tally& tally);
  void count_other(const ParsedLine& parsed, Tally& tally);
  void count_line(const LineView& line, const ParsedLine& parsed, LineParser& parser, Tally& tally);
  void count_asked(const LineView& line, const ParsedLine& parsed, LineParser& parser,
                   Tally& tally);
  void take_rows(Tally& tally);

  const EngineOptions& options_;
  const Kernel& kernel_;
  LineIndex index_;
  std::optional<QueryScan> query_;
  QueryRows rows_;  ///< empty, to be changed for those of the scan
  FieldSet fields_;
  FieldSet error_fields_;
  std::string_view file_;
  bool is_backlog_ = false;
};

}  // namespace logscan
