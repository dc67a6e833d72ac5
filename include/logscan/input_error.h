#pragma once

#include <stdexcept>

namespace logscan {

/// Thrown when an input cannot be read any further: the compressed data is corrupt or truncated,
/// the content is no text, or a server fails. what() describes problem and position without the
/// input's name and without credentials, ready for InputSummary::error.
class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace logscan
