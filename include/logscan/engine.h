#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/input.h"
#include "logscan/log_format.h"
#include "logscan/log_line.h"
#include "logscan/own_field.h"
#include "logscan/query_spec.h"
#include "logscan/summary.h"

namespace logscan {

struct Kernel;
class RecordColumns;

/// What to ask of the inputs, and how to run. Results depend on the query alone (I4); but lists
/// that are no longer exact (QuerySpec::memory) depend on `range_size` as well.
struct EngineOptions {
  std::shared_ptr<const Query> query = compile_query({});

  /// Takes the bytes of the records that the query asks for, in the order of the input. What it
  /// throws ends the run, and leaves analyse().
  std::function<void(std::string_view)> write_records;

  /// Takes the records as columns instead, likewise. Times in them are in UTC.
  std::function<void(RecordColumns&&)> take_columns;

  /// The machine that has the inputs, for aggregates to be merged with those of others. Rows name
  /// it in front of a file (`web1:access.log`); a summary leaves it out if it is the same for all.
  std::string machine;

  // The following affects speed alone.
  std::size_t block_size =
      8192;  ///< bytes of a block; the command line allows 64 to 16 Mi, any from 1 works
  unsigned threads = 0;  ///< 0: as many as the machine has cores
  std::size_t batch_size =
      128 * 1024;  ///< bytes asked for in one system call; at least one block is read
  std::uint64_t range_size =
      4 * 1024 * 1024;  ///< bytes of a file that one thread scans at a time, at least 1 (I1)
  const Kernel* kernel = nullptr;  ///< nullptr: the best that this machine has

  /// Called from a worker now and then with the bytes scanned since the last call; may be empty.
  /// Must be thread-safe. What it throws ends the run, and leaves analyse().
  std::function<void(std::uint64_t)> progress;
};

/// Reads all inputs and counts. Inputs that cannot be read have their `error` set and the rest is
/// counted all the same. Throws std::logic_error when the accounting does not close (a bug),
/// std::bad_alloc when memory is out, MemoryError when exact groups do not fit, and what
/// EngineOptions::write_records throws.
Summary analyse(const std::vector<Input>& inputs, const EngineOptions& options);

/// One line as the fast path judged it.
struct VisitedLine {
  std::uint64_t offset = 0;  ///< of its first byte in the input
  std::uint64_t bytes = 0;   ///< with its terminator
  std::string_view text;  ///< without terminator, BOM and leading NULs; of a line that is too long
                          ///< only a first part
  Verdict verdict;
};

/// Runs the fast path over the first `size` bytes of an input (and to the end of the line that
/// holds the last of them), one call per line in order. The views live for the call.
void visit_lines(const Input& input, std::uint64_t size, const EngineOptions& options,
                 const std::function<void(const VisitedLine&)>& visit);

/// One line of an input with all that is read from it. The views are into the line.
struct ExplainedLine {
  std::uint64_t number = 0;  ///< in its input, from 1
  std::string_view text;     ///< without terminator; of a line that is too long only a first part
  Verdict verdict;
  LogLine fields;                        ///< of a parsed line
  const OwnFields* own = nullptr;        ///< of the given format, if there is one
  std::vector<std::string> left_over;    ///< columns of a parsed line that no field comes from
  std::optional<ClosestFormat> closest;  ///< of a malformed line that is not too long
};

/// Judges and cuts the first `most` lines of an input, and reads little more than these. The views
/// live for the call. Returns how many there were. Throws std::system_error.
std::uint64_t explain_lines(const Input& input, std::uint64_t most, const EngineOptions& options,
                            const std::function<void(const ExplainedLine&)>& take);

}  // namespace logscan
