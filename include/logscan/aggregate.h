#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "logscan/engine.h"
#include "logscan/input.h"
#include "logscan/log_format.h"
#include "logscan/query_spec.h"
#include "logscan/summary.h"

namespace logscan {

class ByteSource;

/// The lines of one input whose first byte lies in [begin, end). Offsets count bytes of the whole
/// input, after decompression.
struct InputSlice {
  std::string path;  ///< as in InputSummary
  InputIdentity identity;
  /// Place of the input in a run that was split over several aggregates, from 1 on: these list
  /// their inputs in that order, and two places are two inputs even if they hold the same.
  /// Otherwise 0, and inputs are listed by name.
  std::uint64_t place = 0;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;           ///< the input's end if the slice was read to its end
  std::uint64_t from = 0;          ///< start of the first line; 0 without lines
  std::uint64_t to = 0;            ///< end of the last line; may exceed `end`
  std::uint64_t lines_before = 0;  ///< lines before `begin`, as far as they are known
  bool folded = false;             ///< the sum of several inputs of this path; offsets are 0
  Accounting counts;
  std::array<std::uint64_t, kLogFormats> formats{};
  std::uint64_t bytes_read = 0;
  std::optional<std::string> compression;
  bool incomplete_last_line = false;
  std::optional<std::string> error;

  /// Returns whether every byte between the first line and the last belongs to exactly one line,
  /// and every line has exactly one kind.
  bool closes() const;
};

/// Thrown for aggregates that cannot be merged. The message names the difference.
class MergeError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Thrown for bytes that Aggregate::read() rejects. The message names the problem and what to try.
class PartialError : public std::runtime_error {
 public:
  enum class Kind {
    kForeign,  ///< not written by Aggregate::write()
    kVersion,  ///< written by an unsupported version
    kDamaged,  ///< truncated or changed since they were written
  };

  PartialError(Kind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

/// The results of one or more runs: everything that a Summary is made from, in a form that can be
/// merged. Merging is associative and commutative (I11). Exact results come out byte for byte as in
/// a single run over all lines, in any order; sketches keep their bound. Not thread-safe. Movable.
class Aggregate {
 public:
  /// Creates the empty result of a run with these options.
  explicit Aggregate(const EngineOptions& options);
  Aggregate(Aggregate&& other) noexcept;
  Aggregate& operator=(Aggregate&& other) noexcept;
  ~Aggregate();

  /// Adds the results of `other`. Adjacent slices of an input become one, so line numbers are right
  /// as far as the lines before are known. Afterwards inputs are sorted by older_first(), then by
  /// identity and offset.
  ///
  /// Throws MergeError and changes nothing if `other` answers another query, or if lines would
  /// count twice. Lines count twice if path and identity are equal, or if an identity of 4,096
  /// bytes is equal under another path. If exact rows exceed the larger memory of the two specs,
  /// they move to temporary files (EngineOptions::spill_folder); without a folder, throws
  /// MemoryError. Throws SpillError. After either, the aggregate is unusable.
  void merge(const Aggregate& other);

  /// Replaces the memory limit of the spec for the rows. Throws MemoryError and SpillError likewise
  /// if exact rows exceed it.
  void set_memory(std::size_t bytes);

  /// Folds the slices of each path for which `is_complete` returns true into one, so that the size
  /// does not grow with the number of inputs ever read. Nothing can be joined to a folded slice.
  /// Drops slices without lines, since their input may later get another identity.
  void fold_inputs(const std::function<bool(const InputSlice&)>& is_complete);

  /// Returns everything to report except Summary::run and Summary::baseline. `view` has the groups,
  /// series and tables of spec(), but may show them differently. Times use `view.timezone` if it is
  /// set. Throws std::logic_error if the accounting does not close (a bug), SpillError, and
  /// MemoryError if rows are in temporary files and those to list exceed the memory.
  Summary summarize(const QuerySpec& view) const;

  /// Serializes everything for read(). The bytes start with a line for people: `logscan partial
  /// 5:`, then the spec in words. The spec as data, the results and a checksum follow; read() skips
  /// the line. Equal exact content gives equal bytes, in whatever order it was merged. Throws
  /// MergeError if a part of an input is contained twice, and SpillError.
  std::string write() const;

  /// Does the same piece by piece, so that rows in temporary files never are in memory together.
  void write(const std::function<void(std::string_view piece)>& sink) const;

  /// Parses what write() returned. Throws PartialError. Hostile bytes are safe: memory stays within
  /// a small multiple of their size, and any result can be merged and reported. Exact rows that
  /// exceed the memory of their spec move to temporary files in `spill_folder` (SpillError); if
  /// that is empty, throws MemoryError.
  static Aggregate read(std::string_view bytes, const std::string& spill_folder = {});

  /// Does the same for bytes that come piece by piece, for internal use. `memory` replaces that of
  /// a spec with exact rows.
  static Aggregate read(ByteSource& bytes, const std::string& spill_folder,
                        std::optional<std::uint64_t> memory = std::nullopt);

  bool is_spilled() const;  ///< some rows are in temporary files

  /// Returns the query. It has no thresholds, since they judge the counts without changing them.
  const QuerySpec& spec() const;

  /// Returns the slices that were read. They are in the order of the inputs unless something was
  /// merged.
  std::vector<InputSlice> pieces() const;

  struct Data;  ///< for internal use
  Data& data() { return *data_; }
  const Data& data() const { return *data_; }

 private:
  std::unique_ptr<Data> data_;
};

/// Reads and counts all inputs, as analyse() does. Pass them in the order of older_first() if the
/// result will be merged: then the first examples stay the first in that order.
Aggregate collect(const std::vector<Input>& inputs, const EngineOptions& options);

}  // namespace logscan
