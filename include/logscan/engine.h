#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/comparison.h"
#include "logscan/input.h"
#include "logscan/log_format.h"
#include "logscan/log_line.h"
#include "logscan/own_field.h"
#include "logscan/query_spec.h"
#include "logscan/summary.h"

namespace logscan {

struct Kernel;
class RecordColumns;

/// Options of a run: the query, and how to run it. Results depend on the query alone (I4). Only
/// lists that are no longer exact (QuerySpec::memory) depend on `range_size` as well.
struct EngineOptions {
  std::shared_ptr<const Query> query = compile_query({});

  /// Receives the bytes of the records that the query asks for, in input order. An exception ends
  /// the run and propagates from analyse().
  std::function<void(std::string_view)> write_records;

  /// Receives the records as columns instead, likewise. Times in them are in UTC.
  std::function<void(RecordColumns&&)> take_columns;

  /// Name of the machine that has the inputs, for aggregates that will be merged. Rows show it
  /// before the file (`web1:access.log`); a summary omits it if all inputs have the same machine.
  std::string machine;

  /// Folder for temporary files without names, which keep exact rows that exceed the memory
  /// (QuerySpec::exact). Empty: such rows throw MemoryError. summarize() and write() read the
  /// files, which last as long as the Aggregate.
  std::string spill_folder;

  // The rest affects only speed.
  /// Bytes per block, at least 1; the command line allows 64 to 16 Mi.
  std::size_t block_size = 8192;
  unsigned threads = 0;  ///< 0: one per core
  /// Bytes requested by one system call; at least one block is read.
  std::size_t batch_size = 128 * 1024;
  /// Bytes of a file that one thread scans at a time, at least 1 (I1).
  std::uint64_t range_size = 4 * 1024 * 1024;
  const Kernel* kernel = nullptr;  ///< nullptr: the best one for this machine

  /// Called by workers now and then, with the bytes scanned since the last call. May be empty. Must
  /// be thread-safe. An exception ends the run and propagates from analyse().
  std::function<void(std::uint64_t)> progress;
};

/// Reads and counts all inputs. Inputs that cannot be read have their `error` set; the rest is
/// counted. Throws std::logic_error if the accounting does not close (a bug), std::bad_alloc,
/// MemoryError if exact groups exceed the memory (see EngineOptions::spill_folder), SpillError, and
/// what EngineOptions::write_records throws.
Summary analyse(const std::vector<Input>& inputs, const EngineOptions& options);

/// One line as the fast path parsed it.
struct VisitedLine {
  std::uint64_t offset = 0;  ///< of its first byte in the input
  std::uint64_t bytes = 0;   ///< terminator included
  std::string_view text;  ///< without terminator, BOM and leading NULs; only the beginning if the
                          ///< line is too long
  Verdict verdict;
};

/// Runs the fast path over the first `size` bytes of an input, up to the end of the line that holds
/// the last of them. Calls `visit` once per line, in order. The views are valid during the call.
void visit_lines(const Input& input, std::uint64_t size, const EngineOptions& options,
                 const std::function<void(const VisitedLine&)>& visit);

/// One line of an input with everything that was read from it. The views point into the line.
struct ExplainedLine {
  std::uint64_t number = 0;  ///< in its input, from 1
  std::string_view text;     ///< without terminator; only the beginning if the line is too long
  Verdict verdict;
  LogLine fields;                        ///< of a parsed line
  const OwnFields* own = nullptr;        ///< of the given format, if it has any
  std::vector<std::string> left_over;    ///< columns of a parsed line that belong to no field
  std::optional<ClosestFormat> closest;  ///< of a malformed line that is not too long
};

/// Parses the first `most` lines of an input into fields, and reads little more than these lines.
/// Calls `take` for each; the views are valid during the call. Returns the number of lines. Throws
/// std::system_error.
std::uint64_t explain_lines(const Input& input, std::uint64_t most, const EngineOptions& options,
                            const std::function<void(const ExplainedLine&)>& take);

/// Returns what differs by more than chance between two summaries of the same question.
///
/// The rates: errors, 5xx, each status, and each listed path and client of an error status, as
/// shares of all requests; each listed group of --by as a share, and its error rate. Each is tested
/// with Fisher's exact test; Holm's method corrects for the number of tests. Counts that are known
/// within bounds are tested at those that differ least. docs/compare.md has the thresholds.
ReportComparison compare(const Summary& before, const Summary& after);

}  // namespace logscan
