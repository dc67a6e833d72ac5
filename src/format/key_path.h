#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace logscan {

/// A step of a key's path: to the member of an object or the element of an array.
struct KeyStep {
  std::string key;
  std::uint32_t index = 0;
  bool is_index = false;
};

struct KeyPath {
  std::vector<KeyStep> steps;
  std::size_t bad_at = 0;         ///< position of the problem in the text
  const char* problem = nullptr;  ///< null if the path is valid
};

/// Splits `request.headers.User-Agent[0]` into its steps, at most 8, and undoes backslashes. An
/// index is at most 999.
KeyPath split_json_path(std::string_view text);

/// Returns a label of LTSV or logfmt as a path of one step and undoes backslashes.
KeyPath plain_key(std::string_view text);

}  // namespace logscan
