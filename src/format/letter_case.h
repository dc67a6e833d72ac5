#pragma once

#include <string>
#include <string_view>

namespace logscan {

/// Returns the text in lower case (ASCII).
inline std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// Compares two words, ignoring the case of ASCII letters.
inline bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && lower(a) == lower(b);
}

}  // namespace logscan
