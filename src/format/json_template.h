#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "format/json_marks.h"
#include "format/key_fields.h"
#include "format/line_view.h"

namespace logscan {

/// The text of an earlier line with holes in place of the values that vary. A line that differs
/// only there has the same keys in the same places, so nothing but these values needs to be read.
///
/// Objects like those of headers (walk_json_headers) are holes, too, since many servers write
/// headers in any order.
class JsonTemplate {
 public:
  /// Makes the template of a line that walk_json() accepts: `marks` and `found` are its results,
  /// and is_usual() holds. Values that are not in `found` are taken to be constant. The tree must
  /// outlive the template.
  JsonTemplate(const LineView& line, const JsonMarks& marks, const KeyTree& tree,
               const FoundKeys& found);

  /// Returns whether a template can be made of a line that walk_json() accepts.
  static bool is_usual(const LineView& line, const JsonMarks& marks);

  /// Returns whether both differ in values alone.
  bool resembles(const JsonTemplate& other) const;

  /// Makes holes where an older template, which resembles this one, has holes or other values.
  void widen(const JsonTemplate& older);

  /// Returns what walk_json() would find in a line, valid until the next call, or null if the line
  /// does not fit. May leave out any line.
  const FoundKeys* match(const LineView& whole);

  /// Returns whether a line with that number of quotes may fit.
  bool may_have(std::uint32_t quotes) const {
    return quotes == quotes_ || (has_headers_ && quotes > quotes_);
  }

 private:
  static constexpr std::size_t kMostBytes = 8192;
  static constexpr std::size_t kMostMarks = 2048;
  /// There are as many as holes and one more. Another mark follows each value.
  static constexpr std::size_t kMostPieces = kMostMarks / 2 + 1;
  /// Keys found in headers.
  static constexpr std::size_t kMostFound = 64;

  /// What may stand in the place of a value. Headers are skipped before; nothing is left of them.
  enum class Kind : std::uint8_t { kString, kNumber, kScalar, kSame, kHeaders, kNone };

  /// A string, number or word in the text, or all members of an object of headers.
  struct Value {
    std::uint32_t begin;  ///< without the quote
    std::uint32_t end;
    std::uint32_t quotes;  ///< within a string
    Kind kind;
    bool varies;
    std::uint16_t node = KeyTree::kNoNode;  ///< the keys of the headers
  };
  /// The place of the value of a key of the tree.
  struct Key {
    std::uint32_t at;  ///< in the text
    std::uint32_t size;
    std::uint32_t begin = 0;  ///< in its piece
    std::uint16_t piece = 0;  ///< contains the value, or precedes it
    bool varies = false;
  };
  /// A part of the text between two holes, and what the hole before it may contain.
  struct Piece {
    Kind hole = Kind::kNone;
    std::uint16_t node = KeyTree::kNoNode;  ///< of headers
    std::uint32_t first_inside = 0;         ///< the number of the first quote in the hole
    std::uint32_t inside = 0;               ///< quotes in the hole
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
    std::uint32_t quote = 0;     ///< the number of its first quote
    std::uint32_t quote_at = 0;  ///< where it is in the piece
  };

  std::string_view text_before(std::size_t value) const;
  std::string_view text_of(const Value& value) const {
    return std::string_view(text_).substr(value.begin, value.end - value.begin);
  }
  void cut_pieces();
  static bool fills(const LineView& line, std::uint32_t begin, std::uint32_t end,
                    const Piece& piece);
  bool skip_headers(const Piece& piece, std::uint32_t& at, LineView& line);

  const KeyTree* tree_;
  std::string text_;  ///< with room to load sixteen bytes anywhere
  std::uint32_t size_ = 0;
  std::uint32_t quotes_ = 0;  ///< outside headers
  bool has_headers_ = false;
  std::vector<Value> values_;
  FoundKeys found_;        ///< first those outside headers
  std::vector<Key> keys_;  ///< of these
  std::vector<Piece> pieces_;
};

/// The templates of the lines before. They affect only speed, and little of it in a log whose lines
/// have too many forms: after misses, lines are passed over, and few are learned.
class JsonTemplates {
 public:
  /// Returns what walk_json() would find in a line, valid until the next call, or null if the line
  /// fits none of them.
  const FoundKeys* match(const LineView& line);

  /// Learns from a line that match() did not find and walk_json() accepts.
  void learn(const LineView& line, const JsonMarks& marks, const KeyTree& tree,
             const FoundKeys& found);

 private:
  static constexpr std::size_t kMost = 16;
  static constexpr int kTries = 3;
  static constexpr std::uint32_t kLongestPause = 63;  // in lines
  static constexpr std::uint32_t kFirstLessons = 32;
  static constexpr std::uint32_t kLinesPerLesson = 256;
  static constexpr std::uint32_t kUsefulHits = 8;  // make up for the lesson

  struct Known {
    JsonTemplate form;
    std::uint32_t hits = 0;
  };

  std::vector<std::unique_ptr<Known>> known_;  // the one that matched last comes first
  std::uint32_t misses_ = 0;
  std::uint32_t pause_ = 0;
  std::uint32_t lines_ = 0;
  std::uint32_t lessons_ = kFirstLessons;
  bool may_learn_ = false;
};

}  // namespace logscan
