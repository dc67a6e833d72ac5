#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "aggregate/row_measures.h"
#include "logscan/own_field.h"
#include "text/byte_reader.h"
#include "text/byte_writer.h"

namespace logscan {

/// How rows are written to temporary files, and where.
struct SpillForm {
  std::string folder;
  OwnFields own = {};           ///< the fields that the rows measure
  std::size_t columns = 0;      ///< of a ThresholdTable
  std::size_t start_bytes = 0;  ///< keys are ordered by what follows these bytes, then by them
};

/// The order of keys in a run: by their bytes, those after the first `start_bytes` first. All keys
/// to compare have the next `skip` bytes in common, so that 8 bytes tell most of them apart.
struct KeyOrder {
  std::size_t start_bytes = 0;
  std::size_t skip = 0;

  std::uint64_t head(std::string_view key) const;
  bool less(std::string_view a, std::string_view b) const;
};

/// Rows of a file in the order of their keys, each key once.
struct RowRun {
  int file = -1;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::string common;  ///< what all keys have after their start bytes
};

/// Appends a run to a file. Throws SpillError.
class RunWriter {
 public:
  RunWriter(const SpillForm& form, int file, std::uint64_t begin);

  void add(std::string_view key, const RowMeasures& measures);

  /// Returns the run, of which nothing is left to be written.
  RowRun finish();

 private:
  void write_block();

  const SpillForm& form_;
  RowRun run_;
  ByteWriter block_;
  std::optional<std::string> last_;  ///< the key that was added last
};

/// Rows in order, one at a time.
class RowSource {
 public:
  virtual ~RowSource() = default;

  /// Goes on to the next row. Returns false at the end.
  virtual bool next() = 0;

  std::string_view key;  ///< valid until next()
  std::uint64_t head = 0;
  RowMeasures measures;
};

/// Reads a run. Throws SpillError.
class RunReader : public RowSource {
 public:
  RunReader(const SpillForm& form, KeyOrder order, const RowRun& run);

  bool next() override;

 private:
  void read_block();

  const SpillForm& form_;
  const KeyOrder order_;
  const RowRun& run_;
  std::uint64_t at_;
  std::string block_;
  ByteReader rows_{{}};
};

/// Returns the first bytes that two texts have in common.
std::string_view common_front(std::string_view a, std::string_view b);

}  // namespace logscan
