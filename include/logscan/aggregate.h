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

/// A part of one input that was read: the lines whose first byte lies in [begin, end). Offsets are
/// those in the whole input, behind decompression.
struct InputSlice {
  std::string path;  ///< as in InputSummary
  InputIdentity identity;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;           ///< of a part that was read to the input's end: that
  std::uint64_t from = 0;          ///< where the first of the lines begins; 0 where there are none
  std::uint64_t to = 0;            ///< and where the last of them ends, which may be behind `end`
  std::uint64_t lines_before = 0;  ///< in front of `begin`, as far as it was known
  bool folded = false;             ///< several inputs of this path; offsets are 0
  Accounting counts;
  std::array<std::uint64_t, kLogFormats> formats{};
  std::uint64_t bytes_read = 0;
  std::optional<std::string> compression;
  bool incomplete_last_line = false;
  std::optional<std::string> error;
  std::optional<std::string> warning;  ///< of this run alone

  /// Whether every byte from the first line to the last is in one line, and every line is of one
  /// kind.
  bool closes() const;
};

/// Aggregate that do not fit together. The message says which, and why.
class MergeError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Bytes that Aggregate::read() cannot take. The message says why, and what to try.
class PartialError : public std::runtime_error {
 public:
  enum class Kind {
    kForeign,  ///< they were never written by Aggregate::write()
    kVersion,  ///< they were, by a version that is not understood here
    kDamaged,  ///< they were, and have been cut off or changed since
  };

  PartialError(Kind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

/// What runs have found: everything of which a Summary is made, in a form that can be added up.
/// Merging is associative and commutative (I11): whatever the order, what is exact comes out the
/// same, byte for byte, as one run over all lines would find it, and what is a sketch keeps its
/// bound. For one thread. Movable.
class Aggregate {
 public:
  /// Nothing, of a run with these options.
  explicit Aggregate(const EngineOptions& options);
  Aggregate(Aggregate&& other) noexcept;
  Aggregate& operator=(Aggregate&& other) noexcept;
  ~Aggregate();

  /// Adds what another has found. Pieces that lie behind each other in one input become one, so
  /// line numbers are true as far as what lies in front is known. From then on inputs are in the
  /// order of older_first(), then of identity and offset. Throws MergeError, and is unchanged, when
  /// it was asked something else, or when a part of an input would be counted twice: lines of the
  /// same path and identity, or of the same identity under another path if that is of 4,096 bytes.
  /// Throws MemoryError when exact rows do not fit the memory of the spec, or the larger one of the
  /// two; what it holds is then of no more use.
  void merge(const Aggregate& other);

  /// Gives the rows, if there are any, another memory than that of the spec. Throws
  /// MemoryError, likewise, when it is too little for exact ones.
  void set_memory(std::size_t bytes);

  /// Makes the pieces of each path that are complete one, which nothing joins any more: so what is
  /// kept does not grow with the number of inputs that ever were. `is_complete` says for which.
  /// Drops the pieces without lines, since the input may later get another identity.
  void fold_inputs(const std::function<bool(const InputSlice&)>& is_complete);

  /// Returns what there is to report; `view` has the groups, series and tables of spec(), and may
  /// show them in another way. Times are by the clock of `view.timezone`, if there is one. All but
  /// Summary::run and ::baseline. Throws std::logic_error when the accounting does not close (a
  /// bug).
  Summary summarize(const QuerySpec& view) const;

  /// Returns all of it as bytes, for read(): a line for people, `logscan partial 5: ` and the spec
  /// in words, which read() skips; then the spec, what was found, and a checksum. The same content
  /// is the same bytes, whatever was merged in which order, as far as it is exact. Throws
  /// MergeError where a part of an input is in it twice.
  std::string write() const;

  /// Throws PartialError. Whatever the bytes are, it takes no more memory than a small multiple of
  /// their size, and what it returns can be merged and reported.
  static Aggregate read(std::string_view bytes);

  /// Returns what was asked. It has no thresholds: they judge what was counted, and change nothing
  /// of it.
  const QuerySpec& spec() const;

  /// What was read: in the order of the inputs, as long as nothing was merged.
  std::vector<InputSlice> pieces() const;

  struct Data;  ///< for the library's own use
  Data& data() { return *data_; }
  const Data& data() const { return *data_; }

 private:
  std::unique_ptr<Data> data_;
};

/// Reads all inputs and counts, as analyse() does. To be merged, inputs should come in the order of
/// older_first(): then first examples are the first in that order.
Aggregate collect(const std::vector<Input>& inputs, const EngineOptions& options);

}  // namespace logscan
