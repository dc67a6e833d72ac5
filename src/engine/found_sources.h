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

/// A line that the report quotes.
struct Quoted {
  const InputSlice* piece = nullptr;
  std::uint64_t line = 0;    ///< within the piece, from 1
  std::uint64_t offset = 0;  ///< in the input
  std::uint64_t order = 0;   ///< of two in one piece the first has less: the offset, and in folded
                             ///< pieces the bytes folded before as well
  Reason reason = Reason::kNone;
  std::string text;
  std::optional<ClosestFormat> closest;

  /// As a report has it.
  Sample sample() const;
};

/// What is added up over all pieces.
struct SourceSums {
  std::uint64_t lines = 0;
  std::uint64_t bytes = 0;
  std::uint64_t bytes_read = 0;

  SourceSums& operator+=(const InputSlice& piece);
  bool are_too_large() const;  ///< for any log; what is not, and one piece more, does not overflow
};

/// The pieces of inputs that were read, and the lines quoted of them. Movable.
struct FoundSources {
  std::vector<std::unique_ptr<InputSlice>> pieces;
  std::vector<Quoted> malformed;                            ///< the first kSamples
  std::map<StatusCode, Quoted> examples;                    ///< the first line of each error status
  std::array<std::optional<Quoted>, kUnreadFields> unread;  ///< the first line of each UnreadField
  bool sorted = false;  ///< else pieces are as the inputs were given

  FoundSources copy() const;

  /// What is sorted as bytes, and back; read() throws BytesError for others.
  void write(ByteWriter& to) const;
  static FoundSources read(ByteReader& from);

  bool is_sorted() const;

  /// Brings the pieces in the order of merged findings, and joins what lies behind each other.
  /// Throws MergeError where parts do not fit together.
  void sort();

  /// Throws MergeError, and changes nothing but the order, where parts do not fit together.
  void merge(FoundSources other);

  void fold(const std::function<bool(const InputSlice&)>& is_complete);

 private:
  void join();
  template <class Change>
  void each_quoted(const Change& change);
};

}  // namespace logscan
