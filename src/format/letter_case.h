#pragma once

#include <string>
#include <string_view>

namespace logscan {

/// The text with its ASCII capitals made small.
inline std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// Whether two words are the same but for the case of ASCII letters.
inline bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && lower(a) == lower(b);
}

}  // namespace logscan
