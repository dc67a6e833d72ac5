#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "logscan/aggregate.h"

namespace logscan {

class ByteReader;
class ByteWriter;

/// A line quoted by the report.
struct Quoted {
  const InputSlice* piece = nullptr;
  std::uint64_t line = 0;    ///< number of the line within the piece, from 1
  std::uint64_t offset = 0;  ///< offset in the input
  /// Sorts lines of one piece: the offset, plus the bytes folded before in folded pieces.
  std::uint64_t order = 0;
  Reason reason = Reason::kNone;
  std::string text;
  std::optional<ClosestFormat> closest;

  /// Returns the line as a sample of the report.
  Sample sample() const;
};

/// Sums over all pieces.
struct SourceSums {
  std::uint64_t lines = 0;
  std::uint64_t bytes = 0;
  std::uint64_t bytes_read = 0;

  SourceSums& operator+=(const InputSlice& piece);

  /// Returns whether the sums exceed any log. If not, one more piece cannot overflow them.
  bool are_too_large() const;
};

/// The pieces of inputs that were read, and the lines quoted from them. Movable.
struct FoundSources {
  std::vector<std::unique_ptr<InputSlice>> pieces;
  std::vector<Quoted> malformed;                            ///< the first kSamples
  std::map<StatusCode, Quoted> examples;                    ///< the first line of each error status
  std::array<std::optional<Quoted>, kUnreadFields> unread;  ///< the first line of each UnreadField
  bool sorted = false;  ///< otherwise pieces are in the order of the inputs

  FoundSources copy() const;

  /// Write sorted sources, and read them back. read() throws BytesError for other bytes.
  void write(ByteWriter& to) const;
  static FoundSources read(ByteReader& from);

  bool is_sorted() const;

  /// Sorts the pieces for merging, and joins adjacent ones. Throws MergeError if pieces conflict.
  void sort();

  /// Adds other sources. Throws MergeError if pieces conflict; then only the order has changed.
  void merge(FoundSources other);

  void fold(const std::function<bool(const InputSlice&)>& is_complete);

 private:
  void join();
  template <class Change>
  void each_quoted(const Change& change);
};

}  // namespace logscan
