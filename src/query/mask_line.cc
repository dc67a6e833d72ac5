#include <array>
#include <cstddef>
#include <utility>

#include "format/layouts/layouts.h"
#include "query/harmless_text.h"
#include "query/mask.h"
#include "query/masker.h"

namespace logscan {
namespace {

// A field and its position in the line.
struct Piece {
  Field field = Field::kTime;
  std::string_view text;

  const char* begin() const { return text.data(); }
  const char* end() const { return text.data() + text.size(); }
};

// The fields of a line in the order of their positions. A field that contains others comes before
// them.
class Pieces {
 public:
  // Returns false if a field does not lie in the line, as in formats with escapes.
  bool find(const LogLine& line, std::string_view raw) {
    for (std::size_t i = 0; i < kFields; ++i) {
      const auto field = static_cast<Field>(i);
      const std::string_view text = field_text(line, field);
      if (text.data() == nullptr || field == Field::kFile) continue;
      if (!detail::lies_in(text, raw)) {
        if (field != Field::kTarget) return false;
        continue;  // joined from path and query, which are pieces themselves
      }
      insert({field, text});
    }
    return true;
  }

  const Piece* begin() const { return pieces_.data(); }
  const Piece* end() const { return pieces_.data() + size_; }

 private:
  // g++ 12 warns about reads past the end in std::sort.
  void insert(const Piece& piece) {
    std::size_t at = size_++;
    for (; at > 0 && is_before(piece, pieces_[at - 1]); --at)
      pieces_[at] = pieces_[at - 1];
    pieces_[at] = piece;
  }

  static bool is_before(const Piece& a, const Piece& b) {
    return a.begin() != b.begin() ? a.begin() < b.begin() : a.end() > b.end();
  }

  std::array<Piece, kFields> pieces_{};
  std::size_t size_ = 0;
};

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

bool append_pieces(const Mask& mask, const LogLine& line, std::string_view text, std::string& out) {
  Pieces pieces;
  if (!pieces.find(line, text)) return false;
  detail::Masker masker(mask, out);
  detail::HarmlessText harmless(line, masker, out);
  const char* at = text.data();
  for (const Piece& piece : pieces) {
    if (piece.end() <= at) continue;  // inside the previous piece, like the query of a target
    if (piece.begin() < at || !harmless.append(between(at, piece.begin()))) return false;
    masker.append(piece.field, line);
    at = piece.end();
  }
  return harmless.append(between(at, text.data() + text.size()));
}

}  // namespace

bool append_masked_line(const Mask& mask, const LogLine& line, std::string_view raw,
                        std::string& out) {
  const std::size_t size = out.size();
  PrefixKind kind{};
  if (append_pieces(mask, line, strip_prefix(raw, kind), out)) return true;
  out.resize(size);
  return false;
}

}  // namespace logscan
