#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "logscan/mask.h"
#include "query/masker.h"

namespace logscan {
namespace {

using detail::Masker;

// A piece of a line that is masked in its own way; what lies between is words.
struct Piece {
  std::string_view text;
  void (Masker::*append)(std::string_view);
};

// The pieces of a line, in the order of their places.
class Pieces {
 public:
  // False when a field is there, but not in the line.
  bool find(const Mask& mask, const LogLine& line, std::string_view raw) {
    const bool good =
        (!mask.users || add(line.user, raw, &Masker::user)) &&
        (!mask.clients || (add(line.client, raw, &Masker::client) &&
                           add(line.forwarded_for, raw, &Masker::clients))) &&
        (!mask.queries ||
         (add(line.target.data() != nullptr ? line.target : line.request, raw, &Masker::url) &&
          add(line.query, raw, &Masker::query) && add(line.referer, raw, &Masker::url)));
    // By insertion: they are few, and g++ 12 takes std::sort for one that reads behind the array.
    for (std::size_t i = 1; i < static_cast<std::size_t>(size_); ++i) {
      for (std::size_t j = i; j > 0 && pieces_[j].text.data() < pieces_[j - 1].text.data(); --j)
        std::swap(pieces_[j], pieces_[j - 1]);
    }
    return good;
  }

  const Piece* begin() const { return pieces_.data(); }
  const Piece* end() const { return pieces_.data() + size_; }

 private:
  bool add(std::string_view text, std::string_view raw, void (Masker::*append)(std::string_view)) {
    if (text.data() == nullptr) return true;
    if (!detail::lies_in(text, raw)) return false;
    pieces_[static_cast<std::size_t>(size_++)] = {text, append};
    return true;
  }

  std::array<Piece, 6> pieces_{};
  std::ptrdiff_t size_ = 0;
};

}  // namespace

bool append_masked_line(const Mask& mask, const LogLine& line, std::string_view raw,
                        std::string& out) {
  Pieces pieces;
  if (!pieces.find(mask, line, raw)) return false;
  Masker masker(mask, out);
  std::size_t at = 0;
  for (const Piece& piece : pieces) {
    auto begin = static_cast<std::size_t>(piece.text.data() - raw.data());
    const std::size_t end = begin + piece.text.size();
    if (end < at || (end == at && begin < end)) continue;  // in the one before, as a target's query
    begin = std::max(begin, at);
    masker.words(raw.substr(at, begin - at));
    (masker.*piece.append)(raw.substr(begin, end - begin));
    at = end;
  }
  masker.words(raw.substr(at));
  return true;
}

bool append_masked_text(const Mask& mask, std::string_view text, std::string& out) {
  if (mask.users) return false;
  Masker(mask, out).words(text);
  return true;
}

}  // namespace logscan
