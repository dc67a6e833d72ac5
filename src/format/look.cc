#include "format/look.h"

#include <algorithm>
#include <cstddef>

#include "format/target.h"
#include "text/ascii.h"

namespace logscan {
namespace {}  // namespace

bool looks_like_target(std::string_view text) {
  // JSON may escape slashes.
  return text.starts_with('/') || text.starts_with("\\/") || text == "*" ||
         text.find(":\\/\\/") != std::string_view::npos ||
         authority_begin(text) != std::string_view::npos;
}

bool looks_like_method(std::string_view text) {
  constexpr std::size_t kLongest = 24;
  return text.size() <= kLongest && std::all_of(text.begin(), text.end(), [](char c) {
           return is_letter(c) || c == '-' || c == '_';
         });
}

bool looks_like_protocol(std::string_view text) {
  constexpr std::string_view kBegin = "http/";
  return text.size() > kBegin.size() &&
         std::equal(kBegin.begin(), kBegin.end(), text.begin(),
                    [](char lower, char c) { return c == lower || (c | 0x20) == lower; });
}

bool looks_like_host(std::string_view text) {
  return text.find_first_of(" /\"\\") == std::string_view::npos;
}

}  // namespace logscan
