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

/// The decompressed content is none that logscan reads: UTF-16, an archive, or compressed once
/// more.
class ForeignInputError : public InputError {
 public:
  using InputError::InputError;
};

}  // namespace logscan
