#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace logscan::detail {

/// The `user:password` in front of the `@` of a URL, as offsets into a text.
struct Credentials {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< of the `@`, or of its escape
};

/// Finds the first credentials at or after `from`, in time linear in the text. They follow two or
/// more slashes, each of which may be a backslash or percent-encoded. With `is_url` the whole text
/// is one URL, and may itself begin with credentials (`user:password@host:443`). Otherwise the text
/// consists of words, and credentials end at a space, a tab or a quote.
std::optional<Credentials> find_credentials(std::string_view text, std::size_t from, bool is_url);

}  // namespace logscan::detail
