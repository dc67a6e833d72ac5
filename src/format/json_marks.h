#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "format/key_value.h"

namespace logscan {

class FoundKeys;
class KeyTree;

/// Selects how to find the marks of a JSON line: with simdjson where its library is installed, or
/// with a plain loop. Both give the same results.
enum class JsonKernel : std::uint8_t { kBest, kPlain };

/// The structure of a JSON text: the ascending positions of each of `{}[]:,`, of each string's
/// opening quote, and of the start of each other value. Only white space separates a string's
/// closing quote from the next mark.
struct JsonMarks {
  const std::uint32_t* at = nullptr;  ///< `count` positions, then the size of the text
  std::size_t count = 0;
  /// The position at which the text is invalid and the marks end: a control byte in a string, or
  /// the quote of an unclosed string. kNoFault if there is no fault.
  std::uint32_t fault = 0;

  static constexpr std::uint32_t kNoFault = UINT32_MAX;
};

/// Finds the marks of lines. The storage is reused from line to line. Loads simdjson for the first
/// line that starts with a brace.
class JsonMarker {
 public:
  explicit JsonMarker(JsonKernel kernel);
  ~JsonMarker();
  JsonMarker(JsonMarker&&) noexcept;
  JsonMarker& operator=(JsonMarker&&) noexcept;

  /// Returns the marks of a line. They are valid until the next call.
  JsonMarks find(std::string_view line);

  /// Returns the same without simdjson.
  JsonMarks find_plain(std::string_view line);

  /// Returns whether simdjson is loaded and in use.
  bool fast() const { return fast_ != nullptr; }

 private:
  struct Fast;

  void load();

  bool may_load_;
  std::unique_ptr<Fast> fast_;
  std::vector<std::uint32_t> plain_;
};

/// Returns the kind of a value that is neither a string nor nested, or kNested if the text is no
/// such value. It must not be empty.
ValueKind scalar_kind(std::string_view text);

/// Walks the one object of a line from mark to mark and stores the values of the tree's keys in
/// `found`, which must have room for all slots. Checks everything else only for marks, numbers and
/// words. Returns the column, from 1, of the first byte that cannot be JSON, or 0 when the line is
/// one complete object.
std::uint32_t walk_json(std::string_view line, const JsonMarks& marks, const KeyTree& tree,
                        FoundKeys& found);

/// Does the same for the almost-JSON of hand-made formats; see JsonParser.
std::uint32_t walk_nearly_json(std::string_view line, const JsonMarks& marks, const KeyTree& tree,
                               FoundKeys& found);

}  // namespace logscan
