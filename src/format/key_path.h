#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace logscan {

/// One step of a key's path: into the member of an object, or the element of an array.
struct KeyStep {
  std::string key;
  std::uint32_t index = 0;
  bool is_index = false;
};

struct KeyPath {
  std::vector<KeyStep> steps;
  std::size_t bad_at = 0;         ///< where in the text
  const char* problem = nullptr;  ///< null when the path is good
};

/// Cuts `request.headers.User-Agent[0]` into its steps; backslashes are undone.
KeyPath split_json_path(std::string_view text);

/// A label of LTSV or logfmt: one step; backslashes are undone.
KeyPath plain_key(std::string_view text);

}  // namespace logscan
