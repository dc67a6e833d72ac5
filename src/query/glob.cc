#include "query/glob.h"

#include "text/ascii.h"

namespace logscan::detail {

std::optional<Glob> Glob::compile(std::string_view pattern, Case letters) {
  Glob glob(letters);
  glob.pieces_.emplace_back();
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '*') {
      glob.pieces_.emplace_back();
      continue;
    }
    Piece& piece = glob.pieces_.back();
    const bool any = pattern[i] == '?';
    if (pattern[i] == '\\' && ++i == pattern.size()) return std::nullopt;
    const char byte = letters == Case::kIgnored ? to_lower(pattern[i]) : pattern[i];
    piece.bytes += any ? '\0' : byte;
    piece.mask += any ? '\0' : '\xff';
    piece.plain = piece.plain && !any && letters == Case::kMatters;
  }
  // Between two stars, an empty piece is found everywhere.
  if (glob.pieces_.size() > 2) {
    std::erase_if(glob.pieces_, [&](const Piece& piece) {
      return piece.bytes.empty() && &piece != &glob.pieces_.front() &&
             &piece != &glob.pieces_.back();
    });
  }
  return glob;
}

// The first piece must match at the front, the last at the end. Each other piece is matched at its
// first position, which leaves the most text for the pieces after it.
bool Glob::matches(std::string_view text) const {
  const Piece& front = pieces_.front();
  const Piece& back = pieces_.back();
  if (pieces_.size() == 1) return text.size() == front.bytes.size() && fits_at(front, text, 0);
  if (text.size() < front.bytes.size() + back.bytes.size()) return false;
  const std::size_t end = text.size() - back.bytes.size();
  if (!fits_at(front, text, 0) || !fits_at(back, text, end)) return false;
  std::size_t at = front.bytes.size();
  for (std::size_t i = 1; i + 1 < pieces_.size(); ++i) {
    at = find(pieces_[i], text.substr(0, end), at);
    if (at == std::string_view::npos) return false;
    at += pieces_[i].bytes.size();
  }
  return true;
}

bool Glob::fits_at(const Piece& piece, std::string_view text, std::size_t at) const {
  if (piece.plain) return text.substr(at, piece.bytes.size()) == piece.bytes;
  for (std::size_t i = 0; i < piece.bytes.size(); ++i) {
    const char byte = case_ == Case::kIgnored ? to_lower(text[at + i]) : text[at + i];
    if ((byte & piece.mask[i]) != piece.bytes[i]) return false;
  }
  return true;
}

std::size_t Glob::find(const Piece& piece, std::string_view text, std::size_t from) const {
  if (piece.plain) return find_bytes(text, piece.bytes, from);
  for (; text.size() - from >= piece.bytes.size(); ++from) {
    if (fits_at(piece, text, from)) return from;
  }
  return std::string_view::npos;
}

}  // namespace logscan::detail
